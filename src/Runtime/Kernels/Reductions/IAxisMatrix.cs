namespace ModelCompiler.Kernels;

/// <summary>
/// What each value along one dimension of an image is a weighted sum of: for each output its first input and the weights of that one and
/// the following. Rows that are repeated every so many outputs, so many inputs further on, are stored once: those of the head, one period
/// and those of the tail. Generated code supplies it.
/// </summary>
public interface IAxisMatrix
{
    /// <summary>The number of outputs.</summary>
    static abstract int Outputs { get; }

    /// <summary>The rows before the first period.</summary>
    static virtual int Head => 0;

    /// <summary>The rows of a period.</summary>
    static abstract int Period { get; }

    /// <summary>How many inputs further each period reads.</summary>
    static virtual int Step => 0;

    /// <summary>The rows after the last period, which may break off.</summary>
    static virtual int Tail => 0;

    /// <summary>The first input of each row.</summary>
    static abstract ReadOnlySpan<int> Starts { get; }

    /// <summary>The number of inputs of each row.</summary>
    static abstract ReadOnlySpan<int> Counts { get; }

    /// <summary>Where the weights of each row start.</summary>
    static abstract ReadOnlySpan<int> Firsts { get; }

    /// <summary>The distance between the weights of a row: 1, or 0 when they are equal and stored once.</summary>
    static abstract int WeightStep { get; }

    /// <summary>The weights.</summary>
    static abstract ReadOnlySpan<float> Weights { get; }
}
