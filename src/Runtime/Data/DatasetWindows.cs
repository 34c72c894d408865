namespace ModelCompiler;

/// <content>Samples that are windows over one long series.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Makes a dataset of windows over a series whose targets are steps of the same series, all features of them. The samples are views of
    /// the series: it is not copied, whatever the number of windows, and must not be written to afterwards.
    /// </summary>
    /// <param name="series">n × <paramref name="features"/> values, step after step.</param>
    /// <param name="features">The number of values of a step, at least 1.</param>
    /// <param name="window">How samples are cut.</param>
    /// <exception cref="ArgumentException">The values are no whole number of steps, one is not finite, or there are too few steps for one
    /// sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="features"/> is less than 1.</exception>
    public static Dataset Windows(ReadOnlyMemory<float> series, int features, SequenceWindow window) =>
        Windows(series, features, series, features, window);

    /// <summary>
    /// Makes a dataset of windows over a series whose targets are steps of another series, for instance of one of its features, or of
    /// labels. The samples are views: neither series is copied, and neither must be written to afterwards.
    /// </summary>
    /// <param name="series">n × <paramref name="features"/> values, step after step.</param>
    /// <param name="features">The number of values of a step, at least 1.</param>
    /// <param name="targets">n × <paramref name="targetFeatures"/> values for the same steps.</param>
    /// <param name="targetFeatures">The number of target values of a step, at least 1.</param>
    /// <param name="window">How samples are cut.</param>
    /// <exception cref="ArgumentException">The values are no whole number of steps, the series have different numbers of steps, a value is
    /// not finite, or there are too few steps for one sample.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of features is less than 1.</exception>
    public static Dataset Windows(
        ReadOnlyMemory<float> series,
        int features,
        ReadOnlyMemory<float> targets,
        int targetFeatures,
        SequenceWindow window
    )
    {
        ArgumentNullException.ThrowIfNull(window);
        int steps = DatasetValidation.Series(series.Span, features, targets.Span, targetFeatures);
        int count = window.Count(steps);
        if (count == 0)
            throw new ArgumentException(
                $"The series has {Amount.Of(steps, "step")}, but one sample takes "
                    + $"{Math.Max(window.Steps, (long)window.FirstTarget + window.Horizon)}: give a longer series, or ask for "
                    + "shorter windows.",
                nameof(series)
            );
        return new Dataset(
            Rows(series, features, count, 0, window.Steps, window.Stride),
            Rows(targets, targetFeatures, count, window.FirstTarget, window.Horizon, window.Stride)
        );
    }

    /// <summary>
    /// Makes a dataset of windows over a text of tokens, whose targets are the same tokens one step later: what a model of
    /// <c>[Tokens(steps, vocabulary)]</c> with <see cref="Loss.SparseCategoricalCrossEntropy"/> for each step learns from. The tokens are
    /// converted once, to values that all samples share as views.
    /// </summary>
    /// <param name="tokens">The numbers of the tokens, from 0 to 2^24 - 1; more than <paramref name="steps"/> of them.</param>
    /// <param name="steps">The tokens of a sample, at least 1.</param>
    /// <param name="stride">The tokens from one sample to the next; by default <paramref name="steps"/>, so that each token is a target
    /// once.
    /// </param>
    /// <exception cref="ArgumentException">There are too few tokens, or one is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is less than 1.</exception>
    public static Dataset Tokens(ReadOnlySpan<int> tokens, int steps, int? stride = null)
    {
        const int Most = 1 << 24;
        var window = new SequenceWindow(steps)
        {
            FirstTarget = 1,
            Horizon = steps,
            Stride = stride ?? steps,
        };
        int outside = tokens.IndexOfAnyExceptInRange(0, Most - 1);
        if (outside >= 0)
            throw new ArgumentException(
                $"Token {outside} is {tokens[outside]}, but tokens are numbers from 0 to {Most - 1}: map the text to such numbers first.",
                nameof(tokens)
            );
        float[] values = new float[tokens.Length];
        for (int place = 0; place < values.Length; place++)
            values[place] = tokens[place];
        return Windows(values, 1, window);
    }

    private static SampleTable Rows(ReadOnlyMemory<float> series, int features, int count, int first, int steps, int stride) =>
        new(
            series[(first * features)..],
            count,
            ElementCount.Of(steps, "steps", features, "features"),
            // Of a single sample the distance is never walked, and may be larger than any array.
            (int)Math.Min((long)stride * features, int.MaxValue)
        );
}
