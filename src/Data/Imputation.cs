namespace ModelCompiler.Data;

/// <summary>What takes the place of a missing number.</summary>
public enum Imputation
{
    /// <summary>The mean of the training samples.</summary>
    Mean,

    /// <summary>The median of the training samples; the mean of the two in the middle where their number is even.</summary>
    Median,

    /// <summary>The value that occurs most often among the training samples; the smallest of those where several do.</summary>
    MostFrequent,

    /// <summary>A number that is given.</summary>
    Constant,
}
