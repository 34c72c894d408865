namespace ModelCompiler.Benchmarks.Engines;

/// <summary>An engine that can be made for a workload, or the reason why it cannot.</summary>
/// <param name="Name">The engine's name.</param>
/// <param name="Create">Makes the engine.</param>
/// <param name="Unavailable">Why there is none on this machine, or null.</param>
internal sealed record EngineEntry(string Name, Func<Workload, Engine> Create, string? Unavailable = null);

/// <summary>Which engines take part in which workload; ours is always the first.</summary>
internal static class EngineCatalogue
{
    /// <summary>What plain loops can do in a few slices of time; beyond it they only check the others' results.</summary>
    private const long MostPlainFlops = 100_000_000;

    /// <summary>The plain loops, which also give the numbers that every other engine is checked against.</summary>
    public static Engine Reference(Workload workload) =>
        workload.Training is null ? new PlainInference(workload) : new PlainTraining(workload);

    /// <summary>The engines of a workload.</summary>
    public static IReadOnlyList<EngineEntry> For(Workload workload)
    {
        var entries = new List<EngineEntry>();
        if (OurEngines.Find(workload) is { } ours)
            entries.Add(new EngineEntry(OurEngines.Name, ours));
        if (workload.Training is null)
        {
            entries.Add(new EngineEntry(OnnxRuntimeInference.EngineName, OnnxRuntimeInference.Fastest));
            entries.Add(
                new EngineEntry(TorchSharpLibrary.EngineName, static w => new TorchSharpInference(w), TorchSharpLibrary.Unavailable)
            );
            if (!workload.Network.IsOnImages)
                entries.Add(new EngineEntry(TensorPrimitivesInference.EngineName, static w => new TensorPrimitivesInference(w)));
        }
        else
        {
            entries.Add(
                new EngineEntry(TorchSharpLibrary.EngineName, static w => new TorchSharpTraining(w), TorchSharpLibrary.Unavailable)
            );
        }
        if (workload.Threads == 1 && workload.Flops <= MostPlainFlops)
            entries.Add(new EngineEntry(PlainNetwork.EngineName, Reference));
        return entries;
    }

    /// <summary>The engines of a workload of the sweep: the fast ones.</summary>
    public static IReadOnlyList<EngineEntry> ForSweep(Workload workload) =>
        [.. For(workload).Where(entry => entry.Name is OurEngines.Name or OnnxRuntimeInference.EngineName)];
}
