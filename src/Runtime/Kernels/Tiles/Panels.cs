using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>A panel of a packed weight, as a type.</summary>
internal interface IPanel
{
    /// <summary>The columns of the panel, which are the distance between two k.</summary>
    static abstract int Width { get; }
}

/// <summary>A full panel.</summary>
internal readonly struct FullPanel : IPanel
{
    public static int Width => ParameterLayout.PanelWidth;
}

/// <summary>The last panel, which has the columns that remain.</summary>
internal readonly struct LastPanel<TShape> : IPanel
    where TShape : struct, IProductShape
{
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Columns % ParameterLayout.PanelWidth;
    }
}

/// <summary>What a kernel does with a slice of columns: as many as a tile has.</summary>
internal interface IPanelWork
{
    /// <summary>Whether tiles are one vector wide even where there are two.</summary>
    static virtual bool IsOneVectorWide => false;

    /// <summary>Computes one slice.</summary>
    /// <typeparam name="TPanel">The panel's width.</typeparam>
    /// <typeparam name="TVectors">The number of vectors in the slice.</typeparam>
    /// <param name="panel">The first column of the panel.</param>
    /// <param name="slice">The first column of the slice, counted from that.</param>
    void Slice<TPanel, TVectors>(int panel, int slice)
        where TPanel : struct, IPanel
        where TVectors : struct, IVectorsPerTile;
}

/// <summary>
/// Walks over the columns of a product: full panels first, then the last one; each in slices of two vectors, or of one where no two
/// remain.
/// </summary>
internal static class Panels
{
    /// <summary>
    /// Does the work of some columns, from the start of a panel to the end of one. What a shape does not have, the compiler sees by the
    /// constants and leaves out.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="column">The first column.</param>
    /// <param name="end">The column after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TShape, TWork>(scoped ref TWork work, int column, int end)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IProductShape
        where TWork : struct, IPanelWork, allows ref struct
    {
        // First of all: when the work has used up what the just-in-time compiler inlines in one method, even this would be a call.
        int panel = column,
            last = LastPanel<TShape>.Width;
        if (TShape.Columns >= FullPanel.Width)
        {
            for (; panel + FullPanel.Width <= end; panel += FullPanel.Width)
            {
                for (int slice = 0; slice < FullPanel.Width; slice += TWork.IsOneVectorWide ? TVector.Count : 2 * TVector.Count)
                {
                    if (TWork.IsOneVectorWide)
                        work.Slice<FullPanel, OneVector>(panel, slice);
                    else
                        work.Slice<FullPanel, TwoVectors>(panel, slice);
                }
            }
        }

        if (last == 0 || panel >= end)
            return;
        for (int slice = 0; slice < last; )
        {
            if (!TWork.IsOneVectorWide && HasTwoVectors<TVector>(LastPanel<TShape>.Width, slice))
            {
                work.Slice<LastPanel<TShape>, TwoVectors>(panel, slice);
                slice += 2 * TVector.Count;
            }
            else
            {
                work.Slice<LastPanel<TShape>, OneVector>(panel, slice);
                slice += TVector.Count;
            }
        }
    }

    // Where all slices have two vectors, or none has, this is a constant, so that the other kind is not compiled.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasTwoVectors<TVector>(int columns, int slice)
        where TVector : struct, IVector<TVector> =>
        columns >= 2 * TVector.Count && (columns % (2 * TVector.Count) == 0 || columns - slice >= 2 * TVector.Count);
}
