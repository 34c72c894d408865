namespace ModelCompiler.Kernels;

/// <summary>
/// What the shapes of all products have in common. A shape is a type whose members are constants, so that each product of each model is
/// compiled with constant bounds and strides.
/// </summary>
public interface IProductShape
{
    /// <summary>
    /// The number of columns as stored: 4, 8 or a multiple of 16. On images they are the channels, of one group where there are
    /// several.
    /// </summary>
    static abstract int Columns { get; }
}

/// <summary>
/// The shape of the product <c>y[sample, column] = sum over k of x[sample, k] * w[k, column]</c>. Generated code supplies it; distances
/// are in floats.
/// </summary>
public interface IContractionShape : IProductShape
{
    /// <summary>The number of k.</summary>
    static abstract int Inner { get; }

    /// <summary>
    /// The number of k summed in one go. A sum of more k is made of the blocks' sums, added in order: a block of x and w fits the
    /// first-level cache, and the blocks of a single sample are summed side by side.
    /// </summary>
    static abstract int Block { get; }

    /// <summary>The distance between two samples of x.</summary>
    static abstract int LeftStride { get; }

    /// <summary>The distance between two samples of y.</summary>
    static abstract int OutputStride { get; }
}

/// <summary>
/// The shape of a weight gradient, <c>g[i, column] = sum over samples of x[sample, i] * d[sample, column]</c>. Generated code supplies
/// it; distances are in floats.
/// </summary>
public interface IWeightGradientShape : IProductShape
{
    /// <summary>The number of i, the inputs of the layer.</summary>
    static abstract int Inner { get; }

    /// <summary>The distance between two samples of x.</summary>
    static abstract int LeftStride { get; }

    /// <summary>The distance between two samples of d.</summary>
    static abstract int RightStride { get; }
}
