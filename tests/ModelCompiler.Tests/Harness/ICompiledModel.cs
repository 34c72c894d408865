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

    float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes);

    float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> gradient, Span<float> inputGradient = default);

    float Gradient(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes, Span<float> gradient, Span<float> inputGradient = default);
}

/// <summary>The bridge from a model's own type to <see cref="ICompiledModel"/>.</summary>
public sealed class CompiledModel<TModel>(ulong seed) : ICompiledModel
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model = TModel.Create(seed);

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

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => _model.Loss(inputs, targets);

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes) => _model.Loss(inputs, classes);

    public float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        Span<float> gradient,
        Span<float> inputGradient = default
    ) => _model.Gradient(inputs, targets, gradient, inputGradient);

    public float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<int> classes,
        Span<float> gradient,
        Span<float> inputGradient = default
    ) => _model.Gradient(inputs, classes, gradient, inputGradient);
}
