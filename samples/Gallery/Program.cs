using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gallery;
using Gallery.Demonstrations;
using ModelCompiler.Plotting;

var folder = new Option<DirectoryInfo>("--out")
{
    Description = "Where the numbers and pictures go. [default: artifacts/gallery]",
    HelpName = "DIR",
};
var data = new Option<DirectoryInfo>("--data")
{
    Description = "A folder with the four MNIST files; without it the digits are random numbers.",
    HelpName = "DIR",
};
var images = new Option<DirectoryInfo>("--images")
{
    Description = "A second folder for the files that the documents show: docs/images.",
    HelpName = "DIR",
};
var command = new RootCommand("Runs every demonstration and writes its numbers and pictures, with index.md to read them.")
{
    folder,
    data,
    images,
};
command.SetAction(options =>
{
    try
    {
        Run(
            options.GetValue(folder)?.FullName ?? Path.Combine("artifacts", "gallery"),
            options.GetValue(data)?.FullName,
            options.GetValue(images)?.FullName
        );
        return 0;
    }
    catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(problem.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();

static void Run(string folder, string? dataFolder, string? images)
{
    long began = Stopwatch.GetTimestamp();
    if (!Figure.CanDrawText)
        Console.Error.WriteLine(
            "This machine has no font, so the pictures will have no text: install one, as the package fonts-dejavu-core."
        );
    var report = new Report(folder);
    (string Name, Action<Report> Run)[] demonstrations =
    [
        ("single neuron", SingleNeuron.Run),
        ("feed-forward", FeedForward.Run),
        ("worked example", WorkedExample.Run),
        ("activations", Activations.Run),
        ("own activation", OwnActivation.Run),
        ("physics", PhysicsInformed.Run),
        ("losses", Losses.Run),
        ("optimizers", Optimizers.Run),
        ("exclusive or", ExclusiveOr.Run),
        ("linear boundary", LinearBoundary.Run),
        ("two spirals", TwoSpirals.Run),
        ("live dashboard", LiveDashboard.Run),
        ("digits", gallery => Digits.Run(gallery, dataFolder)),
    ];
    foreach ((string name, Action<Report> run) in demonstrations)
    {
        long start = Stopwatch.GetTimestamp();
        run(report);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{name, -16} {Stopwatch.GetElapsedTime(start).TotalSeconds, 6:F1} s")
        );
    }

    report.Save();
    if (images is not null)
    {
        report.Copy(
            images,
            [
                "training.png",
                "activations.png",
                "losses.png",
                "optimizers.png",
                "spirals.png",
                "xor.png",
                "boundary.png",
                "training-dashboard.txt",
            ]
        );
        if (dataFolder is not null)
            report.Copy(images, ["digits.png"]);
    }

    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.Combine(folder, "index.md")}: {demonstrations.Length} demonstrations in "
                + $"{Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s"
        )
    );
}
