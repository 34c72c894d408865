using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelCompiler.Kernels;

/// <summary>Turns rows into columns, in blocks that stay in the first-level cache. Distances are in floats. Does not allocate.</summary>
internal static class Transposition
{
    // A line of the cache.
    private const int BlockColumns = 16;

    /// <summary>Computes <c>target[column, row] = source[row, column]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float source, nint sourceRow, ref float target, nint targetRow, int rows, int columns)
    {
        if (TransposedBlocks.Run(ref source, sourceRow, ref target, targetRow, rows, columns))
            return;
        for (int start = 0; start < columns; start += BlockColumns)
        {
            int end = Math.Min(columns, start + BlockColumns),
                row = 0;
            for (; row + 4 <= rows; row += 4)
            {
                ref float from = ref Unsafe.Add(ref source, row * sourceRow);
                int column = start;
                for (; column + 4 <= end; column += 4)
                    FourByFour(
                        ref Unsafe.Add(ref from, column),
                        sourceRow,
                        ref Unsafe.Add(ref target, (column * targetRow) + row),
                        targetRow
                    );
                for (; column < end; column++)
                for (int next = 0; next < 4; next++)
                    Unsafe.Add(ref target, (column * targetRow) + row + next) = Unsafe.Add(ref from, (next * sourceRow) + column);
            }

            for (; row < rows; row++)
            for (int column = start; column < end; column++)
                Unsafe.Add(ref target, (column * targetRow) + row) = Unsafe.Add(ref source, (row * sourceRow) + column);
        }
    }

    /// <summary>Turns four rows of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourByFour(ref float from, nint sourceRow, ref float to, nint targetRow)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref from),
            b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, sourceRow));
        Vector128<float> c = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * sourceRow)),
            d = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 3 * sourceRow));
        Vector128<float> lowAC = Low(a, c),
            highAC = High(a, c),
            lowBD = Low(b, d),
            highBD = High(b, d);
        Low(lowAC, lowBD).StoreUnsafe(ref to);
        High(lowAC, lowBD).StoreUnsafe(ref Unsafe.Add(ref to, targetRow));
        Low(highAC, highBD).StoreUnsafe(ref Unsafe.Add(ref to, 2 * targetRow));
        High(highAC, highBD).StoreUnsafe(ref Unsafe.Add(ref to, 3 * targetRow));
    }

    /// <summary>
    /// Turns four rows of four into columns, of which the larger of each two neighbours, element by element, is the result: two rows of
    /// four. A NaN is the larger.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LargestOfPairs(ref float from, nint sourceRow, ref float to, nint targetRow)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref from),
            b = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, sourceRow));
        Vector128<float> c = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 2 * sourceRow)),
            d = Vector128.LoadUnsafe(ref Unsafe.Add(ref from, 3 * sourceRow));
        Vector128<float> lowAC = Low(a, c),
            highAC = High(a, c),
            lowBD = Low(b, d),
            highBD = High(b, d);
        Vector128.Max(Low(lowAC, lowBD), High(lowAC, lowBD)).StoreUnsafe(ref to);
        Vector128.Max(Low(highAC, highBD), High(highAC, highBD)).StoreUnsafe(ref Unsafe.Add(ref to, targetRow));
    }

    // The first halves, or the second, one element of each in turns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported)
            return Sse.UnpackLow(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipLow(left, right);
        return Vector128.Create(left[0], right[0], left[1], right[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported)
            return Sse.UnpackHigh(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipHigh(left, right);
        return Vector128.Create(left[2], right[2], left[3], right[3]);
    }
}
