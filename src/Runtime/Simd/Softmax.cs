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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rowsCount} rows of {count} floats, {rowStride} apart, need a span of {needed} floats."
                )
            );
        }

        ref float row = ref MemoryMarshal.GetReference(rows);
        Row<TVector>(ref row, count);
        for (int index = 1; index < rowsCount; index++)
        {
            row = ref Unsafe.Add(ref row, rowStride);
            Row<TVector>(ref row, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<TVector>(ref float row, int count)
        where TVector : struct, IVector<TVector>
    {
        // What is left over after whole blocks works in a buffer of its own. Its unused lanes hold minus infinity, which is never
        // the largest and whose exponential adds nothing to the sum.
        const int Lanes = VirtualLanes<Lanes4>.Count;
        int whole = count & -Lanes;
        int restCount = count - whole;
        VirtualLanesBuffer buffer = default;
        if (restCount != 0)
            buffer.Fill(in Unsafe.Add(ref row, whole), restCount, float.NegativeInfinity);
        Span<float> rest = ((Span<float>)buffer)[..(restCount == 0 ? 0 : Lanes)];

        float largest = Reduction.ReduceBlocks<TVector, Reduction.Maximum>(in row, whole, rest);
        ExpOfDifference<TVector>(ref row, whole, largest);
        ExpOfDifference<TVector>(ref MemoryMarshal.GetReference(rest), rest.Length, largest);

        float sum = Reduction.ReduceBlocks<TVector, Reduction.Addition>(in row, whole, rest);
        Divide<TVector>(ref row, whole, sum);
        Divide<TVector>(ref MemoryMarshal.GetReference(rest), rest.Length, sum);
        if (restCount != 0)
            rest[..restCount].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref row, whole), restCount));
    }

    /// <summary>Replaces <paramref name="length"/> values, whole vectors, by <c>exp(x - subtrahend)</c>.</summary>
    /// <remarks>Not inlined: the exponential alone takes a good part of what the JIT is willing to inline into one method.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void ExpOfDifference<TVector>(ref float values, int length, float subtrahend)
        where TVector : struct, IVector<TVector>
    {
        TVector subtrahends = TVector.Create(subtrahend);
        for (int index = 0; index < length; index += TVector.Count)
        {
            ref float place = ref Unsafe.Add(ref values, index);
            TVector.Store(VectorMath.Exp(TVector.Load(in place) - subtrahends), ref place);
        }
    }

    /// <summary>Divides values, whole vectors of which at least <paramref name="length"/> are wanted.</summary>
    // On its own: maximum and exponentials use up what the just-in-time compiler inlines in one method, and every operation of this loop
    // would become a call.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Divide<TVector>(ref float values, int length, float divisor)
        where TVector : struct, IVector<TVector>
    {
        TVector divisors = TVector.Create(divisor);
        for (int index = 0; index < length; index += TVector.Count)
        {
            ref float place = ref Unsafe.Add(ref values, index);
            TVector.Store(TVector.Load(in place) / divisors, ref place);
        }
    }
}
