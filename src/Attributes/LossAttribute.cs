namespace ModelCompiler;

/// <summary>Declares the loss that training minimises. A model without one can only predict.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LossAttribute : Attribute
{
    /// <summary>A loss of the vocabulary.</summary>
    /// <param name="kind">The loss.</param>
    public LossAttribute(Loss kind)
    {
        Kind = kind;
    }

    /// <summary>A loss of one's own: the mean of a method's values over all elements of a batch.</summary>
    /// <param name="functions">The type that declares the method.</param>
    /// <param name="function">The name of a static method marked <see cref="ScalarFunctionAttribute"/> that takes an element of the
    /// prediction and one of the target, as by <c>nameof</c>.</param>
    public LossAttribute(Type functions, string function)
    {
        Functions = functions;
        Function = function;
    }

    /// <summary>The loss, unless it is <see cref="Function"/>.</summary>
    public Loss Kind { get; }

    /// <summary>The type that declares <see cref="Function"/>, or null.</summary>
    public Type? Functions { get; }

    /// <summary>The name of the method, or null for <see cref="Kind"/>.</summary>
    public string? Function { get; }

    /// <summary>The threshold of <see cref="Loss.Huber"/> between its quadratic and its linear part; 1 by default.</summary>
    public double Delta { get; set; } = 1;

    /// <summary>The quantile that <see cref="Loss.Quantile"/> predicts, above 0 and below 1; 0.5, the median, by default.</summary>
    public double Quantile { get; set; } = 0.5;

    /// <summary>
    /// The part of each target that all classes share in <see cref="Loss.CategoricalCrossEntropy"/> and
    /// <see cref="Loss.SparseCategoricalCrossEntropy"/>, from 0 to below 1: with s of K classes, <c>y (1 - s) + s / K</c> is taken for y,
    /// as by <c>torch.nn.CrossEntropyLoss(label_smoothing=s)</c>; 0 by default (Szegedy 2016).
    /// </summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// What positive targets count in <see cref="Loss.BinaryCrossEntropy"/>, a finite number above 0: the <c>pos_weight</c> of
    /// <c>torch.nn.BCEWithLogitsLoss</c>, as the number of negative samples for each positive one; 1 by default.
    /// </summary>
    public double PositiveWeight { get; set; } = 1;

    /// <summary>
    /// What positive targets count in <see cref="Loss.BinaryFocal"/>, from 0 to 1, negative ones counting <c>1 - Alpha</c>; -1 for 1 each.
    /// 0.25 by default.
    /// </summary>
    public double Alpha { get; set; } = 0.25;

    /// <summary>How much less <see cref="Loss.BinaryFocal"/> counts what is predicted well, a number of at least 0; 2 by default.</summary>
    public double Gamma { get; set; } = 2;

    /// <summary>
    /// The most labels of a sample in <see cref="Loss.ConnectionistTemporalClassification"/>, which needs it: from 1 to the steps of the
    /// output. As many targets are there for each sample, -100 (<c>ClassTargets.Ignored</c>) behind its last label.
    /// </summary>
    public int TargetLength { get; set; }

    /// <summary>
    /// The class that stands for no label in <see cref="Loss.ConnectionistTemporalClassification"/>; 0 by default, as the <c>blank</c> of
    /// <c>torch.nn.CTCLoss</c>.
    /// </summary>
    public int Blank { get; set; }

    /// <summary>
    /// Whether a sample whose labels do not fit into its steps adds 0 to <see cref="Loss.ConnectionistTemporalClassification"/>, and to
    /// its gradient, as by the <c>zero_infinity</c> of <c>torch.nn.CTCLoss</c>. By default it is refused, with its number, before
    /// anything is written: its loss would be infinite.
    /// </summary>
    public bool ZeroInfinity { get; set; }

    /// <summary>
    /// Whether the loss of each sample is divided by the number of its labels, at least 1, in
    /// <see cref="Loss.ConnectionistTemporalClassification"/>, as by <c>torch.nn.CTCLoss(reduction="mean")</c>; true by default. False:
    /// <c>reduction="sum"</c> divided by the samples. Either way the mean over the batch follows, as of all losses.
    /// </summary>
    public bool DivideByTargetLength { get; set; } = true;
}
