namespace ModelCompiler.Benchmarks.Engines;

/// <summary>Predictions by nested loops; the reference for every other engine's outputs.</summary>
internal sealed class PlainInference(Workload workload) : Engine
{
    private readonly PlainNetwork _network = new(workload, new WorkloadData(workload));

    /// <inheritdoc/>
    public override string Name => PlainNetwork.EngineName;

    /// <inheritdoc/>
    public override void Run(int count)
    {
        for (int i = 0; i < count; i++)
            _network.Forward();
    }

    /// <inheritdoc/>
    public override float[] Result() => [.. _network.Outputs[^1]];
}
