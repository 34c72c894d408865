namespace ModelCompiler.Benchmarks.Engines;

/// <summary>Training steps of a compiled model: a gradient of the batch, then a step of our optimizer.</summary>
/// <typeparam name="TModel">The model.</typeparam>
internal sealed class OurTraining<TModel> : Engine
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model;
    private readonly Optimizer _optimizer;
    private readonly AlignedBuffer _inputs;
    private readonly AlignedBuffer _targets;
    private readonly AlignedBuffer _gradient;
    private readonly AlignedBuffer? _inputGradient;
    private readonly int[]? _classes;
    private float _loss;

    /// <summary>Prepares the model, the optimizer and the batch.</summary>
    public OurTraining(Workload workload)
    {
        Training training = workload.Training ?? throw new ArgumentException("The workload is a prediction.", nameof(workload));
        var data = new WorkloadData(workload);
        _model = OurParameters.CreateModel<TModel>(workload, data);
        _optimizer = training.Optimizer == OptimizerKind.Sgd ? new Sgd(training.LearningRate) : new Adam(training.LearningRate);
        _optimizer.MaxDegreeOfParallelism = workload.Threads;
        _inputs = Aligned(data.Inputs);
        _targets = Aligned(data.Targets);
        _gradient = new AlignedBuffer(TModel.Description.ParameterBufferLength);
        _inputGradient = training.WithInputGradient ? new AlignedBuffer(data.Inputs.Length) : null;
        _classes = TModel.Description.AcceptsClassTargets ? data.Classes : null;
    }

    /// <inheritdoc/>
    public override string Name => OurEngines.Name;

    /// <inheritdoc/>
    public override void Run(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _loss = (_classes, _inputGradient) switch
            {
                (null, null) => _model.Gradient(_inputs.Span, _targets.Span, _gradient.Span),
                (null, _) => _model.Gradient(_inputs.Span, _targets.Span, _gradient.Span, _inputGradient.Span),
                _ => _model.Gradient(_inputs.Span, _classes, _gradient.Span),
            };
            _optimizer.Step(_model, _gradient.Span);
        }
    }

    /// <inheritdoc/>
    public override float[] Result() => [_loss];

    private static AlignedBuffer Aligned(float[] values)
    {
        var buffer = new AlignedBuffer(values.Length);
        values.CopyTo(buffer.Span);
        return buffer;
    }
}
