using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// What the rows of a table receive from the tokens that they were looked up for. Each value is summed sample after sample, step after
/// step, whatever the threads: they share rows, or columns, and not tokens. Does not allocate.
/// </summary>
public static class ScatterAdd
{
    /// <summary>One part of the gradient of a table whose rows lie one behind the other: some of the rows.</summary>
    /// <param name="x">The tokens of the first sample.</param>
    /// <param name="tokens">The tokens of a sample.</param>
    /// <param name="sampleX">The distance between the tokens of two samples.</param>
    /// <param name="delta">What came for the first token.</param>
    /// <param name="stepD">The distance from that of a token to that of the next.</param>
    /// <param name="sampleD">The distance between the samples.</param>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="gradient">The table's place in the gradient.</param>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="padding">The row that receives nothing, or -1.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows<TVector>(
        ref readonly float x,
        int tokens,
        int sampleX,
        ref readonly float delta,
        int stepD,
        int sampleD,
        int columns,
        ref float gradient,
        int rows,
        int padding,
        in BatchMemory batch,
        int part,
        int parts
    )
        where TVector : struct, IVector<TVector>
    {
        (int start, int count) = Share.Entries(rows, part, parts);
        if (!batch.Accumulate)
        {
            // What pads the table to whole vectors behind its last row is the last part's.
            int end = start + count == rows ? ParameterLayout.Padded(rows * columns) : (start + count) * columns;
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref gradient, (nint)start * columns), end - (start * columns)).Clear();
        }

        for (int sample = 0; sample < batch.Samples; sample++)
        for (int token = 0; token < tokens; token++)
        {
            int row = (int)Unsafe.Add(ref Unsafe.AsRef(in x), ((nint)sample * sampleX) + token);
            if ((uint)(row - start) >= (uint)count || row == padding)
                continue;
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in delta), ((nint)sample * sampleD) + ((nint)token * stepD));
            ref float target = ref Unsafe.Add(ref gradient, (nint)row * columns);
            int column = 0;
            for (; column + TVector.Count <= columns; column += TVector.Count)
            {
                ref float place = ref Unsafe.Add(ref target, column);
                TVector.Store(TVector.Load(in place) + TVector.Load(in Unsafe.Add(ref source, column)), ref place);
            }

            for (; column < columns; column++)
                Unsafe.Add(ref target, column) += Unsafe.Add(ref source, column);
        }
    }

    /// <summary>
    /// One part of the gradient of a table in panels, on top of that of the product that reads it too: some of the columns, those that the
    /// part has of the product.
    /// </summary>
    /// <param name="x">The tokens of the first sample.</param>
    /// <param name="tokens">The tokens of a sample.</param>
    /// <param name="sampleX">The distance between the tokens of two samples.</param>
    /// <param name="delta">What came for the first token.</param>
    /// <param name="stepD">The distance from that of a token to that of the next.</param>
    /// <param name="sampleD">The distance between the samples.</param>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="gradient">The table's place in the gradient.</param>
    /// <param name="rows">The rows of the table.</param>
    /// <param name="paddedRows">The rows as stored.</param>
    /// <param name="storedColumns">The columns as stored.</param>
    /// <param name="padding">The row that receives nothing, or -1.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Panels(
        ref readonly float x,
        int tokens,
        int sampleX,
        ref readonly float delta,
        int stepD,
        int sampleD,
        int columns,
        ref float gradient,
        int rows,
        int paddedRows,
        int storedColumns,
        int padding,
        in BatchMemory batch,
        int part,
        int parts
    )
    {
        (int start, int count) = Share.Rows(storedColumns, part, parts);
        int end = Math.Min(start + count, columns);
        for (int sample = 0; sample < batch.Samples; sample++)
        for (int token = 0; token < tokens; token++)
        {
            int row = (int)Unsafe.Add(ref Unsafe.AsRef(in x), ((nint)sample * sampleX) + token);
            if (row == padding)
                continue;
            (nint first, int width) = Gather.PanelRow(row, paddedRows, storedColumns);
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in delta), ((nint)sample * sampleD) + ((nint)token * stepD));
            ref float target = ref Unsafe.Add(ref gradient, first);
            for (int column = start; column < end; column++)
                Unsafe.Add(ref target, (nint)column * width) += Unsafe.Add(ref source, column);
        }
    }
}
