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
/// Normalises a sum with the first three rows of a <see cref="ChannelTable"/>, <c>(sum - center) * scale + shift</c>, before another epilogue has it. The bits are those of a <see cref="ChannelMap"/>
/// over stored sums.
/// </summary>
public readonly struct Normalize<TColumns, TEpilogue> : IEpilogue
    where TColumns : struct, IColumns
    where TEpilogue : struct, IEpilogue
{
    /// <inheritdoc/>
    public static bool ReadsColumns => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfColumns<TVector>(TVector sum, ref readonly float column)
        where TVector : struct, IVector<TVector>
    {
        ref float center = ref Unsafe.AsRef(in column);
        TVector scale = TVector.Load(in Unsafe.Add(ref center, ChannelTable.Scale * TColumns.Count));
        return TVector.MultiplyAdd(sum - TVector.Load(in center), scale, TVector.Load(in Unsafe.Add(ref center, ChannelTable.Shift * TColumns.Count)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector sum, ref float output, ref float saved)
        where TVector : struct, IVector<TVector> => TEpilogue.Store(sum, ref output, ref saved);
}
