using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The product of a batch with a packed weight, <c>y = epilogue(bias + x w)</c>: the forward pass of a dense layer and, over the
/// transposed weight, its input gradient. Does not allocate; callers own all memory, and concurrent calls may share what they read.
/// </summary>
public static partial class Contraction
{
    /// <summary>Computes the product for consecutive samples.</summary>
    /// <param name="x">The first sample.</param>
    /// <param name="w">The weight, packed in panels of 32 columns (see <see cref="ParameterLayout"/>).</param>
    /// <param name="bias">What each sum starts from, by column, or the epilogue's table; ignored unless <paramref name="hasBias"/>.</param>
    /// <param name="hasBias">Whether there is a bias or a table; otherwise sums start from zero.</param>
    /// <param name="y">The first sample of the output.</param>
    /// <param name="saved">The epilogue's second buffer, laid out like <paramref name="y"/>.</param>
    /// <param name="start">The sample to begin with.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        bool hasBias,
        ref float y,
        ref float saved,
        int start,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue =>
        Range<TVector, TShape, TEpilogue>(new Operands(in x, in w, in bias, hasBias, ref y, ref saved), start, samples, 0, TShape.Columns);

    /// <summary>Computes the product alone: sums start from zero.</summary>
    /// <inheritdoc cref="Run{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunUnbiased<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref float y,
        ref float saved,
        int start,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue => Run<TVector, TShape, TEpilogue>(in x, in w, in w, false, ref y, ref saved, start, samples);

    /// <summary>Computes the product of a layer with a bias whose epilogue needs no second buffer.</summary>
    /// <inheritdoc cref="Run{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        ref float y,
        int start,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue => Run<TVector, TShape, TEpilogue>(in x, in w, in bias, true, ref y, ref y, start, samples);

    /// <summary>Computes the product alone, and the epilogue in a second pass: sums start from zero.</summary>
    /// <inheritdoc cref="RunThen{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunUnbiasedThen<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref float y,
        ref float saved,
        int start,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue =>
        RunThen<TVector, TShape, TEpilogue>(in x, in w, in w, false, ref y, ref saved, start, samples);

    /// <summary>Computes the product of a layer with a bias, and in a second pass an epilogue that needs no second buffer.</summary>
    /// <inheritdoc cref="RunThen{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunThen<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        ref float y,
        int start,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue => RunThen<TVector, TShape, TEpilogue>(in x, in w, in bias, true, ref y, ref y, start, samples);

    /// <summary>
    /// Computes the product for consecutive samples, and the epilogue in a second pass. A long epilogue (an exponential, say) inlined for
    /// every register of a tile would exhaust what the just-in-time compiler inlines in one method. A table is applied here as well: sums
    /// of several blocks are whole only now.
    /// </summary>
    /// <inheritdoc cref="Run{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, int, int)"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void RunThen<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        bool hasBias,
        ref float y,
        ref float saved,
        int start,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        Run<TVector, TShape, StoreSum>(in x, in w, in bias, hasBias && TEpilogue.TableColumns == 0, ref y, ref saved, start, samples);
        SecondPass<TVector, TShape, TEpilogue>(in bias, ref y, ref saved, start, samples, 0, TShape.Columns);
    }

    /// <summary>The epilogue of stored sums, for some samples and columns.</summary>
    /// <remarks>
    /// A method of its own in the machine code too: inlined where its callers are hot, it leaves a long epilogue no room in what the
    /// compiler inlines.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SecondPass<TVector, TShape, TEpilogue>(
        ref readonly float bias,
        ref float y,
        ref float saved,
        int start,
        int samples,
        int firstColumn,
        int endColumn
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        for (int sample = start; sample < start + samples; sample++)
        {
            for (int column = firstColumn; column < endColumn; column += TVector.Count)
            {
                nint position = ((nint)sample * TShape.OutputStride) + column;
                ref float place = ref Unsafe.Add(ref y, position);
                TVector sum = TVector.Load(in place);
                if (TEpilogue.TableColumns > 0)
                    sum = FoldedTable.Apply<TVector, TEpilogue>(sum, ref Unsafe.AsRef(in bias), column);
                TEpilogue.Store(sum, ref place, ref Unsafe.Add(ref saved, position));
            }
        }
    }

    /// <summary>Computes some samples and, from the start of a panel to the end of one, some columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Range<TVector, TShape, TEpilogue>(Operands operands, int start, int samples, int firstColumn, int endColumn)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        operands = AtSample<TShape>(operands, start);
        int even = endColumn - firstColumn == TShape.Columns ? samples & ~1 : samples;
        if (even > 0)
            RunTiles<TVector, TShape, TEpilogue>(operands, even, firstColumn, endColumn);

        // One sample has too few rows to keep the multipliers busy: it sums several panels or blocks side by side instead, where it has all
        // of them.
        if (even < samples)
            SampleContraction.Run<TVector, TShape, TEpilogue>(AtSample<TShape>(operands, even));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Operands AtSample<TShape>(Operands operands, int sample)
        where TShape : struct, IContractionShape
    {
        nint output = (nint)sample * TShape.OutputStride;
        return operands.AtRow((nint)sample * TShape.LeftStride, output, output);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void RunTiles<TVector, TShape, TEpilogue>(Operands operands, int samples, int firstColumn, int endColumn)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        var work = new Samples<TVector, TShape, TEpilogue>(operands, samples);
        Panels.Run<TVector, TShape, Samples<TVector, TShape, TEpilogue>>(ref work, firstColumn, endColumn);
    }

    /// <summary>
    /// All samples against a slice of columns, block by block, so that a block of the weight stays in the first-level cache.
    /// </summary>
    private readonly ref struct Samples<TVector, TShape, TEpilogue>(Operands operands, int samples) : IPanelWork
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        private readonly Operands _operands = operands;
        private readonly int _samples = samples;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Slice<TPanel, TVectors>(int panel, int slice)
            where TPanel : struct, IPanel
            where TVectors : struct, IVectorsPerTile
        {
            Operands columns = _operands.AtColumn(((nint)panel * TShape.Inner) + slice, panel + slice);
            for (int k = 0; k < TShape.Inner; k += TShape.Block)
            {
                RowTiles<TVector, ContractionStrides<TShape, TPanel>, TEpilogue, TVectors>.Run(
                    columns.AtInner(k, (nint)k * TPanel.Width),
                    InnerBlock.At<TShape, TEpilogue>(k, in columns),
                    _samples
                );
            }
        }
    }
}
