using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ModelCompiler;

namespace Digits;

/// <summary>The options of the sample.</summary>
internal static class CommandLine
{
    private static readonly Option<string> Hidden = new("--hidden")
    {
        Description = "Hidden units: 30, 128 or 512. [default: 128]",
        HelpName = "N",
    };
    private static readonly Option<bool> Classic = new("--classic")
    {
        Description = "The textbook network instead: 784-30-10, sigmoid, half squared error, plain gradient descent.",
    };
    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "A folder with the four MNIST files (train-images-idx3-ubyte, ..., gzip or plain). Without it digits are drawn.",
        HelpName = "DIR",
    };
    private static readonly Option<int?> Epochs = new("--epochs")
    {
        Description = "How often the training samples are seen. [default: 5; 30 with --classic]",
        HelpName = "N",
        CustomParser = result => WholeNumber(result, 1),
    };
    private static readonly Option<int?> Batch = new("--batch")
    {
        Description = "Samples per step. [default: 64; 10 with --classic]",
        HelpName = "N",
        CustomParser = result => WholeNumber(result, 1),
    };
    private static readonly Option<float?> Rate = new("--rate")
    {
        Description = "The learning rate. [default: 0.001; 3 with --classic]",
        HelpName = "X",
        CustomParser = LearningRate,
    };
    private static readonly Option<int?> Seed = new("--seed")
    {
        Description = "Decides the first parameters, the drawn digits and their order. [default: 1]",
        HelpName = "N",
        CustomParser = result => WholeNumber(result, 0),
    };

    /// <summary>Reads the options and runs the sample with them.</summary>
    /// <returns>0 for success, 1 for an error (explained on the error stream), 130 when Ctrl+C ended the run.</returns>
    public static int Run(string[] args, Action<Settings, CancellationToken> run)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, interruption) =>
        {
            interruption.Cancel = true;
            cancellation.Cancel();
        };

        Hidden.AcceptOnlyFromAmong("30", "128", "512");
        var command = new RootCommand("Trains a compiled network to read digits.") { Hidden, Classic, Data, Epochs, Batch, Rate, Seed };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Classic) && result.GetResult(Hidden) is not null)
                result.AddError("--classic has 30 hidden units: leave out --hidden.");
        });
        command.SetAction(options => Guarded(() => run(Read(options), cancellation.Token)));
        return command.Parse(args).Invoke();
    }

    private static Settings Read(ParseResult options)
    {
        Settings usual = Settings.For(
            options.GetValue(Classic)
                ? Network.Classic
                : options.GetValue(Hidden) switch
                {
                    "30" => Network.Hidden30,
                    "512" => Network.Hidden512,
                    _ => Network.Hidden128,
                }
        );
        return usual with
        {
            DataFolder = options.GetValue(Data)?.FullName,
            Epochs = options.GetValue(Epochs) ?? usual.Epochs,
            BatchSize = options.GetValue(Batch) ?? usual.BatchSize,
            LearningRate = options.GetValue(Rate) ?? usual.LearningRate,
            Seed = options.GetValue(Seed) ?? usual.Seed,
        };
    }

    private static int Guarded(Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled.");
            return 130;
        }
        catch (Exception problem)
            when (problem is IOException or InvalidDataException or UnauthorizedAccessException or NumericalInstabilityException)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }

    private static int? WholeNumber(ArgumentResult result, int least)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least)
            return value;
        result.AddError($"'{result.Tokens[0].Value}' is no whole number from {least} up.");
        return null;
    }

    private static float? LearningRate(ArgumentResult result)
    {
        if (
            float.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
            && value > 0
            && float.IsFinite(value)
        )
            return value;
        result.AddError($"'{result.Tokens[0].Value}' is no learning rate: give a number above 0, as 0.001.");
        return null;
    }
}
