using System.Globalization;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Losses;

/// <summary>
/// Losses with numbers, alone behind the activation they want: value and derivative against PyTorch's formula in double precision, for
/// targets of every kind that they take.
/// </summary>
public class LossTests
{
    private const int Samples = 7;

    private static readonly LossCase[] s_cases = [.. Cases()];

    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "losses",
            () =>
                s_cases.Select(row =>
                    $"/// <summary>{row.Name}.</summary>\n[Model]{row.Attributes}\npublic sealed partial class {row.Name};\n"
                )
        );

    public static TheoryData<string> Names => [.. s_cases.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_and_derivative_are_those_of_the_formula(string name)
    {
        LossCase row = s_cases.Single(row => row.Name == name);
        ICompiledModel model = Models.Create(name);
        float[] inputs = Inputs(row, model),
            targets = Targets(row, model),
            inputGradient = new float[inputs.Length];
        float loss = model.Gradient(inputs, targets.AsSpan(), new float[model.Description.ParameterBufferLength], inputGradient);
        double[] values = Array.ConvertAll(inputs, value => (double)value);
        double expected = Loss(row, values, targets);
        Assert.Equal(expected, loss, 1e-6 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(loss, model.Loss(inputs, targets.AsSpan()));
        for (int index = 0; index < inputs.Length; index++)
        {
            const double Step = 1e-5;
            double value = values[index];
            values[index] = value + Step;
            double above = Loss(row, values, targets);
            values[index] = value - Step;
            double slope = (above - Loss(row, values, targets)) / (2 * Step);
            values[index] = value;
            Assert.Equal(slope, inputGradient[index], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Whole_numbers_are_the_rows_that_have_them(string name)
    {
        LossCase row = s_cases.Single(row => row.Name == name);
        ICompiledModel model = Models.Create(name);
        if (!model.Description.AcceptsClassTargets)
            return;
        float[] inputs = Inputs(row, model),
            ofClasses = new float[inputs.Length],
            ofValues = new float[inputs.Length],
            gradient = new float[model.Description.ParameterBufferLength];
        var random = new Random(3);
        int positions = model.Description.TargetSize == model.Description.OutputSize ? 1 : model.Description.TargetSize,
            count = model.Description.OutputSize / positions;
        int[] classes = [.. Enumerable.Range(0, Samples * positions).Select(_ => random.Next(count))];
        float[] targets =
            model.Description.Loss == ModelCompiler.Loss.CategoricalCrossEntropy
                ? [.. classes.SelectMany(number => Enumerable.Range(0, count).Select(other => other == number ? 1f : 0f))]
                : Array.ConvertAll(classes, number => (float)number);
        float first = model.Gradient(inputs, classes.AsSpan(), gradient, ofClasses),
            second = model.Gradient(inputs, targets.AsSpan(), gradient, ofValues);
        Assert.Equal(second, first, 1e-6f * second);
        Assert.All(Enumerable.Range(0, inputs.Length), index => Assert.Equal(ofValues[index], ofClasses[index], 1e-7f));
    }

    private static double Loss(LossCase row, double[] values, float[] targets)
    {
        int size = values.Length / Samples,
            targetSize = targets.Length / Samples;
        double sum = Enumerable
            .Range(0, Samples)
            .Sum(sample =>
                row.Formula(values.AsSpan(sample * size, size).ToArray(), targets.AsSpan(sample * targetSize, targetSize).ToArray())
            );
        return sum / row.Divisor(targets);
    }

    private static float[] Inputs(LossCase row, ICompiledModel model)
    {
        var random = new Random(row.Name.Length);
        return [.. Enumerable.Range(0, Samples * model.Description.InputSize).Select(_ => (float)((random.NextDouble() * 8) - 4))];
    }

    private static float[] Targets(LossCase row, ICompiledModel model)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, Samples * model.Description.TargetSize).Select(_ => row.Target(random))];
    }

    private static IEnumerable<LossCase> Cases()
    {
        foreach (int count in (int[])[2, 3, 19, 37])
        {
            foreach (double smoothing in (double[])[0, 0.1, 0.75])
            {
                string number = Text(smoothing);
                yield return new(
                    $"Smoothed{count}_{number[(number.IndexOf('.') + 1)..]}",
                    $"[Input({count})][Softmax][Loss(Loss.CategoricalCrossEntropy, LabelSmoothing = {number})]",
                    LossFormula.CrossEntropy(smoothing),
                    _ => Samples,
                    random => random.Next(4) == 0 ? 0 : random.NextSingle()
                );
            }

            yield return new(
                $"Positive{count}",
                $"[Input({count})][Activation(Activation.Sigmoid)][Loss(Loss.BinaryCrossEntropy, PositiveWeight = 3.5)]",
                LossFormula.BinaryCrossEntropy(3.5),
                targets => targets.Length,
                Share
            );
            yield return new(
                $"Focal{count}",
                $"[Input({count})][Activation(Activation.Sigmoid)][Loss(Loss.BinaryFocal)]",
                LossFormula.Focal(0.25, 2),
                targets => targets.Length,
                Share
            );
            yield return new(
                $"Gaussian{count}",
                $"[Input({2 * count})][Scale][Activation(Activation.Softplus)][Loss(Loss.GaussianNegativeLogLikelihood)]",
                (z, y) => LossFormula.Gaussian(Array.ConvertAll(z, LossFormula.Softplus), y),
                targets => targets.Length,
                random => random.NextSingle() * 4
            );
            yield return new(
                $"Cosine{count}",
                $"[Input({count})][Scale][Loss(Loss.CosineSimilarity)]",
                LossFormula.Cosine,
                _ => Samples,
                random => (random.NextSingle() * 2) - 1
            );
        }

        yield return new(
            "FocalWithoutAlpha",
            "[Input(6)][Activation(Activation.Sigmoid)][Loss(Loss.BinaryFocal, Alpha = -1, Gamma = 0.5)]",
            LossFormula.Focal(-1, 0.5),
            targets => targets.Length,
            Share
        );
        yield return Sparse("Sparse", "[Input(5)][Softmax]", 5, 1);
        yield return Sparse("SparseSteps", "[Sequence(4, 3)][Scale][Softmax]", 3, 1);
        yield return Sparse("SparsePixels", "[Input(3, 2, 5)][Scale][Softmax(Axis = 0)]", 3, 10);
    }

    private static LossCase Sparse(string name, string layers, int classes, int stride) =>
        new(
            name,
            $"{layers}[Loss(Loss.SparseCategoricalCrossEntropy, LabelSmoothing = 0.2)]",
            LossFormula.SparseCrossEntropy((float)0.2, classes, stride),
            targets => targets.Count(target => target != ClassTargets.Ignored),
            random => random.Next(5) == 0 ? ClassTargets.Ignored : random.Next(classes)
        );

    private static float Share(Random random) => random.Next(3) == 0 ? random.NextSingle() : random.Next(2);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A loss alone behind its activation.</summary>
    /// <param name="Name">The name of the model.</param>
    /// <param name="Attributes">Its declaration.</param>
    /// <param name="Formula">The loss of a sample.</param>
    /// <param name="Divisor">What the sum over the samples is divided by.</param>
    /// <param name="Target">Draws a target.</param>
    private sealed record LossCase(
        string Name,
        string Attributes,
        LossFormula.OfSample Formula,
        Func<float[], double> Divisor,
        Func<Random, float> Target
    );
}
