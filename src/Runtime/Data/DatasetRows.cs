namespace ModelCompiler;

/// <content>Reading many samples at once, wherever they lie.</content>
public sealed partial class Dataset
{
    /// <summary>The inputs, row by row.</summary>
    internal SampleTable InputRows => _inputs;

    /// <summary>The targets, row by row; of no values when the dataset has class indices.</summary>
    internal SampleTable TargetRows => _targets;

    /// <summary>
    /// Copies the inputs of consecutive samples, one after the other, also those of windows that overlap in memory. Does not allocate.
    /// </summary>
    /// <param name="start">The first sample.</param>
    /// <param name="destination">A whole number of samples of <see cref="InputSize"/> values.</param>
    /// <exception cref="ArgumentOutOfRangeException">The samples reach outside the dataset.</exception>
    /// <exception cref="ArgumentException">The destination is no whole number of samples; nothing has been written.</exception>
    public void CopyInputs(int start, Span<float> destination) => Copy(_inputs, start, destination);

    /// <summary>
    /// Copies the targets of consecutive samples, one after the other, also those of windows that overlap in memory. Does not allocate.
    /// </summary>
    /// <param name="start">The first sample.</param>
    /// <param name="destination">A whole number of samples of <see cref="TargetSize"/> values.</param>
    /// <exception cref="ArgumentOutOfRangeException">The samples reach outside the dataset.</exception>
    /// <exception cref="ArgumentException">The destination is no whole number of samples; nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">The dataset has class indices.</exception>
    public void CopyTargets(int start, Span<float> destination)
    {
        if (HasClasses)
            throw new InvalidOperationException("The dataset has class indices, not target values: read Classes, or call OneHot() first.");
        Copy(_targets, start, destination);
    }

    private static void Copy(SampleTable rows, int start, Span<float> destination)
    {
        if (destination.Length % rows.Size != 0)
            throw new ArgumentException(
                $"{Amount.Of(destination.Length, "value is", "values are")} no whole number of samples of {Amount.Of(rows.Size, "value")}.",
                nameof(destination)
            );
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, rows.Count - (destination.Length / rows.Size));
        rows.Copy(start, destination);
    }

    private static ReadOnlySpan<float> All(SampleTable rows, string name, string one, string copy) =>
        rows.IsSideBySide
            ? rows.Covered
            : throw new InvalidOperationException(
                $"The samples are windows over a series and do not lie one after the other, so {name} is no span: read {one}(sample), or "
                    + $"copy as many as you need with {copy}(start, destination)."
            );
}
