using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Graph;

/// <summary>
/// A loss that is a mean of one term per element. Operands: prediction, target and, where not all steps count, the lengths of the samples.
/// </summary>
internal sealed record ElementLossNode(LossDefinition Loss, EquatableArray<int> Operands)
    : Node("loss", TensorShape.Scalar, false, Operands)
{
    public override bool IsLoss => true;

    public override MeanOver MeanOver => Loss.MeanOver;

    public override bool HasLengths => Operands.Count > 2;

    public override bool MayMissTargets => true;
}

/// <summary>The derivative of an <see cref="ElementLossNode"/> by its prediction. Operands: those of the loss.</summary>
internal sealed record ElementLossGradientNode(TensorShape Shape, LossDefinition Loss, EquatableArray<int> Operands)
    : Node("loss", Shape, true, Operands)
{
    public override bool IsRow => true;
}

/// <summary>A loss of whole rows. Operands: prediction, target.</summary>
internal sealed record RowLossNode(RowLossDefinition Loss, EquatableArray<int> Operands) : Node("loss", TensorShape.Scalar, false, Operands)
{
    public override bool IsLoss => true;

    public override MeanOver MeanOver => Loss.MeanOver;
}

/// <summary>The derivative of a <see cref="RowLossNode"/> by its prediction. Operands: those of the loss.</summary>
internal sealed record RowLossGradientNode(TensorShape Shape, RowLossDefinition Loss, EquatableArray<int> Operands)
    : Node("loss", Shape, true, Operands)
{
    public override bool IsRow => true;
}

/// <summary>
/// Softmax and categorical cross-entropy as one function, of targets <c>y (1 - smoothing) + smoothing / classes</c>. Operands: what stands
/// before the softmax, target.
/// </summary>
internal sealed record SoftmaxCrossEntropyNode(double Smoothing, EquatableArray<int> Operands)
    : Node("loss", TensorShape.Scalar, false, Operands)
{
    public override bool IsLoss => true;
}

/// <summary>
/// The derivative of a <see cref="SoftmaxCrossEntropyNode"/>: <c>(p - y) / n</c>. Operands: what stands before the softmax, target.
/// </summary>
internal sealed record SoftmaxCrossEntropyGradientNode(TensorShape Shape, double Smoothing, EquatableArray<int> Operands)
    : Node("loss", Shape, true, Operands);

/// <summary>
/// Softmax and categorical cross-entropy of the number of one class for each position, over an axis or, when that is null, all elements of
/// a sample; smoothed as that of <see cref="SoftmaxCrossEntropyNode"/>. Operands: what stands before the softmax, target.
/// </summary>
internal sealed record SparseCrossEntropyNode(Axis? Over, double Smoothing, EquatableArray<int> Operands)
    : Node("loss", TensorShape.Scalar, false, Operands)
{
    public override bool IsLoss => true;

    public override bool HasClassTargets => true;

    public override bool ReadsPositions => Over is not null;
}

/// <summary>
/// The derivative of a <see cref="SparseCrossEntropyNode"/>: <c>(p - y) / n</c>, n being the targets that count. Operands: what stands
/// before the softmax, target.
/// </summary>
internal sealed record SparseCrossEntropyGradientNode(TensorShape Shape, Axis? Over, double Smoothing, EquatableArray<int> Operands)
    : Node("loss", Shape, true, Operands);

/// <summary>What a loss of sequences of labels is told.</summary>
/// <param name="TargetLength">The most labels of a sample.</param>
/// <param name="Blank">The class that stands for no label.</param>
/// <param name="ZeroInfinity">Whether what is infinite counts as 0.</param>
/// <param name="IsDivided">Whether a sample's loss is divided by the number of its labels.</param>
internal sealed record LabelLoss(int TargetLength, int Blank, bool ZeroInfinity, bool IsDivided)
{
    private const int MostPadding = 15;

    public static LabelLoss Of(LossSpec loss)
    {
        return new(
            (int)Number(LossCatalogue.TargetLength),
            (int)Number(LossCatalogue.Blank),
            Is(LossCatalogue.ZeroInfinity),
            Is(LossCatalogue.DivideByTargetLength)
        );

        double Number(string name) =>
            loss.Number(name) ?? LossCatalogue.Numbers(LossCatalogue.OfLabels).First(number => number.Name == name).Otherwise;
        bool Is(string name) => Number(name) != 0;
    }

    /// <summary>
    /// The floats that a sample's alignments take: in doubles two numbers for each step, one for each state of each step and once more for
    /// each state, one for each class; and a row of floats with its padding.
    /// </summary>
    /// <param name="steps">The steps of a sample.</param>
    /// <param name="classes">The classes of a step.</param>
    public double MemoryOf(double steps, double classes)
    {
        double states = (2.0 * TargetLength) + 1;
        return (2 * ((steps * (states + 2)) + states + classes)) + classes + MostPadding;
    }
}

/// <summary>
/// Softmax of each step and the probability of a sequence of labels as one function. Operands: what stands before the softmax, labels and,
/// where not all steps count, the lengths of the samples.
/// </summary>
internal sealed record LabelSequenceLossNode(LabelLoss Loss, EquatableArray<int> Operands)
    : Node("loss", TensorShape.Scalar, false, Operands)
{
    public override bool IsLoss => true;

    public override bool HasLengths => Operands.Count > 2;

    public override bool ReadsPositions => true;

    public override LabelLoss? Labels => Loss;
}

/// <summary>
/// The derivative of a <see cref="LabelSequenceLossNode"/> by what stands before the softmax. Operands: those of the loss.
/// </summary>
internal sealed record LabelSequenceLossGradientNode(TensorShape Shape, LabelLoss Loss, EquatableArray<int> Operands)
    : Node("loss", Shape, true, Operands);

/// <summary>The losses of several heads, each times its weight. Operands: those losses.</summary>
internal sealed record HeadsLossNode(EquatableArray<double> Weights, EquatableArray<int> Operands)
    : Node("loss", TensorShape.Scalar, false, Operands)
{
    public override bool IsLoss => true;

    public override bool IsSumOfLosses => true;
}
