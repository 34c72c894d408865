using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Products of two matrices of each head of each sample, <c>y[r, c] = sum over k of x[r, k] w[k, c]</c>, where the heads lie side by side.
/// Summed in the order of k with one multiply-add each, so that the bits depend on nothing but the operands: neither on how many sums there
/// would be further on, nor on the width of vectors. Does not allocate.
/// </summary>
public static class HeadProduct
{
    private const int RowsOfTile = 4;

    /// <summary>Multiplies consecutive samples.</summary>
    /// <param name="x">The first value of the first factor.</param>
    /// <param name="layoutX">How its values lie.</param>
    /// <param name="w">The first row of the second factor.</param>
    /// <param name="layoutW">How its rows lie.</param>
    /// <param name="y">The first row of the product. Must be neither factor.</param>
    /// <param name="layoutY">How its rows lie.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="repeats">The heads that share a row of heads of the second factor, or of the product.</param>
    /// <param name="band">Which products count.</param>
    /// <param name="rows">The rows of the product.</param>
    /// <param name="inner">The products of a sum.</param>
    /// <param name="columns">The columns: what is computed of each row.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(
        ref readonly float x,
        HeadLayout layoutX,
        ref readonly float w,
        HeadLayout layoutW,
        ref float y,
        HeadLayout layoutY,
        HeadLoop heads,
        HeadLoop repeats,
        HeadBand band,
        int rows,
        int inner,
        int columns,
        int samples
    )
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        for (int head = 0; head < heads.Count; head++)
        for (int repeat = 0; repeat < repeats.Count; repeat++)
        {
            var product = new Matrices
            {
                RowX = layoutX.Row,
                InnerX = layoutX.Inner,
                RowW = layoutW.Row,
                RowY = layoutY.Row,
                Rows = rows,
                Inner = inner,
                Columns = columns,
                Adds = repeat > 0 && repeats.Y == 0,
            };
            Head<TVector>(
                ref Unsafe.Add(ref Unsafe.AsRef(in x), ((nint)sample * layoutX.Sample) + (head * heads.X) + (repeat * repeats.X)),
                ref Unsafe.Add(ref Unsafe.AsRef(in w), ((nint)sample * layoutW.Sample) + (head * heads.W) + (repeat * repeats.W)),
                ref Unsafe.Add(ref y, ((nint)sample * layoutY.Sample) + (head * heads.Y) + (repeat * repeats.Y)),
                in product,
                band
            );
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Head<TVector>(ref float x, ref float w, ref float y, ref readonly Matrices product, HeadBand band)
        where TVector : struct, IVector<TVector>
    {
        int rowsOfTile;
        for (int row = 0; row < product.Rows; row += rowsOfTile)
        {
            rowsOfTile = row + RowsOfTile <= product.Rows ? RowsOfTile : 1;

            // What any row of the tile needs; beside the band of one row lie zeros, or nothing that anyone reads.
            int end = band.IsOfColumns ? product.Columns : product.Inner,
                first = Math.Clamp(row + band.Lower, 0, end),
                last = Math.Clamp(row + rowsOfTile + band.Upper, first, end);
            int column = 0,
                columns = product.Columns,
                start = 0,
                count = product.Inner;
            if (band.IsOfColumns)
            {
                column = first & -TVector.Count;
                columns = Math.Min(columns, (last + TVector.Count - 1) & -TVector.Count);
            }
            else
            {
                start = first;
                count = last - first;
            }

            Tiles<TVector>(
                ref Unsafe.Add(ref x, (row * product.RowX) + (start * product.InnerX)),
                ref Unsafe.Add(ref w, start * product.RowW),
                ref Unsafe.Add(ref y, row * product.RowY),
                in product,
                new Part(rowsOfTile, column, columns, count)
            );
        }
    }

    // The columns of one or four rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles<TVector>(ref float x, ref float w, ref float y, ref readonly Matrices product, Part part)
        where TVector : struct, IVector<TVector>
    {
        int column = part.Column;
        if (part.Rows == RowsOfTile && !product.Adds)
            for (; column + (2 * TVector.Count) <= part.Columns; column += 2 * TVector.Count)
                MatrixProduct.FourByTwo<TVector>(
                    ref x,
                    product.RowX,
                    product.InnerX,
                    ref Unsafe.Add(ref w, column),
                    product.RowW,
                    ref Unsafe.Add(ref y, column),
                    product.RowY,
                    part.Inner
                );
        for (; column < part.Columns; column += TVector.Count)
        for (int row = 0; row < part.Rows; row++)
        {
            ref float factor = ref Unsafe.Add(ref x, row * product.RowX);
            ref float target = ref Unsafe.Add(ref y, (row * product.RowY) + column);
            int lanes = part.Columns - column;
            if (lanes >= TVector.Count)
                One<TVector>(ref factor, product.InnerX, ref Unsafe.Add(ref w, column), product.RowW, ref target, part.Inner, product.Adds);
            else
                Partial<TVector>(ref factor, ref Unsafe.Add(ref w, column), ref target, in product, part.Inner, lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TVector>(ref float x, int innerX, ref float w, int rowW, ref float y, int inner, bool adds)
        where TVector : struct, IVector<TVector>
    {
        TVector sum = adds ? TVector.Load(in y) : TVector.Zero;
        for (int k = 0; k < inner; k++)
        {
            sum = TVector.MultiplyAdd(TVector.Create(x), TVector.Load(in w), sum);
            x = ref Unsafe.Add(ref x, innerX);
            w = ref Unsafe.Add(ref w, rowW);
        }

        TVector.Store(sum, ref y);
    }

    // A head that ends within a vector: what lies behind it belongs to the next one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Partial<TVector>(ref float x, ref float w, ref float y, ref readonly Matrices product, int inner, int lanes)
        where TVector : struct, IVector<TVector>
    {
        TVector sum = product.Adds ? PartialVector.LoadApart<TVector>(in y, lanes) : TVector.Zero;
        for (int k = 0; k < inner; k++)
        {
            sum = TVector.MultiplyAdd(TVector.Create(x), PartialVector.LoadApart<TVector>(in w, lanes), sum);
            x = ref Unsafe.Add(ref x, product.InnerX);
            w = ref Unsafe.Add(ref w, product.RowW);
        }

        PartialVector.Store(sum, ref y, lanes);
    }

    // Two matrices and their product.
    private struct Matrices
    {
        public int RowX,
            InnerX,
            RowW,
            RowY,
            Rows,
            Inner,
            Columns;

        // Whether the sums go on from what the product is already.
        public bool Adds;
    }

    // Some rows, from a column to before another, and the products of their sums.
    private readonly record struct Part(int Rows, int Column, int Columns, int Inner);
}
