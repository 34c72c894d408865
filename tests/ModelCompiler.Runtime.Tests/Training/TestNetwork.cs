namespace ModelCompiler.Runtime.Tests.Training;

/// <summary>
/// A network of one tanh layer and an output layer, written as plainly as possible: inputs -> tanh(hidden) -> softmax, sigmoid or identity
/// by the loss. Allocates only when created.
/// </summary>
internal sealed class TestNetwork<TArchitecture> : IModel<TestNetwork<TArchitecture>>
    where TArchitecture : ITestArchitecture
{
    private static readonly ParameterDescriptor _hiddenWeight,
        _hiddenBias,
        _outputWeight,
        _outputBias;

    private readonly AlignedBuffer _parameters = new(Description.ParameterBufferLength);
    private readonly float[] _hidden = new float[TArchitecture.Hidden];
    private readonly float[] _output = new float[TArchitecture.Outputs];
    private readonly float[] _hiddenGradient = new float[TArchitecture.Hidden];
    private readonly float[] _oneHot = new float[TArchitecture.Outputs];

    static TestNetwork()
    {
        int offset = 0;
        var all = new List<ParameterDescriptor>();
        _hiddenWeight = Next("hidden.weight", [TArchitecture.Hidden, TArchitecture.Inputs]);
        _hiddenBias = Next("hidden.bias", [TArchitecture.Hidden]);
        _outputWeight = Next("output.weight", [TArchitecture.Outputs, TArchitecture.Hidden]);
        _outputBias = Next("output.bias", [TArchitecture.Outputs]);
        Description = new ModelDescription
        {
            Name = typeof(TArchitecture).Name,
            InputSize = TArchitecture.Inputs,
            OutputSize = TArchitecture.Outputs,
            InputShape = [TArchitecture.Inputs],
            OutputShape = [TArchitecture.Outputs],
            ParameterCount = all.Sum(parameter => parameter.Count),
            ParameterBufferLength = offset,
            WorkspaceBytes = 0,
            Loss = TArchitecture.Loss,
            Layers = [],
            Parameters = all,
            Architecture = typeof(TArchitecture).Name,
        };

        ParameterDescriptor Next(string name, int[] shape)
        {
            const int Alignment = 16;
            var layout = new ParameterLayout(shape[0], shape.Length > 1 ? shape[1] : 1, (shape[0] + 3) / 4 * 4);
            var parameter = new ParameterDescriptor(all.Count, name, shape, offset, layout);
            offset += (layout.BufferLength + Alignment - 1) / Alignment * Alignment;
            all.Add(parameter);
            return parameter;
        }
    }

    public TestNetwork(ulong seed)
    {
        var random = new RandomSequence(seed);
        foreach (ParameterDescriptor parameter in new[] { _hiddenWeight, _outputWeight })
        {
            var view = new ParameterView(parameter, Parameters);
            for (int i = 0; i < view.Count; i++)
                view[i] = random.NextUniform() - 0.5f;
        }
    }

    public static ModelDescription Description { get; }

    public Span<float> Parameters => _parameters.Span;

    public int MaxDegreeOfParallelism { get; set; } = 1;

    /// <summary>The sizes of the batches whose gradient was computed, newest last; only when not null.</summary>
    public List<int>? GradientBatches { get; set; }

    /// <summary>Counts calls; the gradient of that call (from 1) gets a NaN in this parameter.</summary>
    public (int Call, string Parameter)? Poison { get; set; }

    private int GradientCalls { get; set; }

    public static TestNetwork<TArchitecture> Create(ulong seed) => new(seed);

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        Span<float> hidden = stackalloc float[TArchitecture.Hidden];
        for (int sample = 0; sample < inputs.Length / TArchitecture.Inputs; sample++)
            Forward(Sample(inputs, sample), hidden, outputs.Slice(sample * TArchitecture.Outputs, TArchitecture.Outputs));
    }

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        int count = inputs.Length / TArchitecture.Inputs;
        double sum = 0;
        for (int sample = 0; sample < count; sample++)
        {
            Forward(Sample(inputs, sample), _hidden, _output);
            sum += SampleLoss(targets.Slice(sample * TArchitecture.Outputs, TArchitecture.Outputs));
        }

        return (float)(sum / count);
    }

    public float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes, ReadOnlySpan<float> weights = default)
    {
        CheckClasses();
        double sum = 0;
        for (int sample = 0; sample < classes.Length; sample++)
        {
            Forward(Sample(inputs, sample), _hidden, _output);
            sum += SampleLoss(OneHot(classes[sample]));
        }

        return (float)(sum / classes.Length);
    }

    public float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        Span<float> gradient,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default
    )
    {
        int count = inputs.Length / TArchitecture.Inputs;
        Begin(count, gradient);
        double sum = 0;
        for (int sample = 0; sample < count; sample++)
            sum += AddGradient(
                Sample(inputs, sample),
                targets.Slice(sample * TArchitecture.Outputs, TArchitecture.Outputs),
                gradient,
                count
            );
        End(gradient);
        return (float)(sum / count);
    }

    public float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<int> classes,
        Span<float> gradient,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default
    )
    {
        CheckClasses();
        Begin(classes.Length, gradient);
        double sum = 0;
        for (int sample = 0; sample < classes.Length; sample++)
            sum += AddGradient(Sample(inputs, sample), OneHot(classes[sample]), gradient, classes.Length);
        End(gradient);
        return (float)(sum / classes.Length);
    }

    private static ReadOnlySpan<float> Sample(ReadOnlySpan<float> inputs, int sample) =>
        inputs.Slice(sample * TArchitecture.Inputs, TArchitecture.Inputs);

    private static void CheckClasses()
    {
        if (!Description.AcceptsClassTargets)
            throw new NotSupportedException("This loss has no classes.");
    }

    private void Begin(int count, Span<float> gradient)
    {
        GradientCalls++;
        GradientBatches?.Add(count);
        gradient.Clear();
    }

    private void End(Span<float> gradient)
    {
        if (Poison is (int call, string name) && call == GradientCalls)
            gradient[Description.Parameter(name).Offset] = float.NaN;
    }

    private ReadOnlySpan<float> OneHot(int index)
    {
        Array.Clear(_oneHot);
        _oneHot[index] = 1f;
        return _oneHot;
    }

    private void Forward(ReadOnlySpan<float> input, Span<float> hidden, Span<float> output)
    {
        var hiddenWeight = new ParameterView(_hiddenWeight, Parameters);
        var hiddenBias = new ParameterView(_hiddenBias, Parameters);
        var outputWeight = new ParameterView(_outputWeight, Parameters);
        var outputBias = new ParameterView(_outputBias, Parameters);
        for (int row = 0; row < hidden.Length; row++)
        {
            float sum = hiddenBias[row];
            for (int column = 0; column < input.Length; column++)
                sum += hiddenWeight[row, column] * input[column];
            hidden[row] = MathF.Tanh(sum);
        }

        for (int row = 0; row < output.Length; row++)
        {
            float sum = outputBias[row];
            for (int column = 0; column < hidden.Length; column++)
                sum += outputWeight[row, column] * hidden[column];
            output[row] = sum;
        }

        if (TArchitecture.Loss == ModelCompiler.Loss.BinaryCrossEntropy)
        {
            output[0] = 1f / (1f + MathF.Exp(-output[0]));
        }
        else if (TArchitecture.Loss == ModelCompiler.Loss.CategoricalCrossEntropy)
        {
            float sum = 0;
            foreach (ref float value in output)
                sum += value = MathF.Exp(value);
            foreach (ref float value in output)
                value /= sum;
        }
    }

    private double SampleLoss(ReadOnlySpan<float> target)
    {
        double sum = 0;
        for (int i = 0; i < target.Length; i++)
        {
            sum += TArchitecture.Loss switch
            {
                ModelCompiler.Loss.CategoricalCrossEntropy => -target[i] * Math.Log(_output[i]),
                ModelCompiler.Loss.BinaryCrossEntropy => -(target[i] * Math.Log(_output[i])) - ((1 - target[i]) * Math.Log(1 - _output[i])),
                _ => (_output[i] - target[i]) * (_output[i] - target[i]) / target.Length,
            };
        }

        return sum;
    }

    private double AddGradient(ReadOnlySpan<float> input, ReadOnlySpan<float> target, Span<float> gradient, int count)
    {
        Forward(input, _hidden, _output);
        double loss = SampleLoss(target);
        var outputWeight = new ParameterView(_outputWeight, Parameters);
        var hiddenWeightGradient = new ParameterView(_hiddenWeight, gradient);
        var hiddenBiasGradient = new ParameterView(_hiddenBias, gradient);
        var outputWeightGradient = new ParameterView(_outputWeight, gradient);
        var outputBiasGradient = new ParameterView(_outputBias, gradient);
        float scale = TArchitecture.Loss == ModelCompiler.Loss.MeanSquaredError ? 2f / target.Length / count : 1f / count;
        Array.Clear(_hiddenGradient);
        for (int row = 0; row < _output.Length; row++)
        {
            float error = (_output[row] - target[row]) * scale;
            outputBiasGradient[row] += error;
            for (int column = 0; column < _hidden.Length; column++)
            {
                outputWeightGradient[row, column] += error * _hidden[column];
                _hiddenGradient[column] += error * outputWeight[row, column];
            }
        }

        for (int row = 0; row < _hidden.Length; row++)
        {
            float error = _hiddenGradient[row] * (1 - (_hidden[row] * _hidden[row]));
            hiddenBiasGradient[row] += error;
            for (int column = 0; column < input.Length; column++)
                hiddenWeightGradient[row, column] += error * input[column];
        }

        return loss;
    }
}
