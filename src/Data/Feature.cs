namespace ModelCompiler.Data;

/// <summary>How a column of a table becomes inputs of a model.</summary>
/// <param name="Column">The column.</param>
public abstract record Feature(string Column)
{
    /// <summary>The number of inputs that it makes.</summary>
    internal abstract int InputCount { get; }
}

/// <summary>A number. A missing one is filled with what the training rows say.</summary>
/// <param name="Column">The column.</param>
/// <param name="ZeroIsMissing">Whether 0 stands for "not measured".</param>
/// <param name="Strategy">What takes the place of a missing number.</param>
/// <param name="Constant">The number of <see cref="Imputation.Constant"/>.</param>
/// <param name="IndicateMissing">Whether a second input says that the number was missing (1) or not (0), as the fact may mean
/// something.</param>
public sealed record NumberFeature(
    string Column,
    bool ZeroIsMissing = false,
    Imputation Strategy = Imputation.Mean,
    double Constant = 0,
    bool IndicateMissing = false
) : Feature(Column)
{
    internal override int InputCount => IndicateMissing ? 2 : 1;
}

/// <summary>One of several categories: an input for each, 1 for the one it is. A missing or unknown one is 0 everywhere.</summary>
/// <param name="Column">The column.</param>
/// <param name="Categories">The categories; they are part of the architecture, so they are written down and not taken from the
/// data.</param>
public sealed record CategoryFeature(string Column, params string[] Categories) : Feature(Column)
{
    internal override int InputCount => Categories.Length;
}
