using System.Runtime.CompilerServices;
using ModelCompiler.Simd;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// The gradient of a packed weight, <c>g[i, column] = sum over samples of x[sample, i] * d[sample, column]</c>, and of a bias,
/// <c>g[column] = sum over samples of d[sample, column]</c>. Each element is summed over the samples in order. Does not allocate.
/// </summary>
public static class WeightGradient
{
    /// <summary>Computes one block of the gradient: the columns are whole panels, the rows whole tiles.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TShape>(
        ref readonly float x,
        ref readonly float delta,
        ref float gradient,
        in BatchMemory batch,
        (int Column, int Columns, int Row, int Rows) block
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWeightGradientShape
    {
        // Three tiles of rows at a time: their part of x is small enough to stay in the first-level cache while all panels use it.
        for (int row = block.Row; row < block.Row + block.Rows; row += RowGroup)
        {
            var operands = new Operands(in Unsafe.Add(ref Unsafe.AsRef(in x), row), in delta, ref gradient);
            var work = new Inputs<TVector, TShape>(
                operands,
                batch.Samples,
                batch.Accumulate,
                row,
                Math.Min(RowGroup, block.Row + block.Rows - row)
            );
            Panels.Run<TVector, TShape, Inputs<TVector, TShape>>(ref work, block.Column, block.Column + block.Columns);
        }
    }

    /// <summary>One part of the gradients of a layer's weight and bias; the parts are disjoint.</summary>
    /// <param name="x">The first sample of the layer's input.</param>
    /// <param name="delta">The first sample of the gradient of the layer's sums.</param>
    /// <param name="weight">The weight's place in the gradient.</param>
    /// <param name="bias">The bias's place in the gradient.</param>
    /// <param name="batch">The batch: how many samples, and whether to go on from what the gradient holds.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Part<TVector, TShape>(
        ref readonly float x,
        ref readonly float delta,
        ref float weight,
        ref float bias,
        in BatchMemory batch,
        int part,
        int parts
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWeightGradientShape
    {
        (int Column, int Columns, int Row, int Rows) block = Share.Block(TShape.Columns, TShape.Inner, RowGroup, part, parts);
        Run<TVector, TShape>(in x, in delta, ref weight, in batch, block);
        if (block is { Row: 0, Rows: > 0 })
            Bias<TVector>(
                in Unsafe.Add(ref Unsafe.AsRef(in delta), block.Column),
                TShape.RightStride,
                ref Unsafe.Add(ref bias, block.Column),
                block.Columns,
                batch.Samples,
                batch.Accumulate
            );
    }

    /// <summary>One part of the gradient of the weight of a layer without bias; the parts are disjoint.</summary>
    /// <inheritdoc cref="Part{TVector, TShape}(ref readonly float, ref readonly float, ref float, ref float, in BatchMemory, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Part<TVector, TShape>(
        ref readonly float x,
        ref readonly float delta,
        ref float weight,
        in BatchMemory batch,
        int part,
        int parts
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWeightGradientShape =>
        Run<TVector, TShape>(in x, in delta, ref weight, in batch, Share.Block(TShape.Columns, TShape.Inner, RowGroup, part, parts));

    /// <summary>The gradient of a bias.</summary>
    /// <param name="delta">The first sample of the gradient of the layer's sums.</param>
    /// <param name="stride">The distance between two samples of <paramref name="delta"/>.</param>
    /// <param name="gradient">The bias's place in the gradient.</param>
    /// <param name="columns">The outputs as stored: 4, 8 or a multiple of 16.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="accumulate">Whether to go on from what the gradient holds, instead of from zero.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Bias<TVector>(ref readonly float delta, int stride, ref float gradient, int columns, int samples, bool accumulate)
        where TVector : struct, IVector<TVector>
    {
        int column = 0;
        for (; column + (4 * TVector.Count) <= columns; column += 4 * TVector.Count)
        {
            ref float place = ref Unsafe.Add(ref gradient, column);
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in delta), column);
            TVector s0 = Start<TVector>(ref place, 0, accumulate);
            TVector s1 = Start<TVector>(ref place, 1, accumulate);
            TVector s2 = Start<TVector>(ref place, 2, accumulate);
            TVector s3 = Start<TVector>(ref place, 3, accumulate);
            for (int sample = 0; sample < samples; sample++)
            {
                s0 += TVector.Load(in source);
                s1 += TVector.Load(in Unsafe.Add(ref source, TVector.Count));
                s2 += TVector.Load(in Unsafe.Add(ref source, 2 * TVector.Count));
                s3 += TVector.Load(in Unsafe.Add(ref source, 3 * TVector.Count));
                source = ref Unsafe.Add(ref source, stride);
            }

            TVector.Store(s0, ref place);
            TVector.Store(s1, ref Unsafe.Add(ref place, TVector.Count));
            TVector.Store(s2, ref Unsafe.Add(ref place, 2 * TVector.Count));
            TVector.Store(s3, ref Unsafe.Add(ref place, 3 * TVector.Count));
        }

        for (; column < columns; column += TVector.Count)
        {
            ref float place = ref Unsafe.Add(ref gradient, column);
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in delta), column);
            TVector sum = Start<TVector>(ref place, 0, accumulate);
            for (int sample = 0; sample < samples; sample++)
            {
                sum += TVector.Load(in source);
                source = ref Unsafe.Add(ref source, stride);
            }

            TVector.Store(sum, ref place);
        }
    }

    private const int RowGroup = Share.TileRows;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start<TVector>(ref float place, int vector, bool accumulate)
        where TVector : struct, IVector<TVector> =>
        accumulate ? TVector.Load(in Unsafe.Add(ref place, vector * TVector.Count)) : TVector.Zero;

    /// <summary>Some rows, the inputs of the layer, against a slice of columns.</summary>
    private readonly ref struct Inputs<TVector, TShape>(Operands operands, int samples, bool accumulate, int row, int rows) : IPanelWork
        where TVector : struct, IVector<TVector>
        where TShape : struct, IWeightGradientShape
    {
        private readonly Operands _operands = operands;
        private readonly InnerBlock _block = new(samples, accumulate ? TileStart.Output : TileStart.Zero, Add: false, Last: true);
        private readonly int _row = row,
            _rows = rows;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Slice<TPanel, TVectors>(int panel, int slice)
            where TPanel : struct, IPanel
            where TVectors : struct, IVectorsPerTile
        {
            nint place = ((nint)panel * TShape.Inner) + ((nint)_row * TPanel.Width) + slice;
            Operands columns = _operands.AtInner(0, panel + slice).AtRow(0, place, place);
            RowTiles<TVector, WeightGradientStrides<TShape, TPanel>, StoreSum, TVectors>.Run(in columns, _block, _rows);
        }
    }
}
