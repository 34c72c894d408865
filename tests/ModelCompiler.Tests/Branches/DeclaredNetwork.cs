using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Branches;

/// <summary>A network that is not a mere chain: its declaration, and the same in double precision.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Attributes">The attributes of its layers.</param>
/// <param name="InputShape">The shape of one sample.</param>
/// <param name="Forward">One sample's output, from its input and the parameters.</param>
public sealed record DeclaredNetwork(string Name, string Attributes, int[] InputShape, Func<DoubleParameters, double[], double[]> Forward)
{
    /// <summary>The attribute of the input.</summary>
    public string Input { get; init; } = $"Input({string.Join(", ", InputShape)})";

    /// <summary>
    /// A parameter whose gradient is zero, whatever the input: a softmax is the same when all that it is of grows by one number, as the
    /// bias of keys makes it.
    /// </summary>
    public string? WithoutGradient { get; init; }

    /// <summary>The loss: the mean squared error, or one of classes.</summary>
    public Loss Loss { get; init; } = Loss.MeanSquaredError;

    /// <summary>The name of the formula that is the loss instead, or null.</summary>
    public string? OwnLoss { get; init; }

    /// <summary>The loss of an element, from prediction and target.</summary>
    public Func<double, double, double> Element { get; init; } = (output, target) => (output - target) * (output - target);

    /// <summary>The loss of a sample's row of outputs; null for the mean over its elements.</summary>
    public Func<double[], double[], double>? OfRow { get; init; }

    /// <summary>The targets of a sample that are classes; 0 for values.</summary>
    public int TargetSize { get; init; }

    public string Declaration =>
        $"/// <summary>{Name}.</summary>\n[Model][{Input}]" + $"{Attributes}[Loss({DeclaredLoss})]\npublic sealed partial class {Name};\n";

    private string DeclaredLoss => OwnLoss is null ? $"Loss.{Loss}" : $"typeof(Formulas), nameof(Formulas.{OwnLoss})";

    /// <summary>Inputs and targets, the same in every run. Gives the model parameters that are not at their simple start.</summary>
    public (float[] Inputs, float[] Targets) Batch(ICompiledModel model, int samples)
    {
        var random = new Random(Name.Aggregate(samples, (hash, character) => unchecked((hash * 31) + character)));
        float Next() => (float)((2 * random.NextDouble()) - 1);
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
        {
            // A standard deviation is above zero, and not so near it that single precision falls short.
            bool isDeviation = parameter.Name.EndsWith("standard_deviation", StringComparison.Ordinal);
            parameter.CopyFrom(
                [.. Enumerable.Range(0, parameter.Count).Select(_ => isDeviation ? 1 + (0.5f * Next()) : Next())],
                model.Parameters
            );
        }

        ModelDescription description = model.Description;
        return (
            [
                .. Enumerable
                    .Range(0, samples * description.InputSize)
                    .Select(_ => description.Vocabulary > 0 ? random.Next(description.Vocabulary) : Next()),
            ],
            [.. Enumerable.Range(0, samples * description.TargetSize).Select(index => TargetSize > 0 ? Class(index) : Next())]
        );

        // Some count for nothing.
        float Class(int index) => index % 5 == 3 ? ClassTargets.Ignored : random.Next(description.OutputSize / description.TargetSize);
    }

    public double[] Predict(DoubleParameters parameters, double[] inputs) =>
        [
            .. inputs
                .Chunk(InputShape.Aggregate((product, dimension) => product * dimension))
                .SelectMany(sample => Forward(parameters, sample)),
        ];

    public double LossOf(DoubleParameters parameters, double[] inputs, float[] targets)
    {
        double[] outputs = Predict(parameters, inputs);
        int samples = inputs.Length / InputShape.Aggregate((product, dimension) => product * dimension);
        return OfRow is { } loss
                ? outputs
                    .Chunk(outputs.Length / samples)
                    .Zip(targets.Select(target => (double)target).Chunk(targets.Length / samples), loss)
                    .Average()
            : TargetSize == 0 ? outputs.Zip(targets, (output, target) => Element(output, target)).Average()
            : targets.Select((target, index) => (Class: (int)target, Index: index)).Where(target => target.Class >= 0).Average(LogLoss);

        // The classes of a step lie side by side, those of a pixel do not.
        double LogLoss((int Class, int Index) target)
        {
            int size = outputs.Length / targets.Length,
                sample = target.Index / TargetSize,
                position = target.Index % TargetSize,
                place = InputShape.Length > 2 ? (target.Class * TargetSize) + position : (position * size) + target.Class;
            return -Math.Log(outputs[(sample * TargetSize * size) + place]);
        }
    }

    public override string ToString() => Name;
}

/// <summary>The parameters of a network in double precision, by name, and the operations that networks are written in.</summary>
public sealed class DoubleParameters(ICompiledModel model)
{
    private readonly Dictionary<string, double[]> _values = model.Description.Parameters.ToDictionary(
        parameter => parameter.Name,
        parameter => Array.ConvertAll(parameter.Values(model.Parameters), value => (double)value)
    );

    public double[] this[string name] => _values[name];

    /// <summary>The values of a parameter, or null when there is none of that name.</summary>
    public double[]? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>An element of a parameter; zero when there is no such parameter.</summary>
    public double Or(string name, int element) => _values.TryGetValue(name, out double[]? values) ? values[element] : 0;

    /// <summary><c>W x + b</c> with the parameters of a layer.</summary>
    public double[] Dense(string layer, double[] x)
    {
        double[] weight = this[layer + ".weight"],
            bias = _values.TryGetValue(layer + ".bias", out double[]? given) ? given : new double[weight.Length / x.Length];
        return [.. bias.Select((start, output) => start + x.Select((value, input) => value * weight[(output * x.Length) + input]).Sum())];
    }

    public double[] Tanh(string layer, double[] x) => Array.ConvertAll(Dense(layer, x), Math.Tanh);

    public double[] Sigmoid(string layer, double[] x) => Array.ConvertAll(Dense(layer, x), value => 1 / (1 + Math.Exp(-value)));

    /// <summary>The normalisation of a sample, with the weight and, if there is one, the bias of a layer.</summary>
    public double[] Norm(string layer, double[] x, double epsilon, bool isCentered)
    {
        double mean = isCentered ? x.Average() : 0;
        double deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + epsilon);
        double[] scaled = Multiply(Array.ConvertAll(x, value => (value - mean) / deviation), this[layer + ".weight"]);
        return _values.TryGetValue(layer + ".bias", out double[]? bias) ? Add(scaled, bias) : scaled;
    }

    /// <summary>The values of a sample less the mean, by the standard deviation, of a layer.</summary>
    public double[] Standardized(string layer, double[] x) =>
        [
            .. x.Select(
                (value, index) =>
                    (value - this[layer + ".mean"][index] - this[layer + ".mean_rest"][index]) / this[layer + ".standard_deviation"][index]
            ),
        ];

    public static double[] Add(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    public static double[] Multiply(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a * b)];

    public static double[] Softmax(double[] x)
    {
        double sum = x.Sum(Math.Exp);
        return Array.ConvertAll(x, value => Math.Exp(value) / sum);
    }
}
