using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A softmax of each query over a band of keys, those from <c>query + first</c> to <c>query + last</c>; the others become zero, all of them
/// where there is no key in the band. Exponentials are summed in sixteen lanes by the number of the key, so that keys behind the band
/// change no bit. Does not allocate.
/// </summary>
public static class BandSoftmax
{
    private const int Lanes = 16;

    /// <summary>Replaces the scores of each query by their softmax; what a query does not see is not read.</summary>
    /// <param name="rows">The first row: a row for each query of each head.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="layout">How rows lie.</param>
    /// <param name="queries">The queries of a head.</param>
    /// <param name="keys">The keys: the values of a row.</param>
    /// <param name="first">The first key of the query 0.</param>
    /// <param name="last">The last key of the query 0.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(ref float rows, int samples, PixelLayout layout, int queries, int keys, int first, int last)
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
            Sample<TVector>(ref Unsafe.Add(ref rows, (nint)sample * layout.Sample), layout, queries, keys, first, last);
    }

    /// <summary>The same, of the keys of each sample that count.</summary>
    /// <param name="rows">The first row: a row for each query of each head.</param>
    /// <param name="lengths">The number of keys of the first sample that count, which are its first ones.</param>
    /// <param name="sampleLengths">The distance between those numbers of two samples.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="layout">How rows lie.</param>
    /// <param name="queries">The queries of a head.</param>
    /// <param name="keys">The keys: the values of a row.</param>
    /// <param name="first">The first key of the query 0.</param>
    /// <param name="last">The last key of the query 0.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector>(
        ref float rows,
        ref readonly float lengths,
        int sampleLengths,
        int samples,
        PixelLayout layout,
        int queries,
        int keys,
        int first,
        int last
    )
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        {
            int counting = (int)Unsafe.Add(ref Unsafe.AsRef(in lengths), (nint)sample * sampleLengths);
            Sample<TVector>(ref Unsafe.Add(ref rows, (nint)sample * layout.Sample), layout, queries, counting, first, last);
        }
    }

    /// <summary>
    /// Replaces the gradient by the softmax's output by the gradient by its input; what a query does not see is not read and becomes zero.
    /// </summary>
    /// <param name="y">The first row of the softmax's output.</param>
    /// <param name="layoutY">How its rows lie.</param>
    /// <param name="delta">The first row of the gradient; overwritten.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="layout">How the gradient's rows lie.</param>
    /// <param name="queries">The queries of a head.</param>
    /// <param name="keys">The keys: the values of a row.</param>
    /// <param name="first">The first key of the query 0.</param>
    /// <param name="last">The last key of the query 0.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
        ref readonly float y,
        PixelLayout layoutY,
        ref float delta,
        int samples,
        PixelLayout layout,
        int queries,
        int keys,
        int first,
        int last
    )
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float rowY = ref Unsafe.Add(ref Unsafe.AsRef(in y), (nint)sample * layoutY.Sample);
            ref float row = ref Unsafe.Add(ref delta, (nint)sample * layout.Sample);
            for (int pixel = 0; pixel < layout.Pixels; pixel++)
            {
                var seen = new SeenKeys(pixel % queries, keys, first, last);
                seen.ClearBefore(ref row, 0f);
                int end = Math.Min(layout.Columns, (seen.End + Lanes - 1) & -Lanes);
                Clear(ref Unsafe.Add(ref row, seen.End), layout.Columns - seen.End);
                SoftmaxGradient.Position<TVector>(
                    ref Unsafe.Add(ref rowY, seen.Block),
                    ref Unsafe.Add(ref row, seen.Block),
                    seen.End - seen.Block,
                    end - seen.Block
                );
                Clear(ref row, seen.Block);
                rowY = ref Unsafe.Add(ref rowY, layoutY.Columns);
                row = ref Unsafe.Add(ref row, layout.Columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sample<TVector>(ref float row, PixelLayout layout, int queries, int counting, int first, int last)
        where TVector : struct, IVector<TVector>
    {
        for (int pixel = 0; pixel < layout.Pixels; pixel++)
        {
            var seen = new SeenKeys(pixel % queries, counting, first, last);
            seen.ClearBefore(ref row, float.NegativeInfinity);
            ref float block = ref Unsafe.Add(ref row, seen.Block);
            int count = seen.End - seen.Block,
                stride = layout.Columns - seen.Block;
            if (seen.End > seen.Start)
            {
                float maximum = PaddedRow.Max<TVector>(ref block, count, stride);
                float sum = PaddedRow.ExponentialsAndSum<TVector>(ref block, maximum, count, stride);
                Softmax.Divide<TVector>(ref block, count, sum);
                Clear(ref row, seen.Block);
            }
            else
                Clear(ref row, layout.Columns);

            row = ref Unsafe.Add(ref row, layout.Columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(ref float row, int count) => MemoryMarshal.CreateSpan(ref row, count).Clear();

    /// <summary>The keys that a query sees, from the block of lanes on in which they start.</summary>
    private readonly struct SeenKeys
    {
        public readonly int Start,
            End,
            Block;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public SeenKeys(int query, int keys, int first, int last)
        {
            Start = Math.Clamp(query + first, 0, keys);
            End = Math.Clamp(query + last + 1, Start, keys);
            Block = Start & -Lanes;
        }

        /// <summary>What stands in the first block before the keys.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void ClearBefore(ref float row, float value) =>
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref row, Block), Start - Block).Fill(value);
    }
}
