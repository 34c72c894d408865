namespace ModelCompiler.Shared;

/// <summary>What the compiler reserves for a normalisation over a batch, and kernels fill.</summary>
internal static class NormalizationTable
{
    /// <summary>The rows of a table of channels.</summary>
    public const int Rows = 7;

    /// <summary>Where a frozen layer has the rows (zero, factor, zero) that its gradient is mapped with.</summary>
    public const int GradientRow = 4;

    /// <summary>The samples whose statistics are computed together, each block with two rows of its own.</summary>
    public const int BlockSamples = 8;
}
