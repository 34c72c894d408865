using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>The number of columns of a table, as a constant of a type; generated code supplies it.</summary>
public interface IColumns
{
    /// <summary>The columns as stored.</summary>
    static abstract int Count { get; }
}

/// <summary>
/// Normalises a sum with a <see cref="ChannelTable"/> of running statistics, <c>sum * scale + folded</c>, before another epilogue has it.
/// </summary>
public readonly struct Normalize<TColumns, TEpilogue> : IEpilogue
    where TColumns : struct, IColumns
    where TEpilogue : struct, IEpilogue
{
    /// <inheritdoc/>
    public static int TableColumns => TColumns.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector sum, ref float output, ref float saved)
        where TVector : struct, IVector<TVector> => TEpilogue.Store(sum, ref output, ref saved);
}

/// <summary>Where kernels find the numbers of an epilogue's table.</summary>
internal static class FoldedTable
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Scale<TVector, TEpilogue>(ref float table, int column)
        where TVector : struct, IVector<TVector>
        where TEpilogue : struct, IEpilogue =>
        TVector.Load(in Unsafe.Add(ref table, (ChannelTable.Scale * TEpilogue.TableColumns) + column));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Shift<TVector, TEpilogue>(ref float table, int column)
        where TVector : struct, IVector<TVector>
        where TEpilogue : struct, IEpilogue =>
        TVector.Load(in Unsafe.Add(ref table, (ChannelTable.Folded * TEpilogue.TableColumns) + column));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TVector, TEpilogue>(TVector sum, ref float table, int column)
        where TVector : struct, IVector<TVector>
        where TEpilogue : struct, IEpilogue =>
        TVector.MultiplyAdd(sum, Scale<TVector, TEpilogue>(ref table, column), Shift<TVector, TEpilogue>(ref table, column));
}
