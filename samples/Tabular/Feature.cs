namespace Tabular;

/// <summary>How a column becomes inputs of a model.</summary>
/// <param name="Column">The column.</param>
internal abstract record Feature(string Column);

/// <summary>A number. A missing one is replaced by the mean of the training samples.</summary>
/// <param name="Column">The column.</param>
/// <param name="ZeroIsMissing">Whether 0 stands for "not measured".</param>
internal sealed record NumberFeature(string Column, bool ZeroIsMissing = false) : Feature(Column);

/// <summary>One of several categories: an input for each, 1 for the one it is. A missing or unknown one is 0 everywhere.</summary>
/// <param name="Column">The column.</param>
/// <param name="Categories">The categories; they are part of the architecture, so they are written down and not taken from the data.</param>
internal sealed record CategoryFeature(string Column, params string[] Categories) : Feature(Column);
