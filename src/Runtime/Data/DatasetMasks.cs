namespace ModelCompiler;

/// <content>Targets that do not count.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Makes a dataset with target values of which some do not count; what stands at their places may be anything, NaN too. Copies the
    /// data.
    /// </summary>
    /// <param name="inputs">n × <paramref name="inputSize"/> values, sample after sample.</param>
    /// <param name="inputSize">The number of values of one sample, at least 1.</param>
    /// <param name="targets">n × <paramref name="targetSize"/> values.</param>
    /// <param name="targetSize">The number of target values of one sample, at least 1.</param>
    /// <param name="mask">For each target whether it counts.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a value that counts is not finite, or no target
    /// counts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    public static Dataset ForTargets(
        ReadOnlySpan<float> inputs,
        int inputSize,
        ReadOnlySpan<float> targets,
        int targetSize,
        ReadOnlySpan<bool> mask
    ) => new(inputs, inputSize, Masked(targets, mask), targetSize);

    /// <summary>Whether some targets do not count. Reads all targets.</summary>
    public bool HasMissingTargets
    {
        get
        {
            if (HasClasses)
                return false;
            for (int sample = 0; sample < Count; sample++)
                if (MissingTarget.Any(_targets[sample]))
                    return true;
            return false;
        }
    }

    /// <summary>
    /// The same samples, of whose targets only some count: the others (<see cref="MissingTarget"/>) have no part in losses, gradients and
    /// metrics. Copies the targets, shares everything else.
    /// </summary>
    /// <param name="mask"><see cref="Count"/> × <see cref="TargetSize"/> values: for each target whether it counts.</param>
    /// <exception cref="ArgumentException">There are not as many as targets, or no target counts.</exception>
    /// <exception cref="InvalidOperationException">The dataset has class indices: give those samples the weight 0.</exception>
    public Dataset WithTargetMask(ReadOnlySpan<bool> mask) =>
        HasClasses
            ? throw new InvalidOperationException(
                "The dataset has class indices, not target values: give samples that must not count the weight 0 (WithWeights)."
            )
            : WithTargets(Masked(_targets.ToArray(), mask), TargetSize);

    private static float[] Masked(ReadOnlySpan<float> targets, ReadOnlySpan<bool> mask)
    {
        if (mask.Length != targets.Length)
            throw new ArgumentException(
                $"There are {Amount.Of(targets.Length, "target")}, but the mask says of {mask.Length} whether they count.",
                nameof(mask)
            );
        if (mask.Length > 0 && !mask.Contains(true))
            throw new ArgumentException("The mask covers all targets: nothing would count.", nameof(mask));
        float[] masked = targets.ToArray();
        for (int i = 0; i < masked.Length; i++)
            if (!mask[i])
                masked[i] = MissingTarget.Value;
        return masked;
    }
}
