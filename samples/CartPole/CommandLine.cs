using System.CommandLine;
using ModelCompiler;

namespace CartPole;

/// <summary>The options of the sample.</summary>
internal static class CommandLine
{
    private const int LongestRun = 300_000;

    private static readonly Option<string> Algorithms = new("--algorithm")
    {
        Description = "dqn: deep Q-learning; actor-critic: a policy and a value on one trunk, by proximal policy optimization.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Algorithm.All[0].Name,
    };
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The seed of the first run.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };
    private static readonly Option<int> Seeds = new("--seeds")
    {
        Description = "How many runs, each with the next seed.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };
    private static readonly Option<double> Target = new("--target")
    {
        Description = "The mean return of 100 episodes at which a run ends.",
        HelpName = "X",
        DefaultValueFactory = _ => 195,
    };
    private static readonly Option<bool> Quick = new("--quick") { Description = "A few thousand steps to see that it runs." };
    private static readonly Option<DirectoryInfo> Folder = new("--out")
    {
        Description = "Where the picture goes. [default: artifacts/cartpole]",
        HelpName = "DIR",
    };

    /// <summary>Reads the options and runs the sample with them.</summary>
    /// <returns>What <paramref name="run"/> returns, or 1 for an error, explained on the error stream.</returns>
    public static Task<int> Run(string[] args, Func<Settings, CancellationToken, int> run)
    {
        Algorithms.AcceptOnlyFromAmong([.. Algorithm.All.Select(algorithm => algorithm.Name)]);
        AtLeast(Seed, 0);
        AtLeast(Seeds, 1);
        Target.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= CartPoleEnvironment.StepLimit))
                result.AddError($"--target needs a number above 0 and up to {CartPoleEnvironment.StepLimit}, the longest episode.");
        });
        var command = new RootCommand("Learns to balance a pole on a cart.") { Algorithms, Seed, Seeds, Target, Quick, Folder };
        command.SetAction(
            (options, cancellationToken) => Task.Run(() => Guarded(() => run(Read(options), cancellationToken)), cancellationToken)
        );
        return command.Parse(args).InvokeAsync();
    }

    private static Settings Read(ParseResult options)
    {
        Algorithm algorithm = Algorithm.All.Single(each => each.Name == options.GetValue(Algorithms));
        return new Settings(
            algorithm,
            options.GetValue(Seed),
            options.GetValue(Seeds),
            options.GetValue(Target),
            options.GetValue(Quick) ? algorithm.QuickSteps : LongestRun,
            options.GetValue(Folder)?.FullName ?? Path.Combine("artifacts", "cartpole")
        );
    }

    private static int Guarded(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled.");
            return 130;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NumericalInstabilityException)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }

    private static void AtLeast(Option<int> option, int least) =>
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
                result.AddError($"{option.Name} needs a whole number from {least} up.");
        });
}
