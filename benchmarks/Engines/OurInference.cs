namespace ModelCompiler.Benchmarks.Engines;

/// <summary>Predicts a number of times. Written out for each model, so that the call is the direct one a user's code makes.</summary>
/// <typeparam name="TModel">The model.</typeparam>
internal delegate void PredictLoop<TModel>(TModel model, ReadOnlySpan<float> inputs, Span<float> outputs, int count);

/// <summary>Predictions by a compiled model.</summary>
/// <typeparam name="TModel">The model.</typeparam>
internal sealed class OurInference<TModel> : Engine
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model;
    private readonly AlignedBuffer _inputs;
    private readonly AlignedBuffer _outputs;
    private readonly PredictLoop<TModel> _loop;

    /// <summary>Prepares the model.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="loop">The loop, or null for one through the interface, whose call costs a few nanoseconds more.</param>
    public OurInference(Workload workload, PredictLoop<TModel>? loop = null)
    {
        var data = new WorkloadData(workload);
        _model = OurParameters.CreateModel<TModel>(workload, data);
        _inputs = new AlignedBuffer(data.Inputs.Length);
        data.Inputs.CopyTo(_inputs.Span);
        _outputs = new AlignedBuffer(workload.Batch * workload.Network.OutputSize);
        _loop = loop ?? ThroughInterface;
    }

    /// <inheritdoc/>
    public override string Name => OurEngines.Name;

    /// <inheritdoc/>
    public override void Run(int count) => _loop(_model, _inputs.Span, _outputs.Span, count);

    /// <inheritdoc/>
    public override float[] Result() => _outputs.Span.ToArray();

    private static void ThroughInterface(TModel model, ReadOnlySpan<float> inputs, Span<float> outputs, int count)
    {
        for (int i = 0; i < count; i++)
            model.Predict(inputs, outputs);
    }
}
