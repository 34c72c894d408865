using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Reductions of a row that is padded to whole vectors (4, 8 or a multiple of 16 floats): what lies in the padding is masked, not read one
/// by one. The order is that of <see cref="Reduction"/>: sixteen virtual lanes, then a fixed tree.
/// </summary>
internal static class PaddedRow
{
    private static ReadOnlySpan<float> LaneNumbers => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    // Both reductions are methods of their own in the machine code: a kernel that has several of them, or a logarithm besides, would be
    // beyond what the just-in-time compiler inlines in one method, and every operation of a vector a call. For the same reason the first
    // block is not treated apart.

    /// <summary>The largest of the first <paramref name="count"/> elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Max<TVector>(ref float row, int count, int stride)
        where TVector : struct, IVector<TVector>
    {
        var largest = VirtualLanes<TVector>.Create(float.NegativeInfinity);
        for (int index = 0; index < count; index += VirtualLanes<TVector>.Count)
            largest = VirtualLanes<TVector>.Combine<Reduction.Maximum>(
                largest,
                Load<TVector>(ref row, index, count, stride, float.NegativeInfinity)
            );
        return largest.Reduce<Reduction.Maximum>();
    }

    /// <summary>Replaces each element by <c>exp(element - offset)</c>, the padding by zero, and returns the sum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float ExponentialsAndSum<TVector>(ref float row, float offset, int count, int stride)
        where TVector : struct, IVector<TVector>
    {
        TVector shift = TVector.Create(offset);
        var sums = VirtualLanes<TVector>.Create(0f);
        for (int index = 0; index < count; index += VirtualLanes<TVector>.Count)
            sums = VirtualLanes<TVector>.Combine<Reduction.Addition>(sums, Exponentials(ref row, shift, index, count, stride));
        for (int index = (count + VirtualLanes<TVector>.Count - 1) & -VirtualLanes<TVector>.Count; index < stride; index++)
            Unsafe.Add(ref row, index) = 0f;
        return sums.Reduce<Reduction.Addition>();
    }

    /// <summary>The sum of <c>element - offset</c> of the first <paramref name="count"/> elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float SumOfDifferences<TVector>(ref float row, float offset, int count, int stride)
        where TVector : struct, IVector<TVector>
    {
        var sums = VirtualLanes<TVector>.Create(0f);
        var shift = VirtualLanes<TVector>.Create(-offset);
        for (int index = 0; index < count; index += VirtualLanes<TVector>.Count)
            sums = VirtualLanes<TVector>.Combine<Reduction.Addition>(
                sums,
                VirtualLanes<TVector>.Combine<Reduction.Addition>(Load<TVector>(ref row, index, count, stride, offset), shift)
            );
        return sums.Reduce<Reduction.Addition>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static VirtualLanes<TVector> Load<TVector>(ref float row, int index, int count, int stride, float neutral)
        where TVector : struct, IVector<TVector>
    {
        VirtualLanes<TVector> lanes = default;
        lanes.First = Vector<TVector>(ref row, index, count, stride, neutral);
        if (TVector.Count <= 8)
            lanes.Second = Vector<TVector>(ref row, index + TVector.Count, count, stride, neutral);
        if (TVector.Count <= 4)
        {
            lanes.Third = Vector<TVector>(ref row, index + (2 * TVector.Count), count, stride, neutral);
            lanes.Fourth = Vector<TVector>(ref row, index + (3 * TVector.Count), count, stride, neutral);
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static VirtualLanes<TVector> Exponentials<TVector>(ref float row, TVector shift, int index, int count, int stride)
        where TVector : struct, IVector<TVector>
    {
        VirtualLanes<TVector> lanes = default;
        lanes.First = Exponential(ref row, shift, index, count, stride);
        if (TVector.Count <= 8)
            lanes.Second = Exponential(ref row, shift, index + TVector.Count, count, stride);
        if (TVector.Count <= 4)
        {
            lanes.Third = Exponential(ref row, shift, index + (2 * TVector.Count), count, stride);
            lanes.Fourth = Exponential(ref row, shift, index + (3 * TVector.Count), count, stride);
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Exponential<TVector>(ref float row, TVector shift, int index, int count, int stride)
        where TVector : struct, IVector<TVector>
    {
        if (index >= stride)
            return TVector.Zero;
        ref float place = ref Unsafe.Add(ref row, index);
        TVector value = VectorMath.Exp(TVector.Load(in place) - shift) & Mask<TVector>(count - index);
        TVector.Store(value, ref place);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Vector<TVector>(ref float row, int index, int count, int stride, float neutral)
        where TVector : struct, IVector<TVector> =>
        index >= stride
            ? TVector.Create(neutral)
            : TVector.Select(Mask<TVector>(count - index), TVector.Load(in Unsafe.Add(ref row, index)), TVector.Create(neutral));

    /// <summary>All bits of the first <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Mask<TVector>(int count)
        where TVector : struct, IVector<TVector> => TVector.LessThan(TVector.Load(in LaneNumbers[0]), TVector.Create(count));
}
