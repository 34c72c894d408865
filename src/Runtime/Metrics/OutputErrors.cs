namespace ModelCompiler;

/// <summary>How far one output of a regression is from its targets, over all samples.</summary>
/// <param name="MeanAbsoluteError">The mean of <c>|p - y|</c>.</param>
/// <param name="RootMeanSquaredError">The square root of the mean of <c>(p - y)^2</c>.</param>
/// <param name="RSquared"><c>1 - sum (p - y)^2 / sum (y - mean y)^2</c>; NaN when the targets do not vary.</param>
public readonly record struct OutputErrors(double MeanAbsoluteError, double RootMeanSquaredError, double RSquared)
{
    /// <summary>The mean of <c>(p - y)^2</c>.</summary>
    public double MeanSquaredError => RootMeanSquaredError * RootMeanSquaredError;
}
