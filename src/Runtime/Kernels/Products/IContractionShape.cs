namespace ModelCompiler.Kernels;

/// <summary>
/// The shape of the product <c>y[sample, column] = sum over k of x[sample, k] * w[k, column]</c> as constants of a type,
/// so that each product of each model is compiled with constant bounds and strides. Generated code supplies it.
/// </summary>
public interface IContractionShape
{
    /// <summary>The number of k.</summary>
    static abstract int Inner { get; }

    /// <summary>The number of columns as stored: 4, 8 or a multiple of 16.</summary>
    static abstract int Columns { get; }

    /// <summary>
    /// The number of k summed in one go. A sum of more k is made of the blocks' sums, added in order: a block of x and w fits the
    /// first-level cache, and the blocks of a single sample are summed side by side.
    /// </summary>
    static abstract int Block { get; }

    /// <summary>The distance between two samples of x, in floats.</summary>
    static abstract int LeftStride { get; }

    /// <summary>The distance between two samples of y, in floats.</summary>
    static abstract int OutputStride { get; }
}

/// <summary>The shape of a weight gradient, <c>g[i, column] = sum over samples of x[sample, i] * d[sample, column]</c>.</summary>
public interface IWeightGradientShape
{
    /// <summary>The number of i, the inputs of the layer.</summary>
    static abstract int Inner { get; }

    /// <summary>The number of columns as stored, the padded outputs of the layer.</summary>
    static abstract int Columns { get; }

    /// <summary>The distance between two samples of x, in floats.</summary>
    static abstract int LeftStride { get; }

    /// <summary>The distance between two samples of d, in floats.</summary>
    static abstract int RightStride { get; }
}
