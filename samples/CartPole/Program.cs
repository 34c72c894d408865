using System.Globalization;
using CartPole;
using ModelCompiler.Plotting;
using ScottPlot;

return await CommandLine.Run(args, Learn);

static int Learn(Settings settings, CancellationToken cancellationToken)
{
    int[] seeds = [.. Enumerable.Range(settings.FirstSeed, settings.Seeds)];
    Run[] runs = [.. seeds.Select(seed => Run.Learn(settings, seed, cancellationToken))];

    Figure curves = FunctionPlot.Create(
        $"Balancing a pole: {settings.Algorithm.Name}",
        "episode",
        $"mean return of {EpisodeReturns.Window} episodes",
        0,
        runs.Max(run => run.Returns.Count),
        [.. seeds.Zip(runs, (seed, run) => ($"seed {seed}", (Func<double, double>)run.Returns.MeanAt))]
    );
    curves.Panels[0].ShowLegend(Alignment.UpperLeft);
    Directory.CreateDirectory(settings.Folder);
    string picture = Path.Combine(settings.Folder, $"{settings.Algorithm.Name}.png");
    curves.Save(picture);
    Console.WriteLine($"Picture: {picture}");

    int successes = runs.Count(run => run.Returns.HasReached(settings.Target));
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.Algorithm.Name}: {successes} of {runs.Length} runs reached a mean return of {settings.Target}; the last ended at "
                + $"{runs[^1].Returns.Mean:F1}, and {runs.Sum(run => run.AllocatedBytes)} bytes were allocated while learning"
        )
    );
    return 0;
}
