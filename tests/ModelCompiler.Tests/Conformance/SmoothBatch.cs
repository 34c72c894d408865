using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.Conformance;

/// <summary>
/// Parameters, inputs and targets of a model such that no activation and no loss is near a point where its derivative jumps: a central
/// difference, or a rounding, never crosses one.
/// </summary>
internal sealed class SmoothBatch
{
    private const double Margin = 5e-3;

    // No sum of some of them is zero: the gradient of a bias that only some of the samples reach is never lost.
    private static readonly double[] s_distances = [0.5, -1.3, 1.1, 1.9, -0.2];

    private readonly Random _random;

    public SmoothBatch(Network network, ICompiledModel model, int samples)
    {
        // The same for a name in every run; string.GetHashCode is not.
        _random = new Random(network.Name.Aggregate(samples, (hash, character) => unchecked((hash * 31) + character)));
        Inputs = [.. Enumerable.Range(0, samples * network.InputSize).Select(_ => (float)Uniform(1.5))];
        SetParameters(network, model);
        Targets = CreateTargets(network, new ReferenceNetwork(network, model).Predict(ToDouble(Inputs)));
    }

    public float[] Inputs { get; }

    public Targets Targets { get; }

    public static double[] ToDouble(float[] values) => Array.ConvertAll(values, value => (double)value);

    private void SetParameters(Network network, ICompiledModel model)
    {
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
        {
            double bound =
                parameter.Layout.Columns == 1 && parameter.Name.EndsWith("bias", StringComparison.Ordinal)
                    ? 0.5
                    : 1.8 / Math.Sqrt(parameter.Layout.Columns);
            parameter.CopyFrom([.. Enumerable.Range(0, parameter.Count).Select(_ => (float)Uniform(bound))], model.Parameters);
        }

        // Each bias moves until its unit is far from the kinks of the activation that follows, for every sample, and has a gradient for
        // some.
        int dense = 0;
        for (int position = 0; position < new ReferenceNetwork(network, model).Operations.Count; position++)
        {
            IReadOnlyList<ReferenceOperation> operations = new ReferenceNetwork(network, model).Operations;
            if (operations[position] is not AffineOperation affine)
                continue;
            dense++;
            if (
                position + 1 == operations.Count
                || operations[position + 1] is not ElementwiseOperation elementwise
                || elementwise.Kinks is not { Length: > 0 } kinks
            )
                continue;
            ParameterDescriptor bias = model.Description.Parameter($"dense{dense}.bias");
            double[] sums = new ReferenceNetwork(network, model).Forward(ToDouble(Inputs), position + 1);
            float[] biases = bias.Values(model.Parameters);
            for (int unit = 0; unit < biases.Length; unit++)
                biases[unit] = FarFromKinks(
                    elementwise,
                    kinks,
                    [.. sums.Where((_, index) => index % biases.Length == unit).Select(sum => sum - affine.Bias![unit])]
                );
            bias.CopyFrom(biases, model.Parameters);
        }
    }

    private float FarFromKinks(ElementwiseOperation activation, double[] kinks, double[] sums)
    {
        for (int attempt = 0; attempt < 1000; attempt++)
        {
            float bias = (float)Uniform(kinks.Max() + 1);
            double[] values = Array.ConvertAll(sums, sum => sum + bias);
            if (
                values.All(value => kinks.All(kink => Math.Abs(value - kink) > Margin))
                && activation.Backward(values, [], [.. values.Select(_ => 1.0)]).Any(derivative => Math.Abs(derivative) > 1e-3)
            )
                return bias;
        }

        throw new InvalidOperationException("No bias keeps all samples away from the kinks.");
    }

    private Targets CreateTargets(Network network, double[] outputs)
    {
        int width = network.OutputSize;
        return network.Loss switch
        {
            Loss.CategoricalCrossEntropy => Targets.OfClasses(
                [.. Enumerable.Range(0, outputs.Length / width).Select(_ => _random.Next(width))],
                width
            ),
            Loss.SparseCategoricalCrossEntropy => Targets.OfNumbers([
                .. Enumerable.Range(0, outputs.Length / width).Select(_ => _random.Next(width)),
            ]),
            Loss.BinaryCrossEntropy or Loss.BinaryFocal => new Targets([
                .. outputs.Select((_, index) => index % 3 == 2 ? 0.3f : _random.Next(2)),
            ]),

            // On either side of the output, and of the threshold of Huber; not so even that gradients sum to zero.
            _ => new Targets([.. outputs.Select((output, index) => (float)(output + s_distances[index % s_distances.Length]))]),
        };
    }

    private double Uniform(double bound) => ((2 * _random.NextDouble()) - 1) * bound;
}
