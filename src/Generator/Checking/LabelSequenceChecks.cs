using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether the numbers of a loss of sequences of labels suit its output, which is a sequence with a softmax.</summary>
internal static class LabelSequenceChecks
{
    // As many samples as are computed at a time at least.
    private const int Samples = 8;

    /// <summary>The problem, or null.</summary>
    /// <param name="declared">The attribute with the loss.</param>
    /// <param name="attribute">Its position.</param>
    /// <param name="output">The name of the output.</param>
    /// <param name="shape">Its shape.</param>
    public static Problem? Find(DeclaredAttribute declared, int attribute, string output, TensorShape shape)
    {
        int steps = shape.Extent(Axis.Step),
            classes = shape.Extent(Axis.Channel);
        var sequences = LabelLoss.Of(new LossSpec(LossCatalogue.OfLabels, declared.Arguments));
        if (classes < 2)
            return ProblemList.Create(
                LossRules.LabelsOfOneClass,
                ProblemTarget.Attribute(attribute, "Kind"),
                LossCatalogue.OfLabels,
                output
            );
        if (sequences.Blank < 0 || sequences.Blank >= classes)
            return ProblemList.Create(
                LossRules.BlankOutOfRange,
                ProblemTarget.Attribute(attribute, LossCatalogue.Blank),
                Numbers.Text(sequences.Blank),
                output,
                Numbers.Text(classes - 1)
            );
        if (sequences.TargetLength < 1 || sequences.TargetLength > steps)
            return ProblemList.Create(
                LossRules.TargetLengthOutOfRange,
                ProblemTarget.Attribute(attribute, LossCatalogue.TargetLength),
                Numbers.Text(sequences.TargetLength),
                LossCatalogue.OfLabels,
                Numbers.Text(steps),
                output
            );
        double memory = Samples * sequences.MemoryOf(steps, classes);
        return memory > Sizes.Maximum
            ? ProblemList.Create(
                ShapeRules.ModelTooLarge,
                ProblemTarget.Attribute(attribute, LossCatalogue.TargetLength),
                $"The alignments of {Samples} samples in the loss of '{output}'",
                Numbers.Count(memory),
                Numbers.Count(Sizes.Maximum)
            )
            : null;
    }
}
