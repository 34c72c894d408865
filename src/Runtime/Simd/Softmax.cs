using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Simd;

/// <summary>The softmax of rows of numbers, with a result that does not depend on the width of the vectors.</summary>
public static class Softmax
{
    /// <summary>Replaces each row by its softmax, <c>y_j = exp(x_j - max x) / sum_k exp(x_k - max x)</c>.</summary>
    /// <typeparam name="TVector">The vectors to work with.</typeparam>
    /// <param name="rows">The rows, one after the other, <paramref name="rowStride"/> floats apart.</param>
    /// <param name="rowStride">The distance from the start of one row to the next, at least <paramref name="count"/>.</param>
    /// <param name="count">The number of floats in a row, at least 1. What lies between the rows is neither read nor written.</param>
    /// <param name="rowsCount">The number of rows.</param>
    /// <remarks>
    /// <para>
    /// No finite input overflows, and minus infinity gives 0. A row with a NaN, with plus infinity, or of minus infinities only
    /// becomes NaN. Largest and sum are found in the order of <see cref="Reduction"/>.
    /// </para>
    /// <para>Nothing is allocated. Threads may work on different rows at the same time.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range, or <paramref name="rows"/> is too short for them.</exception>
    public static void Rows<TVector>(Span<float> rows, int rowStride, int count, int rowsCount)
        where TVector : struct, IVector<TVector>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowStride, count);
        ArgumentOutOfRangeException.ThrowIfNegative(rowsCount);
        if (rowsCount == 0)
            return;
        long needed = ((long)(rowsCount - 1) * rowStride) + count;
        if (rows.Length < needed)
        {
            throw new ArgumentOutOfRangeException(
                nameof(rows),
                rows.Length,
                string.Create(CultureInfo.InvariantCulture, $"{rowsCount} rows of {count} floats, {rowStride} apart, need a span of {needed} floats."));
        }

        ref float row = ref MemoryMarshal.GetReference(rows);
        Row<TVector>(ref row, count);
        for (int index = 1; index < rowsCount; index++)
        {
            row = ref Unsafe.Add(ref row, rowStride);
            Row<TVector>(ref row, count);
        }
    }

    private static void Row<TVector>(ref float row, int count)
        where TVector : struct, IVector<TVector>
    {
        const int Lanes = VirtualLanes<Lanes4>.Count;
        int whole = count & -Lanes;
        int rest = count - whole;

        TVector largest = TVector.Create(Reduction.Max<TVector>(in row, count));
        VirtualLanes<TVector> sums = VirtualLanes<TVector>.Create(0f);
        for (int index = 0; index < whole; index += Lanes)
        {
            ref float place = ref Unsafe.Add(ref row, index);
            VirtualLanes<TVector> exponentials = ExpDifference(VirtualLanes<TVector>.Load(in place), largest);
            exponentials.Store(ref place);
            sums = VirtualLanes<TVector>.Combine<Reduction.Addition>(sums, exponentials);
        }

        // The lanes beyond the end hold minus infinity, whose exponential adds nothing to the sum.
        VirtualLanes<TVector> last = default;
        if (rest != 0)
        {
            last = ExpDifference(
                Reduction.LoadRest<TVector>(ref Unsafe.Add(ref row, whole), rest, float.NegativeInfinity), largest);
            sums = VirtualLanes<TVector>.Combine<Reduction.Addition>(sums, last);
        }

        TVector sum = TVector.Create(sums.Reduce<Reduction.Addition>());
        for (int index = 0; index < whole; index += Lanes)
        {
            ref float place = ref Unsafe.Add(ref row, index);
            Divide(VirtualLanes<TVector>.Load(in place), sum).Store(ref place);
        }

        if (rest != 0)
        {
            VirtualLanesBuffer buffer = default;
            Span<float> lanes = buffer;
            Divide(last, sum).Store(ref lanes[0]);
            lanes[..rest].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref row, whole), rest));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static VirtualLanes<TVector> ExpDifference<TVector>(VirtualLanes<TVector> lanes, TVector largest)
        where TVector : struct, IVector<TVector>
    {
        lanes.First = VectorMath.Exp(lanes.First - largest);
        if (TVector.Count <= 8)
            lanes.Second = VectorMath.Exp(lanes.Second - largest);
        if (TVector.Count <= 4)
        {
            lanes.Third = VectorMath.Exp(lanes.Third - largest);
            lanes.Fourth = VectorMath.Exp(lanes.Fourth - largest);
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static VirtualLanes<TVector> Divide<TVector>(VirtualLanes<TVector> lanes, TVector divisor)
        where TVector : struct, IVector<TVector>
    {
        lanes.First /= divisor;
        if (TVector.Count <= 8)
            lanes.Second /= divisor;
        if (TVector.Count <= 4)
        {
            lanes.Third /= divisor;
            lanes.Fourth /= divisor;
        }

        return lanes;
    }
}
