using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Turns squares of eight or sixteen rows into columns, where vectors are as wide. The last squares end where the rows and the columns do,
/// and turn some elements for the second time. Distances are in floats. Does not allocate.
/// </summary>
internal static class TransposedBlocks
{
    // The 128-bit parts that a shuffle takes of two vectors: the first two of each, the last two, the even ones, the odd ones.
    private const byte FirstTwo = 0x44;
    private const byte LastTwo = 0xEE;
    private const byte Even = 0x88;
    private const byte Odd = 0xDD;
    private const byte FirstHalves = 0x20;
    private const byte SecondHalves = 0x31;

    /// <summary>Computes <c>target[column, row] = source[row, column]</c>, unless that takes another way.</summary>
    /// <returns>Whether it has.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Run(ref float source, nint sourceRow, ref float target, nint targetRow, int rows, int columns)
    {
        int least = Math.Min(rows, columns);
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported && least >= 16 && VectorWidth.PreferredBits == 512)
            Cover<Sixteen>(ref source, sourceRow, ref target, targetRow, rows, columns);
        else if (Avx.IsSupported && least >= 8 && VectorWidth.PreferredBits >= 256)
            Cover<Eight>(ref source, sourceRow, ref target, targetRow, rows, columns);
        else
            return false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cover<TBlock>(ref float source, nint sourceRow, ref float target, nint targetRow, int rows, int columns)
        where TBlock : struct, IBlock
    {
        for (int last = TBlock.Side; ; last = Math.Min(last + TBlock.Side, rows))
        {
            int row = last - TBlock.Side;
            for (int end = TBlock.Side; ; end = Math.Min(end + TBlock.Side, columns))
            {
                int column = end - TBlock.Side;
                TBlock.Turn(
                    ref Unsafe.Add(ref source, (row * sourceRow) + column),
                    sourceRow,
                    ref Unsafe.Add(ref target, (column * targetRow) + row),
                    targetRow
                );
                if (end == columns)
                    break;
            }

            if (last == rows)
                return;
        }
    }

    /// <summary>A square that is turned in registers.</summary>
    private interface IBlock
    {
        static abstract int Side { get; }

        static abstract void Turn(ref float source, nint sourceRow, ref float target, nint targetRow);
    }

    private readonly struct Eight : IBlock
    {
        public static int Side
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 8;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Turn(ref float source, nint sourceRow, ref float target, nint targetRow)
        {
            Four(ref source, sourceRow, out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2, out Vector256<float> a3);
            Four(
                ref Unsafe.Add(ref source, 4 * sourceRow),
                sourceRow,
                out Vector256<float> b0,
                out Vector256<float> b1,
                out Vector256<float> b2,
                out Vector256<float> b3
            );
            Join(a0, b0, ref target, 4 * targetRow);
            Join(a1, b1, ref Unsafe.Add(ref target, targetRow), 4 * targetRow);
            Join(a2, b2, ref Unsafe.Add(ref target, 2 * targetRow), 4 * targetRow);
            Join(a3, b3, ref Unsafe.Add(ref target, 3 * targetRow), 4 * targetRow);
        }

        // Within each 128-bit part, four rows of four become columns.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Four(
            ref float source,
            nint row,
            out Vector256<float> r0,
            out Vector256<float> r1,
            out Vector256<float> r2,
            out Vector256<float> r3
        )
        {
            Vector256<float> a = Vector256.LoadUnsafe(ref source),
                b = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, row));
            Vector256<float> c = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row)),
                d = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 3 * row));
            Vector256<float> lowAC = Avx.UnpackLow(a, c),
                highAC = Avx.UnpackHigh(a, c),
                lowBD = Avx.UnpackLow(b, d),
                highBD = Avx.UnpackHigh(b, d);
            r0 = Avx.UnpackLow(lowAC, lowBD);
            r1 = Avx.UnpackHigh(lowAC, lowBD);
            r2 = Avx.UnpackLow(highAC, highBD);
            r3 = Avx.UnpackHigh(highAC, highBD);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Join(Vector256<float> a, Vector256<float> b, ref float target, nint fourRows)
        {
            Avx.Permute2x128(a, b, FirstHalves).StoreUnsafe(ref target);
            Avx.Permute2x128(a, b, SecondHalves).StoreUnsafe(ref Unsafe.Add(ref target, fourRows));
        }
    }

    private readonly struct Sixteen : IBlock
    {
        public static int Side
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 16;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Turn(ref float source, nint sourceRow, ref float target, nint targetRow)
        {
            Four(ref source, sourceRow, out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3);
            source = ref Unsafe.Add(ref source, 4 * sourceRow);
            Four(ref source, sourceRow, out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3);
            source = ref Unsafe.Add(ref source, 4 * sourceRow);
            Four(ref source, sourceRow, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
            source = ref Unsafe.Add(ref source, 4 * sourceRow);
            Four(ref source, sourceRow, out Vector512<float> d0, out Vector512<float> d1, out Vector512<float> d2, out Vector512<float> d3);
            Join(a0, b0, c0, d0, ref target, 4 * targetRow);
            Join(a1, b1, c1, d1, ref Unsafe.Add(ref target, targetRow), 4 * targetRow);
            Join(a2, b2, c2, d2, ref Unsafe.Add(ref target, 2 * targetRow), 4 * targetRow);
            Join(a3, b3, c3, d3, ref Unsafe.Add(ref target, 3 * targetRow), 4 * targetRow);
        }

        // Within each 128-bit part, four rows of four become columns.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Four(
            ref float source,
            nint row,
            out Vector512<float> r0,
            out Vector512<float> r1,
            out Vector512<float> r2,
            out Vector512<float> r3
        )
        {
            Vector512<float> a = Vector512.LoadUnsafe(ref source),
                b = Vector512.LoadUnsafe(ref Unsafe.Add(ref source, row));
            Vector512<float> c = Vector512.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row)),
                d = Vector512.LoadUnsafe(ref Unsafe.Add(ref source, 3 * row));
            Vector512<float> lowAC = Avx512F.UnpackLow(a, c),
                highAC = Avx512F.UnpackHigh(a, c),
                lowBD = Avx512F.UnpackLow(b, d),
                highBD = Avx512F.UnpackHigh(b, d);
            r0 = Avx512F.UnpackLow(lowAC, lowBD);
            r1 = Avx512F.UnpackHigh(lowAC, lowBD);
            r2 = Avx512F.UnpackLow(highAC, highBD);
            r3 = Avx512F.UnpackHigh(highAC, highBD);
        }

        // The parts of four vectors, turned in their turn.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Join(
            Vector512<float> a,
            Vector512<float> b,
            Vector512<float> c,
            Vector512<float> d,
            ref float target,
            nint fourRows
        )
        {
            Vector512<float> firstAB = Avx512F.Shuffle4x128(a, b, FirstTwo),
                lastAB = Avx512F.Shuffle4x128(a, b, LastTwo);
            Vector512<float> firstCD = Avx512F.Shuffle4x128(c, d, FirstTwo),
                lastCD = Avx512F.Shuffle4x128(c, d, LastTwo);
            Avx512F.Shuffle4x128(firstAB, firstCD, Even).StoreUnsafe(ref target);
            Avx512F.Shuffle4x128(firstAB, firstCD, Odd).StoreUnsafe(ref Unsafe.Add(ref target, fourRows));
            Avx512F.Shuffle4x128(lastAB, lastCD, Even).StoreUnsafe(ref Unsafe.Add(ref target, 2 * fourRows));
            Avx512F.Shuffle4x128(lastAB, lastCD, Odd).StoreUnsafe(ref Unsafe.Add(ref target, 3 * fourRows));
        }
    }
}
