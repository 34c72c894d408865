using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A <see cref="Convolution"/> whose result is handed out as planes: some pixels of some columns at a time are computed into a scratch on
/// the stack, and turned while the first-level cache holds them. Does not allocate; callers own all memory, and concurrent calls may share
/// what they read.
/// </summary>
public static class ConvolutionToPlanes
{
    // Two tiles of fourteen rows: with more, the scratch takes the weights' place in the first-level cache.
    private const int PixelsAtOnce = 28;

    // A line of the cache, so that vectors need not straddle two.
    private const int Line = 16;

    /// <summary>Computes consecutive samples.</summary>
    /// <param name="x">The first float of the first window of the first sample.</param>
    /// <param name="w">The weight, packed in panels of 32 columns (see <see cref="ParameterLayout"/>), group by group.</param>
    /// <param name="firstInner">The first k of the weight that is read.</param>
    /// <param name="bias">What each sum starts from, by column, or the epilogue's table; ignored unless <paramref name="hasBias"/>.</param>
    /// <param name="hasBias">Whether there is a bias or a table; otherwise sums start from zero.</param>
    /// <param name="planes">The first plane of the first sample.</param>
    /// <param name="channels">The number of planes.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        int firstInner,
        ref readonly float bias,
        bool hasBias,
        ref float planes,
        int channels,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IConvolutionShape
        where TEpilogue : struct, IEpilogue
    {
        Span<float> memory = stackalloc float[(MostPixels<TShape>() * ParameterLayout.PanelWidth) + Line];
        ref float scratch = ref Aligned(memory);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int group = 0; group < TShape.Groups; group++)
            {
                int column = group * TShape.Columns;
                var work = new Lines<TVector, TShape, TEpilogue>(
                    new Operands(in x, in w, in bias, hasBias, ref scratch, ref scratch)
                        .AtRow((nint)sample * TShape.LeftSample, 0, 0)
                        .AtInner(group * TShape.LeftGroup, (nint)column * TShape.RightInner),
                    firstInner,
                    column,
                    channels,
                    ref Unsafe.Add(ref planes, (nint)sample * channels * TShape.Lines * TShape.Pixels)
                );
                Panels.Run<TVector, TShape, Lines<TVector, TShape, TEpilogue>>(ref work, 0, TShape.Columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LinesAtOnce<TShape>()
        where TShape : struct, IConvolutionShape => Math.Max(1, PixelsAtOnce / TShape.Pixels);

    // Longer lines are cut into parts of nearly the same length.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MostPixels<TShape>()
        where TShape : struct, IConvolutionShape
    {
        int parts = (TShape.Pixels + PixelsAtOnce - 1) / PixelsAtOnce;
        return parts > 1 ? (TShape.Pixels + parts - 1) / parts : LinesAtOnce<TShape>() * TShape.Pixels;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref float Aligned(Span<float> memory)
    {
        ref float first = ref MemoryMarshal.GetReference(memory);
        nint misplaced = MisplacedBytes(ref first) / sizeof(float);
        return ref Unsafe.Add(ref first, misplaced == 0 ? 0 : Line - misplaced);
    }

    // The stack does not move.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe nint MisplacedBytes(ref float place) => (nint)Unsafe.AsPointer(ref place) % (Line * sizeof(float));

    /// <summary>One group of one sample against a slice of columns.</summary>
    private readonly ref struct Lines<TVector, TShape, TEpilogue>(
        Operands operands,
        int firstInner,
        int firstColumn,
        int channels,
        ref float planes
    ) : IPanelWork
        where TVector : struct, IVector<TVector>
        where TShape : struct, IConvolutionShape
        where TEpilogue : struct, IEpilogue
    {
        private readonly Operands _operands = operands;
        private readonly int _firstInner = firstInner;
        private readonly int _firstColumn = firstColumn;
        private readonly int _channels = channels;
        private readonly ref float _planes = ref planes;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Slice<TPanel, TVectors>(int panel, int slice)
            where TPanel : struct, IPanel
            where TVectors : struct, IVectorsPerTile
        {
            int column = _firstColumn + panel + slice,
                columns = Math.Min(TVectors.Count * TVector.Count, _channels - column);
            if (columns <= 0)
                return;
            nint weight = ((nint)panel * TShape.RightInner) + ((nint)_firstInner * TPanel.Width) + slice;
            var operands = new Operands(
                in _operands.X,
                in Unsafe.Add(ref _operands.W, weight),
                in Unsafe.Add(ref _operands.Bias, _operands.HasBias ? column : 0),
                _operands.HasBias,
                ref _operands.Y,
                ref _operands.Y
            );
            ref float planes = ref Unsafe.Add(ref _planes, (nint)column * TShape.Lines * TShape.Pixels);
            int lines = LinesAtOnce<TShape>();
            for (int line = 0; line < TShape.Lines; line += lines)
            for (int pixel = 0; pixel < TShape.Pixels; pixel += MostPixels<TShape>())
            {
                int count = Math.Min(lines, TShape.Lines - line),
                    pixels = Math.Min(MostPixels<TShape>(), TShape.Pixels - pixel);
                Pixels<TPanel, TVectors>(in operands, line, count, pixel, pixels);
                Transposition.Run(
                    ref operands.Y,
                    ParameterLayout.PanelWidth,
                    ref Unsafe.Add(ref planes, (line * TShape.Pixels) + pixel),
                    TShape.Lines * TShape.Pixels,
                    count * pixels,
                    columns
                );
            }
        }

        /// <summary>Some pixels of some lines, in the scratch one behind the other.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Pixels<TPanel, TVectors>(in Operands operands, int firstLine, int lines, int pixel, int pixels)
            where TPanel : struct, IPanel
            where TVectors : struct, IVectorsPerTile
        {
            for (int pass = 0; pass < TShape.Passes; pass++)
            {
                TileStart start = pass > 0 ? TileStart.Output : operands.Start<TEpilogue>();
                var block = new InnerBlock(TShape.Inner, start, Add: false, Last: pass + 1 == TShape.Passes);
                for (int line = 0; line < lines; line++)
                {
                    nint place = (nint)line * pixels * ParameterLayout.PanelWidth;
                    Operands window = operands
                        .AtInner((nint)pass * TShape.LeftPass, (nint)pass * TShape.RightPass * TPanel.Width)
                        .AtRow(((nint)(firstLine + line) * TShape.LeftLine) + ((nint)pixel * TShape.LeftPixel), place, place);
                    RowTiles<TVector, ScratchStrides<TShape, TPanel>, TEpilogue, TVectors>.Run(in window, block, pixels);
                }
            }
        }
    }
}
