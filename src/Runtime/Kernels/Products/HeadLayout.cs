using System.Runtime.CompilerServices;

namespace ModelCompiler.Kernels;

/// <summary>How the values of a factor, or of the product, of <see cref="HeadProduct"/> lie. Distances are in floats.</summary>
/// <param name="Sample">The distance between two samples.</param>
/// <param name="Row">The distance between two rows.</param>
/// <param name="Inner">The distance between two values of a row; 1 where they lie side by side.</param>
public readonly record struct HeadLayout(int Sample, int Row, int Inner = 1);

/// <summary>A loop around the products of one sample, over heads: how far each step goes in both factors and in the product.</summary>
/// <param name="Count">The number of steps.</param>
/// <param name="X">The distance in the first factor.</param>
/// <param name="W">The distance in the second factor.</param>
/// <param name="Y">The distance in the product; 0 where the steps are added up.</param>
public readonly record struct HeadLoop(int Count, int X, int W, int Y)
{
    /// <summary>No loop.</summary>
    public static HeadLoop Once => new(1, 0, 0, 0);
}

/// <summary>
/// Which products count: of the row i those from <c>i + Lower</c> to <c>i + Upper</c>. What lies outside is not read where the indices are
/// those of a sum, apart from zeros beside it, and is anything where they are columns.
/// </summary>
/// <param name="Lower">The first one of the row 0.</param>
/// <param name="Upper">The last one of the row 0.</param>
/// <param name="IsOfColumns">Whether the indices are columns, in place of those that are summed over.</param>
public readonly record struct HeadBand(int Lower, int Upper, bool IsOfColumns)
{
    /// <summary>A distance beyond all indices.</summary>
    public const int Unlimited = 1 << 30;

    /// <summary>All products.</summary>
    public static HeadBand All
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(-Unlimited, Unlimited, false);
    }
}
