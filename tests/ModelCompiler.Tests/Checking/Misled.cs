namespace ModelCompiler.Tests.Checking;

/// <summary>A model of which one element of the gradient is a tenth too large.</summary>
internal sealed class Misled(CheckedRegression model) : IModel<Misled>
{
    public static ModelDescription Description => CheckedRegression.Description;

    public Span<float> Parameters => model.Parameters;

    public int MaxDegreeOfParallelism { get; set; } = 1;

    public static Misled Create(ulong seed) => new(new CheckedRegression(seed));

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => model.Predict(inputs, outputs);

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => model.Loss(inputs, targets);

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes) => throw new NotSupportedException();

    public float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        Span<float> gradient,
        Span<float> inputGradient = default
    )
    {
        float loss = model.Gradient(inputs, targets, gradient, inputGradient);
        new ParameterView(Description.Parameter("hidden.weight"), gradient)[3] *= 1.1f;
        return loss;
    }

    public float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<int> classes,
        Span<float> gradient,
        Span<float> inputGradient = default
    ) => throw new NotSupportedException();
}
