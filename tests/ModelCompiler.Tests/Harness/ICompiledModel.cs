namespace ModelCompiler.Tests.Harness;

/// <summary>
/// A compiled model without its type: what <see cref="IModel{TSelf}"/> offers, for models that exist only while the tests run.
/// </summary>
public interface ICompiledModel
{
    ModelDescription Description { get; }

    Span<float> Parameters { get; }

    int MaxDegreeOfParallelism { get; set; }

    ulong RandomState { get; set; }

    void Predict(ReadOnlySpan<float> inputs, Span<float> outputs);

    float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default);

    float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes, ReadOnlySpan<float> weights = default);

    float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        Span<float> gradient,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default
    );

    float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<int> classes,
        Span<float> gradient,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default
    );

    /// <summary>The model as one that carries states, or null when it carries none.</summary>
    ICarriedStateModel? Carrier { get; }

    /// <summary>A new stream of the model, or null when it cannot be streamed.</summary>
    ICompiledStream? CreateStream();
}

/// <summary>A stream of a compiled model.</summary>
public interface ICompiledStream
{
    int StepInputSize { get; }

    int StepOutputSize { get; }

    ReadOnlySpan<float> Values { get; }

    void Step(ReadOnlySpan<float> input, Span<float> output);

    void Process(ReadOnlySpan<float> inputs, Span<float> outputs);

    void Reset();

    void CopyTo(ICompiledStream other);
}

/// <summary>The bridge from the stream of a model's own type to <see cref="ICompiledStream"/>.</summary>
public sealed class CompiledStream<TModel>(TModel model) : ICompiledStream
    where TModel : class, IStreamingModel<TModel>
{
    private readonly StreamState<TModel> _state = model.CreateState();

    public int StepInputSize => TModel.StepInputSize;

    public int StepOutputSize => TModel.StepOutputSize;

    public ReadOnlySpan<float> Values => _state.Values;

    public void Step(ReadOnlySpan<float> input, Span<float> output) => model.Step(input, _state, output);

    public void Process(ReadOnlySpan<float> inputs, Span<float> outputs) => model.Process(inputs, _state, outputs);

    public void Reset() => _state.Reset();

    public void CopyTo(ICompiledStream other) => _state.CopyTo(((CompiledStream<TModel>)other)._state);
}

/// <summary>The bridge from a model's own type to <see cref="ICompiledModel"/>.</summary>
public sealed class CompiledModel<TModel>(ulong seed) : ICompiledModel
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model = TModel.Create(seed);

    public ICarriedStateModel? Carrier => _model as ICarriedStateModel;

    public ModelDescription Description => TModel.Description;

    public Span<float> Parameters => _model.Parameters;

    public int MaxDegreeOfParallelism
    {
        get => _model.MaxDegreeOfParallelism;
        set => _model.MaxDegreeOfParallelism = value;
    }

    public ulong RandomState
    {
        get => _model.RandomState;
        set => _model.RandomState = value;
    }

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => _model.Predict(inputs, outputs);

    public ICompiledStream? CreateStream() =>
        Array.Exists(
            typeof(TModel).GetInterfaces(),
            type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IStreamingModel<>)
        )
            ? (ICompiledStream)Activator.CreateInstance(typeof(CompiledStream<>).MakeGenericType(typeof(TModel)), _model)!
            : null;

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default) =>
        _model.Loss(inputs, targets, weights);

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes, ReadOnlySpan<float> weights = default) =>
        _model.Loss(inputs, classes, weights);

    public float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        Span<float> gradient,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default
    ) => _model.Gradient(inputs, targets, gradient, inputGradient, weights);

    public float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<int> classes,
        Span<float> gradient,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default
    ) => _model.Gradient(inputs, classes, gradient, inputGradient, weights);
}
