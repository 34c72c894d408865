using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ModelCompiler;

namespace Vision;

/// <summary>The options of the sample.</summary>
internal static class CommandLine
{
    private static readonly Option<Network> Net = new("--network")
    {
        Description = "lenet, residual, or rows: a recurrent network that reads line by line.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Network.LeNet,
    };
    private static readonly Option<DirectoryInfo> Plots = new("--plots")
    {
        Description = "Where to put pictures: the mistakes, and which digit was taken for which.",
        HelpName = "DIR",
    };
    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "A folder with the four MNIST files (train-images-idx3-ubyte, ..., gzip or plain). Without it digits are drawn.",
        HelpName = "DIR",
    };
    private static readonly Option<int> Epochs = new("--epochs")
    {
        Description = "How often the training samples are seen.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
        CustomParser = result => WholeNumber(result, 1),
    };
    private static readonly Option<int> Batch = new("--batch")
    {
        Description = "Samples per step.",
        HelpName = "N",
        DefaultValueFactory = _ => 64,
        CustomParser = result => WholeNumber(result, 1),
    };
    private static readonly Option<float> Rate = new("--rate")
    {
        Description = "The first learning rate; it falls to zero along a cosine.",
        HelpName = "X",
        DefaultValueFactory = _ => 2e-3f,
        CustomParser = LearningRate,
    };
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Decides the first parameters, the drawn digits and their order.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result => WholeNumber(result, 0),
    };
    private static readonly Option<bool> Time = new("--time")
    {
        Description = "Measures at the end how long predictions and training steps take.",
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

        var command = new RootCommand("Trains a compiled convolutional network, LeNet-5 or a residual one, to read digits.")
        {
            Net,
            Data,
            Plots,
            Epochs,
            Batch,
            Rate,
            Seed,
            Time,
        };
        command.SetAction(options =>
            Guarded(() =>
                run(
                    new Settings(
                        options.GetValue(Net),
                        options.GetValue(Data)?.FullName,
                        options.GetValue(Plots)?.FullName,
                        options.GetValue(Epochs),
                        options.GetValue(Batch),
                        options.GetValue(Rate),
                        options.GetValue(Seed),
                        options.GetValue(Time)
                    ),
                    cancellation.Token
                )
            )
        );
        return command.Parse(args).Invoke();
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

    private static int WholeNumber(ArgumentResult result, int least)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least)
            return value;
        result.AddError($"'{result.Tokens[0].Value}' is no whole number from {least} up.");
        return 0;
    }

    private static float LearningRate(ArgumentResult result)
    {
        if (
            float.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
            && value > 0
            && float.IsFinite(value)
        )
            return value;
        result.AddError($"'{result.Tokens[0].Value}' is no learning rate: give a number above 0, as 0.001.");
        return 0;
    }
}
