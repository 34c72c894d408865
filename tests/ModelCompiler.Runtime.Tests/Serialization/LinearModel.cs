namespace ModelCompiler.Runtime.Tests.Serialization;

/// <summary>
/// What the generator would print for one dense layer, 3 to 35, without activation and with mean squared error; written by hand so that
/// these tests need no generator. 35 outputs take two panels and padding, so the layout in memory differs from the one in files.
/// </summary>
internal sealed class LinearModel : IModel<LinearModel>
{
    public const int Inputs = 3;
    public const int Outputs = 35;
    private const int PaddedOutputs = 48;
    private const int BiasOffset = PaddedOutputs * Inputs;

    private static readonly ParameterDescriptor _weight = new(
        0,
        "linear.weight",
        [Outputs, Inputs],
        0,
        new ParameterLayout(Outputs, Inputs, PaddedOutputs)
    );
    private static readonly ParameterDescriptor _bias = new(
        1,
        "linear.bias",
        [Outputs],
        BiasOffset,
        new ParameterLayout(Outputs, 1, PaddedOutputs)
    );

    private readonly AlignedBuffer _parameters = new(Description.ParameterBufferLength);

    public static ModelDescription Description { get; } =
        new()
        {
            Name = nameof(LinearModel),
            InputSize = Inputs,
            OutputSize = Outputs,
            InputShape = [Inputs],
            OutputShape = [Outputs],
            ParameterCount = (Outputs * Inputs) + Outputs,
            ParameterBufferLength = BiasOffset + PaddedOutputs,
            WorkspaceBytes = 0,
            Loss = ModelCompiler.Loss.MeanSquaredError,
            Layers = [],
            Parameters = [_weight, _bias],
            Architecture = "input 3; dense 35 linear; loss mean squared error",
        };

    public int MaxDegreeOfParallelism { get; set; } = 1;

    public Span<float> Parameters => _parameters.Span;

    public static LinearModel Create(ulong seed)
    {
        var model = new LinearModel();
        var random = new System.Random((int)seed);
        foreach (ParameterDescriptor parameter in Description.Parameters)
        {
            float[] values = new float[parameter.Count];
            for (int i = 0; i < values.Length; i++)
                values[i] = (random.NextSingle() * 2) - 1;
            parameter.CopyFrom(values, model.Parameters);
        }
        return model;
    }

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int sample = 0; sample < inputs.Length / Inputs; sample++)
        for (int output = 0; output < Outputs; output++)
        {
            float sum = Parameters[BiasOffset + output];
            for (int input = 0; input < Inputs; input++)
                sum += Parameters[_weight.Layout.IndexOf(output, input)] * inputs[(sample * Inputs) + input];
            outputs[(sample * Outputs) + output] = sum;
        }
    }

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default) =>
        Gradient(inputs, targets, new float[Description.ParameterBufferLength]);

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes, ReadOnlySpan<float> weights = default) =>
        throw new NotSupportedException();

    public float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        Span<float> gradient,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default
    )
    {
        float[] outputs = new float[targets.Length];
        Predict(inputs, outputs);
        gradient.Clear();
        float loss = 0;
        for (int sample = 0; sample < inputs.Length / Inputs; sample++)
        for (int output = 0; output < Outputs; output++)
        {
            float error = outputs[(sample * Outputs) + output] - targets[(sample * Outputs) + output];
            float slope = 2 * error / targets.Length;
            loss += error * error / targets.Length;
            gradient[BiasOffset + output] += slope;
            for (int input = 0; input < Inputs; input++)
                gradient[_weight.Layout.IndexOf(output, input)] += slope * inputs[(sample * Inputs) + input];
        }
        return loss;
    }

    public float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<int> classes,
        Span<float> gradient,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default
    ) => throw new NotSupportedException();

    public float[] Copy() => Parameters.ToArray();
}
