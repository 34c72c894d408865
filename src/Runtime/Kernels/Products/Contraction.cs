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
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved, int start, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue =>
        Range<TVector, TShape, TEpilogue>(in x, in w, in bias, hasBias, ref y, ref saved, start, samples, 0, TShape.Columns);

    /// <summary>Computes the product alone: sums start from zero.</summary>
    /// <inheritdoc cref="Run{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, int, int)"/>
    public static void RunUnbiased<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref float y, ref float saved, int start, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue =>
        Run<TVector, TShape, TEpilogue>(in x, in w, in w, false, ref y, ref saved, start, samples);

    /// <summary>Computes the product of a layer with a bias whose epilogue needs no second buffer.</summary>
    /// <inheritdoc cref="Run{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, int, int)"/>
    public static void Run<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, ref float y, int start, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue =>
        Run<TVector, TShape, TEpilogue>(in x, in w, in bias, true, ref y, ref y, start, samples);

    /// <summary>Computes the product alone, and the epilogue in a second pass: sums start from zero.</summary>
    /// <inheritdoc cref="RunThen{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, int, int)"/>
    public static void RunUnbiasedThen<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref float y, ref float saved, int start, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue =>
        RunThen<TVector, TShape, TEpilogue>(in x, in w, in w, false, ref y, ref saved, start, samples);

    /// <summary>Computes the product of a layer with a bias, and in a second pass an epilogue that needs no second buffer.</summary>
    /// <inheritdoc cref="RunThen{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, int, int)"/>
    public static void RunThen<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, ref float y, int start, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue =>
        RunThen<TVector, TShape, TEpilogue>(in x, in w, in bias, true, ref y, ref y, start, samples);

    /// <summary>
    /// Computes the product for consecutive samples, and the epilogue in a second pass. A long epilogue (an exponential, say) inlined for every register of
    /// a tile would exhaust what the just-in-time compiler inlines in one method. A table is applied here as well: sums of several blocks are whole only now.
    /// </summary>
    /// <inheritdoc cref="Run{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, int, int)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void RunThen<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved, int start, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        Run<TVector, TShape, StoreSum>(in x, in w, in bias, hasBias && TEpilogue.TableColumns == 0, ref y, ref saved, start, samples);
        SecondPass<TVector, TShape, TEpilogue>(in bias, ref y, ref saved, start, samples, 0, TShape.Columns);
    }

    /// <summary>The epilogue of stored sums, for some samples and columns.</summary>
    /// <remarks>A method of its own in the machine code too: inlined where its callers are hot, it leaves a long epilogue no room in what the compiler inlines.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SecondPass<TVector, TShape, TEpilogue>(
        ref readonly float bias, ref float y, ref float saved, int start, int samples, int firstColumn, int endColumn)
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
    private static void Range<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved, int start, int samples, int firstColumn, int endColumn)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        x = ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)start * TShape.LeftStride);
        y = ref Unsafe.Add(ref y, (nint)start * TShape.OutputStride);
        saved = ref Unsafe.Add(ref saved, (nint)start * TShape.OutputStride);
        int even = endColumn - firstColumn == TShape.Columns ? samples & ~1 : samples;
        if (even > 0)
            RunTiles<TVector, TShape, TEpilogue>(in x, in w, in bias, hasBias, ref y, ref saved, even, firstColumn, endColumn);

        // One sample has too few rows to keep the multipliers busy: it sums several panels or blocks side by side instead, where it has all of them.
        if (even < samples)
        {
            SampleContraction.Run<TVector, TShape, TEpilogue>(
                in Unsafe.Add(ref Unsafe.AsRef(in x), (nint)even * TShape.LeftStride),
                in w,
                in bias,
                hasBias,
                ref Unsafe.Add(ref y, (nint)even * TShape.OutputStride),
                ref Unsafe.Add(ref saved, (nint)even * TShape.OutputStride));
        }
    }

    private static void RunTiles<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved, int samples, int firstColumn, int endColumn)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        const int PanelWidth = ParameterLayout.PanelWidth;
        int panel = firstColumn;
        for (; panel + PanelWidth <= endColumn; panel += PanelWidth)
        {
            for (int slice = 0; slice < PanelWidth; slice += 2 * TVector.Count)
            {
                Blocks<TVector, TShape, PanelStrides<TShape>, TEpilogue, TwoVectors>(
                    in x,
                    in Unsafe.Add(ref Unsafe.AsRef(in w), (nint)panel * TShape.Inner + slice),
                    in Unsafe.Add(ref Unsafe.AsRef(in bias), panel + slice),
                    hasBias,
                    ref Unsafe.Add(ref y, panel + slice),
                    ref Unsafe.Add(ref saved, panel + slice),
                    samples);
            }
        }

        if (TShape.Columns % PanelWidth != 0 && panel < endColumn)
        {
            for (int slice = 0; slice < TShape.Columns % PanelWidth;)
            {
                ref readonly float panelW = ref Unsafe.Add(ref Unsafe.AsRef(in w), (nint)panel * TShape.Inner + slice);
                ref readonly float panelBias = ref Unsafe.Add(ref Unsafe.AsRef(in bias), panel + slice);
                ref float panelY = ref Unsafe.Add(ref y, panel + slice);
                ref float panelSaved = ref Unsafe.Add(ref saved, panel + slice);
                if (LastPanel.HasTwoVectors<TVector>(TShape.Columns % PanelWidth, slice))
                {
                    Blocks<TVector, TShape, LastPanelStrides<TShape>, TEpilogue, TwoVectors>(in x, in panelW, in panelBias, hasBias, ref panelY, ref panelSaved, samples);
                    slice += 2 * TVector.Count;
                }
                else
                {
                    Blocks<TVector, TShape, LastPanelStrides<TShape>, TEpilogue, OneVector>(in x, in panelW, in panelBias, hasBias, ref panelY, ref panelSaved, samples);
                    slice += TVector.Count;
                }
            }
        }
    }

    /// <summary>All samples against one slice of columns, block by block, so that a block of the weight stays in the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Blocks<TVector, TShape, TStrides, TEpilogue, TVectors>(
        ref readonly float x, ref readonly float w, ref readonly float bias, bool hasBias, ref float y, ref float saved, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TStrides : struct, ITileStrides
        where TEpilogue : struct, IEpilogue
        where TVectors : struct, IVectorsPerTile
    {
        for (int k = 0; k < TShape.Inner; k += TShape.Block)
        {
            int inner = Math.Min(TShape.Block, TShape.Inner - k);
            RowTiles<TVector, TStrides, TEpilogue, TVectors>.Run(
                in Unsafe.Add(ref Unsafe.AsRef(in x), k),
                in Unsafe.Add(ref Unsafe.AsRef(in w), (nint)k * TStrides.RightInner),
                ref y,
                in bias,
                ref saved,
                samples,
                inner,
                k == 0 && hasBias ? TileStart.Bias : TileStart.Zero,
                add: k > 0,
                last: k + inner == TShape.Inner);
        }
    }
}
