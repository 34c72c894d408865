using Microsoft.ML.OnnxRuntime;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Compares a compiled model with its declaration computed in double precision.</summary>
internal sealed class ModelCheck
{
    // Nearer to a jump of a derivative floats and doubles may be on either side of it.
    private const double LeastMargin = 3e-4;

    // Exponentials of exponentials are beyond what floats can be compared in.
    private const double MostValue = 1e5;

    private const int Draws = 6;

    private readonly ModelDeclaration _declaration;
    private readonly IReadOnlyList<PlacedLayer> _layers;
    private readonly ICompiledModel _model;
    private bool _hasOpinion;

    private ModelCheck(ModelDeclaration declaration, ICompiledModel model)
    {
        _declaration = declaration;
        _layers = declaration.Place()!;
        _model = model;
    }

    /// <summary>
    /// What is wrong with a compiled model, or null. Whether its gradient was compared: not when every batch that was drawn came near a
    /// jump of a derivative, or when it is random. Whether ONNX Runtime had a second opinion: not of layers that are no operators.
    /// </summary>
    public static (string? Fault, bool HasGradient, bool HasOpinion) Run(ModelDeclaration declaration, ICompiledModel model, int seed)
    {
        var check = new ModelCheck(declaration, model);
        try
        {
            return (null, check.Run(seed), check._hasOpinion);
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            return (exception.Message, false, false);
        }
        catch (Exception exception)
            when (exception
                    is OnnxRuntimeException
                        or ArgumentException
                        or InvalidOperationException
                        or IndexOutOfRangeException
                        or NotSupportedException
                        or ArithmeticException
                        or NullReferenceException
            )
        {
            return ("threw " + exception, false, false);
        }
    }

    private bool Run(int seed)
    {
        CheckDescription();
        var random = new Random(seed);
        int least = _model.Description.LeastGradientSamples,
            samples = Math.Max(
                least,
                random.Next(6) switch
                {
                    0 => 1,
                    1 => 17,
                    _ => 2 + random.Next(4),
                }
            );
        if (samples > 5 && RandomModels.MultiplyAdds(_layers) > 3000)
            samples = Math.Max(least, 2);
        for (int draw = 0; draw < Draws; draw++)
        {
            var data = new RandomData(_layers, _model, _declaration.Loss, samples, unchecked((seed * 31) + draw));
            if (draw == 0)
                CheckPredictions(data);
            if (_declaration.Loss is null)
                return false;
            if (CheckGradient(data, isRandom: _layers.Any(IsRandom)) is { } compared)
                return compared;
        }

        return false;
    }

    private static bool HasNoise(PlacedLayer layer) =>
        layer.Attribute
            is DropoutAttribute
                or GaussianNoiseAttribute
                or AttentionAttribute { Dropout: > 0 }
                or RecurrentAttribute { Dropout: > 0 }
                or RecurrentAttribute { RecurrentDropout: > 0 };

    private static bool IsRandom(PlacedLayer layer) =>
        HasNoise(layer) && layer.Attribute is not (DropoutAttribute { Rate: 0 } or GaussianNoiseAttribute { StandardDeviation: 0 });

    private void CheckDescription()
    {
        Assert.Equal(_layers[^1].Shape, _model.Description.OutputShape);
        List<(PlacedLayer Layer, string Role)> expected =
        [
            .. _layers.SelectMany(layer => RandomData.Roles(layer).Select(role => (layer, role == "scale" ? "weight" : role))),
        ];
        Assert.Equal(expected.Count, _model.Description.Parameters.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            ParameterDescriptor parameter = _model.Description.Parameters[i];
            Assert.True(
                parameter.Name.EndsWith(
                    expected[i].Layer.Attribute.Key + "." + (expected[i].Layer.Attribute is PReluAttribute ? "weight" : expected[i].Role),
                    StringComparison.Ordinal
                ),
                parameter.Name
            );
            InitialValues.Check(
                expected[i].Layer,
                parameter,
                parameter.Values(_model.Parameters),
                _declaration.Start ?? Initialization.Default
            );
        }
    }

    private void CheckPredictions(RandomData data)
    {
        int[][] expected,
            rounded;
        Tape exact = new(),
            single = new(isSingle: true);
        expected = Network(exact, data, isTraining: false).Outputs;
        rounded = Network(single, data, isTraining: false).Outputs;
        float[] inputs = [.. data.Inputs.SelectMany(sample => sample)];
        _model.MaxDegreeOfParallelism = 1;
        float[] outputs = _model.Predict(inputs);
        bool isComparable = exact.Largest < MostValue;
        if (isComparable)
        {
            Closeness.Check("output", Values(exact, expected), Values(single, rounded), outputs, 0, exact.Largest);
            float[]? opinion = OnnxModel.Predict(_layers, _declaration.InputShape, data);
            _hasOpinion = opinion is not null;
            if (_hasOpinion)
                Closeness.Check("opinion of ONNX Runtime", Values(exact, expected), Values(single, rounded), opinion!, 0, exact.Largest);
        }

        _model.MaxDegreeOfParallelism = 2;
        Assert.True(Bits.Of(outputs).SequenceEqual(Bits.Of(_model.Predict(inputs))), "bits: a prediction with two threads differs");
        for (int sample = 0; sample < data.Inputs.Length; sample++)
            Assert.True(
                Bits.Of(_model.Predict(data.Inputs[sample]))
                    .SequenceEqual(Bits.Of(outputs.AsSpan(sample * _model.Description.OutputSize, _model.Description.OutputSize))),
                "bits: a sample alone differs from it in a batch"
            );
        if (_declaration.Loss is not { } loss || !isComparable)
            return;
        int exactLoss = TapeLoss.Of(exact, loss, _declaration.Delta ?? 1, expected, data.Targets, _model.Description.ClassStride),
            singleLoss = TapeLoss.Of(single, loss, _declaration.Delta ?? 1, rounded, data.Targets, _model.Description.ClassStride);
        float[] targets = [.. data.Targets.SelectMany(sample => sample)];
        Closeness.Check("loss", [exact[exactLoss]], [single[singleLoss]], [_model.Loss(inputs, targets)], 0, 1);
        if (data.Classes is { } classes)
            Closeness.Check("loss of classes", [exact[exactLoss]], [single[singleLoss]], [_model.Loss(inputs, classes)], 0, 1);
    }

    /// <summary>Null when another batch should be tried.</summary>
    private bool? CheckGradient(RandomData data, bool isRandom)
    {
        float[] inputs = [.. data.Inputs.SelectMany(sample => sample)];
        float[] statistics = _model.Parameters.ToArray();
        _model.MaxDegreeOfParallelism = 1;
        ulong state = _model.RandomState;
        BatchGradient result = Gradient(data, inputs);
        float[] moved = _model.Parameters.ToArray();
        CheckBits(data, inputs, result, statistics, state);
        new UnownedPlaces(_model).AssertZero(result.Gradient.Span);
        if (isRandom)
            return false;
        Tape exact = new(),
            single = new(isSingle: true);
        TapeNetwork expected = Network(exact, data, isTraining: true),
            rounded = Network(single, data, isTraining: true);
        int exactLoss = TapeLoss.Of(
            exact,
            _declaration.Loss!.Value,
            _declaration.Delta ?? 1,
            expected.Outputs,
            data.Targets,
            _model.Description.ClassStride
        );
        int singleLoss = TapeLoss.Of(
            single,
            _declaration.Loss!.Value,
            _declaration.Delta ?? 1,
            rounded.Outputs,
            data.Targets,
            _model.Description.ClassStride
        );
        if (exact.Margin < LeastMargin || exact.Largest >= MostValue)
            return null;
        Closeness.Check("loss of a gradient", [exact[exactLoss]], [single[singleLoss]], [result.Loss], 0, 1);
        double[] exactGradient = exact.Gradient(exactLoss),
            singleGradient = single.Gradient(singleLoss);
        double largest = expected
            .Inputs.Concat(expected.Parameters.SelectMany(own => own))
            .SelectMany(scalars => scalars)
            .Max(scalar => Math.Abs(exactGradient[scalar]));
        Closeness.Check(
            "gradient of the input",
            At(exactGradient, expected.Inputs),
            At(singleGradient, rounded.Inputs),
            result.InputGradient,
            largest,
            exact.LargestPart
        );
        int index = 0;
        for (int layer = 0; layer < _layers.Count; layer++)
        for (int own = 0; own < expected.Parameters[layer].Length; own++)
            CheckParameter(layer, own, _model.Description.Parameters[index++]);
        return true;

        void CheckParameter(int layer, int own, ParameterDescriptor parameter)
        {
            float[] gradient = parameter.Values(result.Gradient.Span),
                after = parameter.Values(moved),
                before = parameter.Values(statistics);
            bool isMoving = parameter.IsStatistic && expected.Running.ContainsKey(layer);
            if (parameter.IsStatistic || _layers[layer].IsFrozen)
                Assert.True(Array.TrueForAll(gradient, value => value == 0), $"gradient of the frozen {parameter.Name} is not zero");
            else
                Closeness.Check(
                    "gradient of " + parameter.Name,
                    At(exactGradient, [expected.Parameters[layer][own]]),
                    At(singleGradient, [rounded.Parameters[layer][own]]),
                    gradient,
                    largest,
                    exact.LargestPart
                );
            if (isMoving)
                Closeness.Check(
                    "statistics " + parameter.Name,
                    Statistic(expected.Running[layer], own),
                    Statistic(rounded.Running[layer], own),
                    after,
                    1,
                    1
                );
            else
                Assert.True(Bits.Of(before).SequenceEqual(Bits.Of(after)), $"a gradient changed {parameter.Name}");
        }

        double[] Statistic((double[] Mean, double[] Variance) running, int own) => own % 2 == 0 ? running.Mean : running.Variance;
    }

    private void CheckBits(RandomData data, float[] inputs, BatchGradient result, float[] statistics, ulong state)
    {
        Restore();
        _model.MaxDegreeOfParallelism = 2;
        Assert.True(Bits.Of(result).SequenceEqual(Bits.Of(Gradient(data, inputs))), "bits: a gradient with two threads differs");
        Restore();
        float[] gradient = [.. Enumerable.Repeat(float.NaN, _model.Description.ParameterBufferLength)];
        _model.Gradient(inputs, [.. data.Targets.SelectMany(sample => sample)], gradient);
        Assert.True(Bits.Of(result.Gradient.Span).SequenceEqual(Bits.Of(gradient)), "bits: a gradient without that of the input differs");
        if (data.Classes is { } classes)
        {
            Restore();
            Assert.True(
                Bits.Of(result).SequenceEqual(Bits.Of(_model.Gradient(inputs, new Targets([], classes)))),
                "bits: a gradient of classes differs from that of one-hot targets"
            );
        }

        Restore();

        void Restore()
        {
            statistics.CopyTo(_model.Parameters);
            if (_layers.Any(HasNoise))
                _model.RandomState = state;
        }
    }

    private BatchGradient Gradient(RandomData data, float[] inputs) =>
        _model.Gradient(inputs, new Targets([.. data.Targets.SelectMany(sample => sample)]));

    private TapeNetwork Network(Tape tape, RandomData data, bool isTraining) =>
        new(tape, _layers, data.Parameters, data.Inputs, isTraining);

    private static double[] Values(Tape tape, int[][] scalars) => [.. scalars.SelectMany(row => tape.Values(row))];

    private static double[] At(double[] gradient, int[][] scalars) =>
        [.. scalars.SelectMany(row => row).Select(scalar => gradient[scalar])];
}
