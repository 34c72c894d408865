using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The gradient of a convolution's input by scattering. For a panel of 32 columns, some places of the window with their channels, the
/// pixels of d are multiplied with the transposed weight into a scratch in the first-level cache; then each place is added to the pixels of
/// y that it belongs to. What a place adds never leaves y, so no border is needed, and nothing is multiplied by the zeros of one. Does not
/// allocate; callers own all memory, and concurrent calls may share what they read.
/// </summary>
/// <remarks>
/// An element of y starts from zero and receives at most one value from each place of the window: those of the first lines of d first,
/// place after place. The order is one of the shape, whatever the vectors.
/// </remarks>
public static class ConvolutionScatter
{
    private const int PanelWidth = ParameterLayout.PanelWidth;

    /// <summary>The columns of y that are added at a time, when it has as many: those of the widest vector.</summary>
    private const int MostColumns = 16;

    private const int CacheLine = 16;

    /// <summary>Computes consecutive samples.</summary>
    /// <typeparam name="TVector">The vector of the products.</typeparam>
    /// <typeparam name="TLanes">The vector of the channels of y.</typeparam>
    /// <typeparam name="TShape">The shape.</typeparam>
    /// <typeparam name="TEpilogue">What becomes of the finished sums, in a pass over each sample.</typeparam>
    /// <param name="delta">The first pixel of the first sample of d.</param>
    /// <param name="w">The transposed weight (see <see cref="WindowTranspose"/>).</param>
    /// <param name="y">The first pixel of the first sample of the result; what lies around its pixels stays.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TLanes, TShape, TEpilogue>(
        ref readonly float delta,
        ref readonly float w,
        ref float y,
        ref float saved,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TLanes : struct, IVector<TLanes>
        where TShape : struct, IScatterShape
        where TEpilogue : struct, IEpilogue
    {
        Span<float> scratch = stackalloc float[(TShape.LinesAtOnce * TShape.PixelsAtOnce * PanelWidth) + CacheLine];
        ref float products = ref Aligned(scratch);
        int lineLength = TShape.OutputPixels * TShape.Columns * TShape.Groups;
        for (int sample = 0; sample < samples; sample++)
        {
            ref float left = ref Unsafe.Add(ref Unsafe.AsRef(in delta), (nint)sample * TShape.LeftSample);
            ref float output = ref Unsafe.Add(ref y, (nint)sample * TShape.OutputSample);
            ImagePass.Clear<TLanes>(ref output, TShape.OutputLine, TShape.OutputSample, lineLength, TShape.OutputLines, samples: 1);
            for (int group = 0; group < TShape.Groups; group++)
            {
                for (int line = 0; line < TShape.Lines; line += TShape.LinesAtOnce)
                {
                    for (int pixel = 0; pixel < TShape.Pixels; pixel += TShape.PixelsAtOnce)
                    {
                        Block<TVector, TLanes, TShape>(
                            ref Unsafe.Add(ref left, (group * TShape.Inner) + (line * TShape.LeftLine) + (pixel * TShape.LeftPixel)),
                            ref Unsafe.Add(ref Unsafe.AsRef(in w), group * TShape.Inner * ScatterColumns<TShape>.Columns),
                            ref Unsafe.Add(ref output, group * TShape.Columns),
                            ref products,
                            new ScatterBlock(
                                line,
                                Math.Min(TShape.LinesAtOnce, TShape.Lines - line),
                                pixel,
                                Math.Min(TShape.PixelsAtOnce, TShape.Pixels - pixel)
                            )
                        );
                    }
                }
            }

            if (typeof(TEpilogue) != typeof(StoreSum))
            {
                ref float second = ref Unsafe.Add(ref saved, (nint)sample * TShape.SavedSample);
                ImagePass.Apply<TLanes, TEpilogue>(
                    ref output,
                    TShape.OutputLine,
                    TShape.OutputSample,
                    ref second,
                    TShape.SavedLine,
                    TShape.SavedSample,
                    lineLength,
                    TShape.OutputLines,
                    samples: 1
                );
            }
        }
    }

    // Whole vectors then never lie across two lines of the cache.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref float Aligned(Span<float> scratch)
    {
        ref float start = ref MemoryMarshal.GetReference(scratch);
        return ref Unsafe.AddByteOffset(
            ref start,
            -(nint)Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref start) & ((CacheLine * sizeof(float)) - 1)
        );
    }

    /// <summary>A block of one group, a panel of columns at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TVector, TLanes, TShape>(ref float delta, ref float w, ref float y, ref float products, ScatterBlock block)
        where TVector : struct, IVector<TVector>
        where TLanes : struct, IVector<TLanes>
        where TShape : struct, IScatterShape
    {
        int columns = ScatterColumns<TShape>.Columns;
        var work = new Products<TVector, TShape>(new Operands(in delta, in w, ref products), block);
        for (int panel = 0; panel < columns; panel += PanelWidth)
        {
            Panels.Run<TVector, ScatterColumns<TShape>, Products<TVector, TShape>>(ref work, panel, Math.Min(columns, panel + PanelWidth));
            int end = Math.Min(PanelWidth, (TShape.KernelLines * TShape.KernelPixels * TShape.Columns) - panel),
                width = Math.Min(MostColumns, TShape.Columns);
            for (int column = 0; column < end; )
            {
                (int place, int channel) = Math.DivRem(panel + column, TShape.Columns);
                bool isPair =
                    TShape.StepPixels == 1 && width == TShape.Columns && (place + 1) % TShape.KernelPixels != 0 && column + width < end;
                Add<TLanes, TShape>(ref Unsafe.Add(ref products, column), ref Unsafe.Add(ref y, channel), place, isPair, block);
                column += isPair ? 2 * width : width;
            }
        }
    }

    /// <summary>The products of a block with a slice of columns.</summary>
    private readonly ref struct Products<TVector, TShape>(Operands operands, ScatterBlock block) : IPanelWork
        where TVector : struct, IVector<TVector>
        where TShape : struct, IScatterShape
    {
        private readonly Operands _operands = operands;
        private readonly ScatterBlock _block = block;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Slice<TPanel, TVectors>(int panel, int slice)
            where TPanel : struct, IPanel
            where TVectors : struct, IVectorsPerTile
        {
            // Lines that follow one another without a gap are one long line.
            bool isOne = TShape.PixelsAtOnce == TShape.Pixels && TShape.LeftLine == TShape.Pixels * TShape.LeftPixel;
            int runs = isOne ? 1 : _block.Lines,
                pixels = isOne ? _block.Lines * TShape.Pixels : _block.Pixels;
            Operands columns = _operands.AtInner(0, (panel * TShape.Inner) + slice).AtRow(0, slice, slice);
            for (int run = 0; run < runs; run++)
            {
                int place = run * TShape.PixelsAtOnce * PanelWidth;
                RowTiles<TVector, ScatterStrides<TShape, TPanel>, StoreSum, TVectors>.Run(
                    columns.AtRow(run * TShape.LeftLine, place, place),
                    new InnerBlock(TShape.Inner, TileStart.Zero, Add: false, Last: true),
                    pixels
                );
            }
        }
    }

    /// <summary>
    /// Adds what a block gives to one place of its windows, all its channels or sixteen of them, or to a pair of neighbouring places: a
    /// value of y that both reach is loaded and stored once.
    /// </summary>
    /// <param name="products">The place's first column of the first pixel.</param>
    /// <param name="y">The first channel of the first pixel.</param>
    /// <param name="place">The place.</param>
    /// <param name="isPair">Whether the next place, on the same line of the window, is added as well; without a stride along the lines
    /// only.</param>
    /// <param name="block">The pixels of d.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Add<TVector, TShape>(ref float products, ref float y, int place, bool isPair, ScatterBlock block)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IScatterShape
    {
        (int kernelLine, int kernelPixel) = Math.DivRem(place, TShape.KernelPixels);
        int down = (kernelLine * TShape.DilationLines) - TShape.Above,
            right = (kernelPixel * TShape.DilationPixels) - TShape.Before,
            nextRight = right + TShape.DilationPixels;
        int firstLine = Math.Max(block.Line, First(down, TShape.StepLines)),
            endLine = Math.Min(block.Line + block.Lines, End(down, TShape.StepLines, TShape.OutputLines));
        int endOfBlock = block.Pixel + block.Pixels,
            first = Math.Max(block.Pixel, First(right, TShape.StepPixels)),
            end = Math.Min(endOfBlock, End(right, TShape.StepPixels, TShape.OutputPixels));

        // The pixels of y that both places of a pair reach, then those of the second alone, counted as pixels of d by the second place.
        int nextFirst = Math.Max(block.Pixel, First(nextRight, 1)),
            nextEnd = Math.Min(endOfBlock, End(nextRight, 1, TShape.OutputPixels)),
            common = Math.Clamp(end - TShape.DilationPixels, nextFirst, Math.Max(nextFirst, nextEnd));
        int alone = isPair ? Math.Min(end, nextFirst + TShape.DilationPixels) : end;
        for (int from = firstLine; from < endLine; from++)
        {
            ref float source = ref Unsafe.Add(ref products, (((from - block.Line) * TShape.PixelsAtOnce) - block.Pixel) * PanelWidth);
            ref float target = ref Unsafe.Add(ref y, ((from * TShape.StepLines) + down) * TShape.OutputLine);
            Add<TVector, TShape>(ref source, ref source, isPair: false, ref target, first, alone, right);
            if (!isPair)
                continue;
            ref float next = ref Unsafe.Add(ref source, TShape.Columns);
            Add<TVector, TShape>(
                ref Unsafe.Add(ref source, TShape.DilationPixels * PanelWidth),
                ref next,
                isPair: true,
                ref target,
                nextFirst,
                common,
                nextRight
            );
            Add<TVector, TShape>(ref next, ref next, isPair: false, ref target, common, nextEnd, nextRight);
        }
    }

    /// <summary>Adds what some pixels of a line of d give to one place, or to the same pixels of y from two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVector, TShape>(ref float products, ref float next, bool isPair, ref float y, int first, int end, int right)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IScatterShape
    {
        int stride = TShape.Columns * TShape.Groups;
        ref float source = ref Unsafe.Add(ref products, first * PanelWidth);
        ref float second = ref Unsafe.Add(ref next, first * PanelWidth);
        ref float target = ref Unsafe.Add(ref y, ((first * TShape.StepPixels) + right) * stride);
        for (int pixel = first; pixel < end; pixel++)
        {
            for (int column = 0; column < Math.Min(MostColumns, TShape.Columns); column += TVector.Count)
            {
                ref float place = ref Unsafe.Add(ref target, column);
                TVector sum = TVector.Load(in place) + TVector.Load(in Unsafe.Add(ref source, column));
                if (isPair)
                    sum += TVector.Load(in Unsafe.Add(ref second, column));
                TVector.Store(sum, ref place);
            }

            source = ref Unsafe.Add(ref source, PanelWidth);
            second = ref Unsafe.Add(ref second, PanelWidth);
            target = ref Unsafe.Add(ref target, TShape.StepPixels * stride);
        }
    }

    /// <summary>The first window whose place, <paramref name="offset"/> from its start in the first window, lies within y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int First(int offset, int step) => offset >= 0 ? 0 : (step - 1 - offset) / step;

    /// <summary>The window after the last whose place lies within y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int End(int offset, int step, int outputs) => offset >= outputs ? 0 : ((outputs - 1 - offset) / step) + 1;
}

/// <summary>The pixels of d whose products are in the scratch: some whole lines, or a part of one.</summary>
internal readonly record struct ScatterBlock(int Line, int Lines, int Pixel, int Pixels);

/// <summary>The columns of the products: all places of the window with their channels.</summary>
internal readonly struct ScatterColumns<TShape> : IProductShape
    where TShape : struct, IScatterShape
{
    public static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => WindowTranspose.Stored(TShape.KernelLines * TShape.KernelPixels * TShape.Columns);
    }
}
