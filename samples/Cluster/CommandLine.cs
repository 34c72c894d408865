using System.CommandLine;

namespace Cluster;

/// <summary>The options of the sample.</summary>
internal static class CommandLine
{
    private static readonly Option<string> Network = new("--network")
    {
        Description = "dense (784-512-256-10), small (784-128-10) or lenet, with batch normalisation and dropout.",
        DefaultValueFactory = _ => "dense",
    };
    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "A folder with the four MNIST files. Without it digits are drawn.",
        HelpName = "DIR",
    };
    private static readonly Option<int> Epochs = Number("--epochs", "How often the training samples are seen.", 2);
    private static readonly Option<int> Batch = Number("--batch", "Samples of a step, of all ranks together.", 256);
    private static readonly Option<int> Shards = Number("--shards", "Parts of a batch, a power of two: the most ranks there can be.", 8);
    private static readonly Option<int> Ranks = Number("--thread-ranks", "Ranks as threads of this process, in place of a launcher's.", 0);
    private static readonly Option<int?> Degree = new("--threads")
    {
        Description = "The most threads a rank computes with.",
        HelpName = "N",
    };
    private static readonly Option<FileInfo> Checkpoint = new("--checkpoint")
    {
        Description = "A file to save the run in, and to continue it from.",
        HelpName = "FILE",
    };
    private static readonly Option<int> Every = Number("--every", "Steps between checkpoints.", 50);
    private static readonly Option<bool> Times = new("--times") { Description = "Measure the time of a step." };

    /// <summary>Reads the options and runs the sample with them.</summary>
    /// <returns>0 for success.</returns>
    public static int Run(string[] args, Action<Settings> run)
    {
        Network.AcceptOnlyFromAmong("dense", "small", "lenet");
        var command = new RootCommand("Trains a network on one machine or many, with the same bits.")
        {
            Network,
            Data,
            Epochs,
            Batch,
            Shards,
            Ranks,
            Degree,
            Checkpoint,
            Every,
            Times,
        };
        command.SetAction(options =>
            run(
                new Settings(
                    options.GetValue(Network)!,
                    options.GetValue(Data)?.FullName,
                    options.GetValue(Epochs),
                    options.GetValue(Batch),
                    options.GetValue(Shards),
                    options.GetValue(Ranks),
                    options.GetValue(Degree),
                    options.GetValue(Checkpoint)?.FullName,
                    options.GetValue(Every),
                    options.GetValue(Times)
                )
            )
        );
        // What goes wrong on one rank must reach the world, which ends the others.
        return command.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static Option<int> Number(string name, string description, int usual) =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => usual,
        };
}
