using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Alignments;

/// <summary>Losses of labels alone behind a softmax: the input is what stands before it.</summary>
/// <param name="Name">The name of the model.</param>
/// <param name="Steps">The steps of a sample.</param>
/// <param name="Classes">The classes of a step.</param>
/// <param name="Labels">The most labels of a sample.</param>
internal sealed record AlignmentNetwork(string Name, int Steps, int Classes, int Labels)
{
    /// <summary>The class that stands for no label.</summary>
    public int Blank { get; init; }

    /// <summary>Whether a loss is divided by the number of labels.</summary>
    public bool IsDivided { get; init; } = true;

    /// <summary>Whether samples have lengths.</summary>
    public bool HasLengths { get; init; }

    /// <summary>Whether labels that do not fit count as a loss of 0.</summary>
    public bool ZeroInfinity { get; init; }

    /// <summary>So few steps and classes that all paths can be counted.</summary>
    public static AlignmentNetwork[] Small { get; } =
    [
        new("OneStep", 1, 2, 1),
        new("TwoClasses", 6, 2, 3),
        new("ThreeClasses", 5, 3, 3),
        new("AsManyAsSteps", 4, 4, 4),
        new("LastIsBlank", 5, 4, 2) { Blank = 3 },
        new("MiddleIsBlank", 4, 5, 3) { Blank = 2 },
        new("Undivided", 5, 3, 2) { IsDivided = false },
        new("OfLengths", 6, 3, 3) { HasLengths = true },
        new("OfLengthsAndZero", 5, 3, 4) { HasLengths = true, ZeroInfinity = true },
    ];

    /// <summary>Others.</summary>
    public static AlignmentNetwork[] Large { get; } =
    [
        new("Letters", 60, 30, 20),
        new("Digits", 100, 11, 40) { Blank = 10 },
        new("Words", 20, 200, 10),
        new("LongWithLengths", 80, 17, 25) { HasLengths = true },
    ];

    public static ModelAssembly Models =>
        ModelAssembly.Of(
            "alignments",
            () =>
                Small
                    .Concat(Large)
                    .Select(network =>
                        $"/// <summary>{network.Name}.</summary>\n[Model]{network.Attributes}\n"
                        + $"public sealed partial class {network.Name};\n"
                    )
        );

    public static AlignmentNetwork Find(string name) => Small.Concat(Large).Single(network => network.Name == name);

    private string Attributes =>
        $"[Sequence({Steps}, {Classes}{(HasLengths ? ", HasLengths = true" : "")})][Scale][Softmax]"
        + $"[Loss(Loss.ConnectionistTemporalClassification, TargetLength = {Labels}{(Blank > 0 ? $", Blank = {Blank}" : "")}"
        + $"{(IsDivided ? "" : ", DivideByTargetLength = false")}{(ZeroInfinity ? ", ZeroInfinity = true" : "")})]";

    /// <summary>Samples with all numbers of labels, the least and the greatest too.</summary>
    /// <param name="samples">How many.</param>
    /// <param name="bound">How far logits are from 0 at most.</param>
    public AlignmentBatch Batch(int samples, double bound)
    {
        var random = new Random(Steps + Classes + samples);
        var inputs = new List<float>();
        var labels = new List<int[]>();
        var lengths = new List<int>();
        for (int sample = 0; sample < samples; sample++)
        {
            inputs.AddRange(Enumerable.Range(0, Steps * Classes).Select(_ => (float)(((2 * random.NextDouble()) - 1) * bound)));
            int length = HasLengths ? 1 + random.Next(Steps) : Steps;
            lengths.Add(length);
            if (HasLengths)
                inputs.Add(length);
            var drawn = new List<float>();
            int wanted =
                sample == 0 ? Labels
                : sample == 1 ? 0
                : random.Next(Labels + 1);
            while (drawn.Count < wanted)
            {
                // One of two is the one before once more.
                int label = random.Next(Classes - 1);
                label = label >= Blank ? label + 1 : label;
                drawn.Add(drawn.Count > 0 && random.Next(2) == 0 ? drawn[^1] : label);
                if (ZeroInfinity || LabelSequences.StepsNeeded(drawn.ToArray()) <= length)
                    continue;
                drawn.RemoveAt(drawn.Count - 1);
                break;
            }

            labels.Add([.. drawn.Select(label => (int)label)]);
        }

        return new AlignmentBatch([.. inputs], labels, LabelSequences.Rows(labels, Labels), lengths);
    }

    /// <summary>The loss of a batch, with its derivative by the inputs.</summary>
    public (double Loss, double[] Derivative) Expected(
        AlignmentBatch batch,
        Func<double[], int, int[], int, (double Loss, double[] Derivative)> ofSample
    )
    {
        int size = batch.Inputs.Length / batch.Labels.Count;
        double loss = 0;
        var derivative = new List<double>();
        for (int sample = 0; sample < batch.Labels.Count; sample++)
        {
            double[] logits = [.. batch.Inputs.Skip(sample * size).Take(batch.Lengths[sample] * Classes).Select(value => (double)value)];
            int[] labels = batch.Labels[sample];
            double factor = 1.0 / batch.Labels.Count / (IsDivided ? Math.Max(1, labels.Length) : 1);
            bool fits = LabelSequences.StepsNeeded(Array.ConvertAll(labels, label => (float)label)) <= batch.Lengths[sample];
            (double ofLabels, double[] slope) = fits ? ofSample(logits, Classes, labels, Blank) : (0, new double[logits.Length]);
            loss += ofLabels * factor;
            derivative.AddRange(slope.Select(value => value * factor));
            derivative.AddRange(new double[size - slope.Length]);
        }

        return (loss, [.. derivative]);
    }
}

/// <summary>Samples.</summary>
/// <param name="Inputs">What stands before the softmax, and lengths.</param>
/// <param name="Labels">The labels of each.</param>
/// <param name="Targets">The same as rows.</param>
/// <param name="Lengths">The steps that count.</param>
internal sealed record AlignmentBatch(float[] Inputs, IReadOnlyList<int[]> Labels, float[] Targets, IReadOnlyList<int> Lengths);
