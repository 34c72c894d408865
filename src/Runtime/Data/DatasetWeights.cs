namespace ModelCompiler;

/// <content>How much the samples count.</content>
public sealed partial class Dataset
{
    private ReadOnlyMemory<float> SampleWeightMemory { get; init; }

    /// <summary>
    /// How much each sample counts in losses and gradients, <see cref="Count"/> values of at least 0; empty when all count alike. Does not
    /// allocate.
    /// </summary>
    public ReadOnlySpan<float> Weights => SampleWeightMemory.Span;

    /// <summary>Whether samples have weights of their own.</summary>
    public bool HasWeights => !SampleWeightMemory.IsEmpty;

    /// <summary>
    /// The same samples with weights: the trainer's and the evaluator's loss is <c>sum w_i loss_i / sum w_i</c> over a batch. Accuracy and
    /// other metrics count each sample once. Copies the weights, shares everything else.
    /// </summary>
    /// <param name="weights">One for each sample: finite, at least 0, not all 0.</param>
    /// <exception cref="ArgumentException">There are not as many as samples, one is negative or not finite, or all are 0.</exception>
    public Dataset WithWeights(ReadOnlySpan<float> weights)
    {
        if (weights.Length != Count)
            throw new ArgumentException(
                $"The dataset has {Amount.Of(Count, "sample")}, but {Amount.Of(weights.Length, "weight was", "weights were")} given.",
                nameof(weights)
            );
        SampleWeights.Check(weights, Count);
        if (Count > 0 && SampleWeights.Sum(weights, Count) == 0)
            throw new ArgumentException("All weights are 0: nothing would count. Give some sample a weight above 0.", nameof(weights));
        return Weighted(weights.ToArray());
    }

    /// <summary>
    /// The same samples, each with the weight of its class, as <c>torch.nn.CrossEntropyLoss(weight=...)</c>: with
    /// <see cref="SampleWeights.Balanced(ReadOnlySpan{int}, int)"/> all classes count alike.
    /// </summary>
    /// <param name="classWeights">One for each class: finite, at least 0.</param>
    /// <exception cref="InvalidOperationException">The dataset has target values, not class indices.</exception>
    /// <exception cref="ArgumentException">There are not as many as classes, one is negative or not finite, or no sample
    /// counts.</exception>
    public Dataset WithClassWeights(ReadOnlySpan<float> classWeights)
    {
        if (!HasClasses)
            throw new InvalidOperationException("The dataset has target values, not class indices: use WithWeights.");
        if (classWeights.Length != ClassCount)
            throw new ArgumentException(
                $"The dataset has {Amount.Of(ClassCount, "class", "classes")}, but "
                    + $"{Amount.Of(classWeights.Length, "weight was", "weights were")} given.",
                nameof(classWeights)
            );
        float[] weights = new float[Count];
        ReadOnlySpan<int> classes = Classes;
        for (int sample = 0; sample < weights.Length; sample++)
            weights[sample] = classWeights[classes[sample]];
        return WithWeights(weights);
    }

    /// <summary>
    /// The same samples, weighted so that all classes count alike: <see cref="SampleWeights.Balanced(ReadOnlySpan{int}, int)"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The dataset has target values, not class indices.</exception>
    public Dataset WithBalancedClasses() =>
        HasClasses
            ? WithClassWeights(SampleWeights.Balanced(Classes, ClassCount))
            : throw new InvalidOperationException("The dataset has target values, not class indices: use WithWeights.");

    private Dataset Weighted(ReadOnlyMemory<float> weights) =>
        HasClasses
            ? new Dataset(_inputs, _classes, ClassCount) { SampleWeightMemory = weights }
            : new Dataset(_inputs, _targets) { SampleWeightMemory = weights };

    /// <summary>The weights of consecutive samples; empty when all count alike.</summary>
    internal ReadOnlySpan<float> WeightRows(int start, int count) => HasWeights ? Weights.Slice(start, count) : default;

    /// <summary>Copies the weights of the named samples, if they have some.</summary>
    internal void GatherWeights(ReadOnlySpan<int> samples, Span<float> destination)
    {
        ReadOnlySpan<float> all = Weights;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = all[samples[i]];
    }
}
