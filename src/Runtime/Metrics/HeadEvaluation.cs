using System.Globalization;

namespace ModelCompiler;

/// <summary>What one of several heads is worth on a dataset.</summary>
/// <param name="Name">The name of the output.</param>
/// <param name="Loss">The mean of its loss over what counts, without its weight.</param>
/// <param name="Accuracy">
/// For classification, the share of right answers from 0 to 1: the largest output with categorical cross-entropy, that of each position
/// whose target counts with the sparse one, each output against 0.5 with binary cross-entropy, whole sequences of labels with
/// <see cref="ModelCompiler.Loss.ConnectionistTemporalClassification"/>. Otherwise null.
/// </param>
/// <param name="MeanAbsoluteError">For regression, the mean of <c>|p - y|</c> over its outputs; otherwise null.</param>
/// <param name="RootMeanSquaredError">For regression, the root of the mean of <c>(p - y)^2</c> over its outputs; otherwise null.</param>
public sealed record HeadEvaluation(string Name, double Loss, double? Accuracy, double? MeanAbsoluteError, double? RootMeanSquaredError)
{
    /// <summary>The present numbers in one line, as <c>policy: loss 0.0712, accuracy 97.80%</c>.</summary>
    public override string ToString()
    {
        string accuracy = Accuracy is { } share ? string.Create(CultureInfo.InvariantCulture, $", accuracy {100 * share:F2}%") : "",
            error = MeanAbsoluteError is { } mean ? string.Create(CultureInfo.InvariantCulture, $", mean absolute error {mean:G5}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Name}: loss {Loss:G5}{accuracy}{error}");
    }
}
