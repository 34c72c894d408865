using System.Globalization;

namespace ModelCompiler;

/// <summary>
/// What a model is worth on a dataset. Which numbers there are depends on the model's loss and the data; absent ones are null.
/// </summary>
/// <param name="SampleCount">The number of samples.</param>
/// <param name="Loss">The mean loss over the samples, or null when the model declares none.</param>
/// <param name="Accuracy">
/// For classification, the share of right answers from 0 to 1: the largest output with class indices or categorical cross-entropy, that of
/// each position whose target counts with the sparse one, each output against 0.5 with binary cross-entropy, whole sequences of labels with
/// <see cref="ModelCompiler.Loss.ConnectionistTemporalClassification"/>.
/// </param>
/// <param name="MeanAbsoluteError">For regression, the mean of <c>|p - y|</c> over all outputs.</param>
/// <param name="RootMeanSquaredError">For regression, the square root of the mean of <c>(p - y)^2</c> over all outputs.</param>
/// <param name="RSquared">
/// For regression, <c>1 - sum (p - y)^2 / sum (y - mean y)^2</c>, summed over samples and outputs, the mean being that of each output; NaN
/// when the targets do not vary.
/// </param>
public readonly record struct Evaluation(
    int SampleCount,
    double? Loss,
    double? Accuracy,
    double? MeanAbsoluteError,
    double? RootMeanSquaredError,
    double? RSquared
)
{
    /// <summary>
    /// The samples for which the model answers NaN in one output at least: it has broken parameters, or overflows. They count as wrong in
    /// the accuracy, and the other numbers are NaN because of them.
    /// </summary>
    public int NaNSampleCount { get; init; }

    /// <summary>
    /// For <see cref="ModelCompiler.Loss.SparseCategoricalCrossEntropy"/>, <c>exp(loss)</c>: as uncertain is the model about a class as
    /// about one of so many equally likely ones. Null otherwise.
    /// </summary>
    public double? Perplexity { get; init; }

    /// <summary>
    /// For regression, the errors of each output by itself, from <see cref="Evaluator.Evaluate{TModel}(TModel, Dataset, int, bool)"/>;
    /// empty otherwise, and for the passes of a
    /// trainer.
    /// </summary>
    public IReadOnlyList<OutputErrors> Outputs
    {
        get => field ?? [];
        init;
    }

    /// <summary>
    /// What each head with a loss is worth, where a model has several (<see cref="OutputAttribute"/>); the other numbers but the loss are
    /// then null. Empty for a model with one loss.
    /// </summary>
    public IReadOnlyList<HeadEvaluation> Heads
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether all numbers are equal, those of each output included.</summary>
    public bool Equals(Evaluation other) =>
        SampleCount == other.SampleCount
        && Nullable.Equals(Loss, other.Loss)
        && Nullable.Equals(Accuracy, other.Accuracy)
        && Nullable.Equals(MeanAbsoluteError, other.MeanAbsoluteError)
        && Nullable.Equals(RootMeanSquaredError, other.RootMeanSquaredError)
        && Nullable.Equals(RSquared, other.RSquared)
        && Nullable.Equals(Perplexity, other.Perplexity)
        && NaNSampleCount == other.NaNSampleCount
        && Outputs.SequenceEqual(other.Outputs)
        && Heads.SequenceEqual(other.Heads);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SampleCount, Loss, Accuracy, MeanAbsoluteError, RootMeanSquaredError, RSquared);

    /// <summary>The present numbers in one line, as <c>loss 0.0712, accuracy 97.80% (10000 samples)</c>.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        Add(Loss, "loss ", "G5");
        Add(Perplexity, "perplexity ", "G5");
        Add(100 * Accuracy, "accuracy ", "F2", "%");
        Add(MeanAbsoluteError, "mean absolute error ", "G5");
        Add(RootMeanSquaredError, "root mean squared error ", "G5");
        Add(RSquared, "R² ", "F4");
        parts.AddRange(Heads.Select(head => head.ToString()));
        string broken = NaNSampleCount == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", NaN outputs for {NaNSampleCount}");
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", parts)} ({Amount.Of(SampleCount, "sample")}{broken})");

        void Add(double? value, string name, string format, string unit = "")
        {
            if (value is double number)
                parts.Add(name + number.ToString(format, CultureInfo.InvariantCulture) + unit);
        }
    }
}
