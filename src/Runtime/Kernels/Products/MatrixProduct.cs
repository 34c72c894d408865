using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Products of two matrices of each sample, <c>y[r, c] = sum over k of x[r, k] w[k, c]</c>, summed in the order of k with one multiply-add
/// each, so that the bits depend on nothing but the operands. Distances are in floats. Does not allocate.
/// </summary>
public static class MatrixProduct
{
    private const int RowsOfTile = 4;

    /// <summary>Multiplies consecutive samples.</summary>
    /// <param name="x">The first value of the first factor.</param>
    /// <param name="sampleX">The distance between its samples.</param>
    /// <param name="rowX">The distance between its rows.</param>
    /// <param name="innerX">The distance between two values of a row; 1, or that between rows when it is transposed.</param>
    /// <param name="w">The first row of the second factor, whose padding is zero.</param>
    /// <param name="sampleW">The distance between its samples.</param>
    /// <param name="rowW">The distance between its rows.</param>
    /// <param name="y">The first row of the product; its padding becomes zero. Must be neither factor.</param>
    /// <param name="sampleY">The distance between its samples.</param>
    /// <param name="columns">The distance between its rows, whole vectors: what is computed of each.</param>
    /// <param name="rows">The rows of the product.</param>
    /// <param name="inner">The products of a sum.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(
        ref readonly float x,
        int sampleX,
        int rowX,
        int innerX,
        ref readonly float w,
        int sampleW,
        int rowW,
        ref float y,
        int sampleY,
        int columns,
        int rows,
        int inner,
        int samples
    )
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float left = ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * sampleX);
            ref float right = ref Unsafe.Add(ref Unsafe.AsRef(in w), (nint)sample * sampleW);
            ref float product = ref Unsafe.Add(ref y, (nint)sample * sampleY);
            int row = 0;
            for (; row + RowsOfTile <= rows; row += RowsOfTile)
            {
                ref float tile = ref Unsafe.Add(ref left, row * rowX);
                ref float target = ref Unsafe.Add(ref product, row * columns);
                int column = 0;
                for (; column + (2 * TVector.Count) <= columns; column += 2 * TVector.Count)
                    FourByTwo<TVector>(
                        ref tile,
                        rowX,
                        innerX,
                        ref Unsafe.Add(ref right, column),
                        rowW,
                        ref Unsafe.Add(ref target, column),
                        columns,
                        inner
                    );
                for (; column < columns; column += TVector.Count)
                for (int next = 0; next < RowsOfTile; next++)
                    OneByOne<TVector>(
                        ref Unsafe.Add(ref tile, next * rowX),
                        innerX,
                        ref Unsafe.Add(ref right, column),
                        rowW,
                        ref Unsafe.Add(ref target, (next * columns) + column),
                        inner
                    );
            }

            for (; row < rows; row++)
            for (int column = 0; column < columns; column += TVector.Count)
                OneByOne<TVector>(
                    ref Unsafe.Add(ref left, row * rowX),
                    innerX,
                    ref Unsafe.Add(ref right, column),
                    rowW,
                    ref Unsafe.Add(ref product, (row * columns) + column),
                    inner
                );
        }
    }

    /// <summary>Turns the rows of a matrix of each sample into columns; what pads the new rows becomes zero.</summary>
    /// <param name="x">The first row.</param>
    /// <param name="layout">How rows lie: one for each pixel.</param>
    /// <param name="y">The first row of the result.</param>
    /// <param name="result">How its rows lie: as many as x has <paramref name="columns"/>.</param>
    /// <param name="columns">The columns of x.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref readonly float x, PixelLayout layout, ref float y, PixelLayout result, int columns, int samples)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float target = ref Unsafe.Add(ref y, (nint)sample * result.Sample);
            if (result.Columns != layout.Pixels)
                System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref target, result.Pixels * result.Columns).Clear();
            Transposition.Run(
                ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * layout.Sample),
                layout.Columns,
                ref target,
                result.Columns,
                layout.Pixels,
                columns
            );
        }
    }

    /// <summary>Four rows by two vectors of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FourByTwo<TVector>(ref float x, int rowX, int innerX, ref float w, int rowW, ref float y, int rowY, int inner)
        where TVector : struct, IVector<TVector>
    {
        TVector s00 = TVector.Zero,
            s01 = TVector.Zero,
            s10 = TVector.Zero,
            s11 = TVector.Zero,
            s20 = TVector.Zero,
            s21 = TVector.Zero,
            s30 = TVector.Zero,
            s31 = TVector.Zero;
        for (int k = 0; k < inner; k++)
        {
            TVector w0 = TVector.Load(in w),
                w1 = TVector.Load(in Unsafe.Add(ref w, TVector.Count));
            TVector value = TVector.Create(x);
            s00 = TVector.MultiplyAdd(value, w0, s00);
            s01 = TVector.MultiplyAdd(value, w1, s01);
            value = TVector.Create(Unsafe.Add(ref x, rowX));
            s10 = TVector.MultiplyAdd(value, w0, s10);
            s11 = TVector.MultiplyAdd(value, w1, s11);
            value = TVector.Create(Unsafe.Add(ref x, 2 * rowX));
            s20 = TVector.MultiplyAdd(value, w0, s20);
            s21 = TVector.MultiplyAdd(value, w1, s21);
            value = TVector.Create(Unsafe.Add(ref x, 3 * rowX));
            s30 = TVector.MultiplyAdd(value, w0, s30);
            s31 = TVector.MultiplyAdd(value, w1, s31);
            x = ref Unsafe.Add(ref x, innerX);
            w = ref Unsafe.Add(ref w, rowW);
        }

        Store(s00, s01, ref y);
        Store(s10, s11, ref Unsafe.Add(ref y, rowY));
        Store(s20, s21, ref Unsafe.Add(ref y, 2 * rowY));
        Store(s30, s31, ref Unsafe.Add(ref y, 3 * rowY));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVector>(TVector first, TVector second, ref float y)
        where TVector : struct, IVector<TVector>
    {
        TVector.Store(first, ref y);
        TVector.Store(second, ref Unsafe.Add(ref y, TVector.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByOne<TVector>(ref float x, int innerX, ref float w, int rowW, ref float y, int inner)
        where TVector : struct, IVector<TVector>
    {
        TVector sum = TVector.Zero;
        for (int k = 0; k < inner; k++)
        {
            sum = TVector.MultiplyAdd(TVector.Create(x), TVector.Load(in w), sum);
            x = ref Unsafe.Add(ref x, innerX);
            w = ref Unsafe.Add(ref w, rowW);
        }

        TVector.Store(sum, ref y);
    }
}
