using ModelCompiler.Benchmarks.Engines;

namespace ModelCompiler.Benchmarks.Jit;

/// <summary>All that a model does: predictions of one sample and of a batch, and a gradient by parameters and inputs.</summary>
/// <typeparam name="TModel">The model.</typeparam>
internal sealed class WholeModel<TModel> : Engine
    where TModel : class, IModel<TModel>
{
    private const int Batch = 20;

    private readonly TModel _model = TModel.Create(1);
    private readonly float[] _inputs = new float[Batch * TModel.Description.InputSize];
    private readonly float[] _inputGradient = new float[Batch * TModel.Description.InputSize];
    private readonly float[] _outputs = new float[Batch * TModel.Description.OutputSize];
    private readonly float[] _targets = new float[Batch * TModel.Description.OutputSize];
    private readonly float[] _gradient = new float[TModel.Description.ParameterBufferLength];
    private float _loss;

    /// <summary>Creates the model and a batch of random numbers.</summary>
    public WholeModel()
    {
        _model.MaxDegreeOfParallelism = 1;
        var random = new RandomSequence(1);
        for (int i = 0; i < _inputs.Length; i++)
            _inputs[i] = random.NextNormal();
    }

    /// <inheritdoc/>
    public override string Name => OurEngines.Name;

    /// <inheritdoc/>
    public override void Run(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _model.Predict(_inputs.AsSpan(0, TModel.Description.InputSize), _outputs.AsSpan(0, TModel.Description.OutputSize));
            _model.Predict(_inputs, _outputs);
            _loss = _model.Gradient(_inputs, _targets, _gradient, _inputGradient);
        }
    }

    /// <inheritdoc/>
    public override float[] Result() => [_loss];
}
