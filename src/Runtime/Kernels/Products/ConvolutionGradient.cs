using System.Runtime.CompilerServices;
using ModelCompiler.Simd;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// The gradients of a convolution's weight and bias. Each element is summed over samples, lines and pixels in order, whatever the width of
/// the vectors. Does not allocate.
/// </summary>
public static class ConvolutionGradient
{
    /// <summary>Computes one part of a weight's gradient over a batch; parts have rows of their own.</summary>
    /// <param name="x">The first float of the first window of the first sample of the layer's input.</param>
    /// <param name="delta">The first pixel of the first sample of the gradient of the layer's sums.</param>
    /// <param name="gradient">The weight's place in the gradient, packed like the weight.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Part<TVector, TShape>(
        ref readonly float x,
        ref readonly float delta,
        ref float gradient,
        in BatchMemory batch,
        int part,
        int parts
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IConvolutionGradientShape
    {
        (int start, int count) = Share.Rows(TShape.Blocks * TShape.BlockRows, part, parts);
        Run<TVector, TShape>(in x, in delta, ref gradient, batch.Samples, batch.Accumulate, start, start + count);
    }

    /// <summary>The rows <paramref name="start"/> to <paramref name="end"/> of k.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TShape>(
        ref readonly float x,
        ref readonly float delta,
        ref float gradient,
        int samples,
        bool accumulate,
        int start,
        int end
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IConvolutionGradientShape
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float left = ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * TShape.LeftSample);
            ref float right = ref Unsafe.Add(ref Unsafe.AsRef(in delta), (nint)sample * TShape.RightSample);
            TileStart from = sample > 0 || accumulate ? TileStart.Output : TileStart.Zero;
            for (int k = start; k < end; )
            {
                int block = k / TShape.BlockRows,
                    row = k % TShape.BlockRows,
                    rows = WindowRows<TShape>.Together(k, end);
                nint line = block / TShape.BlocksPerLine,
                    place = block % TShape.BlocksPerLine;
                ref float window = ref Unsafe.Add(ref left, (line * TShape.LeftBlockLine) + (place * TShape.LeftBlock) + row);
                ref float pixels = ref Unsafe.Add(ref right, (line * TShape.RightBlockLine) + (place * TShape.RightBlock));
                for (int group = 0; group < TShape.Groups; group++)
                {
                    int column = group * TShape.Columns;
                    var operands = new Operands(
                        in Unsafe.Add(ref window, group * TShape.LeftGroup),
                        in Unsafe.Add(ref pixels, column),
                        ref Unsafe.Add(ref gradient, (nint)column * TShape.Blocks * TShape.BlockRows)
                    );
                    var work = new Places<TVector, TShape>(operands, from, k, rows);
                    Panels.Run<TVector, TShape, Places<TVector, TShape>>(ref work, 0, TShape.Columns);
                }

                k += rows;
            }
        }
    }

    /// <summary>
    /// Computes the gradient of a bias. Every fourth pixel of a line goes to the same partial sum; the four are added in pairs at the end
    /// of the line.
    /// </summary>
    /// <param name="delta">The first pixel of the first sample of the gradient of the layer's sums.</param>
    /// <param name="columns">The channels as stored, and the distance between two pixels.</param>
    /// <param name="pixels">The pixels of a line.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="lineStride">The distance between two lines.</param>
    /// <param name="sampleStride">The distance between two samples.</param>
    /// <param name="gradient">The bias's place in the gradient.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="accumulate">Whether to go on from what the gradient holds, instead of from zero.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Bias<TVector>(
        ref readonly float delta,
        int columns,
        int pixels,
        int lines,
        int lineStride,
        int sampleStride,
        ref float gradient,
        int samples,
        bool accumulate
    )
        where TVector : struct, IVector<TVector>
    {
        for (int column = 0; column < columns; column += TVector.Count)
        {
            ref float place = ref Unsafe.Add(ref gradient, column);
            TVector sum = accumulate ? TVector.Load(in place) : TVector.Zero;
            for (int sample = 0; sample < samples; sample++)
            for (int line = 0; line < lines; line++)
                sum += PixelSum.Of<TVector>(
                    ref Unsafe.Add(ref Unsafe.AsRef(in delta), ((nint)sample * sampleStride) + ((nint)line * lineStride) + column),
                    columns,
                    pixels
                );
            TVector.Store(sum, ref place);
        }
    }

    /// <summary>
    /// Clears what a grouped convolution does not have, in one part of its gradient: the places where input and output belong to different
    /// groups. The weight is stored with zeros there, and they stay.
    /// </summary>
    /// <param name="gradient">The weight's place in the gradient.</param>
    /// <param name="inner">All k of the weight.</param>
    /// <param name="storedChannels">The input channels as stored.</param>
    /// <param name="channelsPerGroup">The input channels of a group.</param>
    /// <param name="outputs">The output channels.</param>
    /// <param name="paddedOutputs">The output channels as stored.</param>
    /// <param name="outputsPerGroup">The output channels of a group.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void KeepGroups(
        ref float gradient,
        int inner,
        int storedChannels,
        int channelsPerGroup,
        int outputs,
        int paddedOutputs,
        int outputsPerGroup,
        int part,
        int parts
    )
    {
        const int PanelWidth = ParameterLayout.PanelWidth;
        (int start, int count) = Share.Rows(inner, part, parts);
        for (int output = 0; output < outputs; output++)
        {
            int panel = output / PanelWidth * PanelWidth,
                width = Math.Min(PanelWidth, paddedOutputs - panel);
            for (int k = start; k < start + count; k++)
                if (k % storedChannels / channelsPerGroup != output / outputsPerGroup)
                    Unsafe.Add(ref gradient, ((nint)panel * inner) + ((nint)k * width) + (output - panel)) = 0f;
        }
    }

    /// <summary>Some rows, the places of the window, against a slice of columns, over the pixels of one sample.</summary>
    private readonly ref struct Places<TVector, TShape>(Operands operands, TileStart start, int row, int rows) : IPanelWork
        where TVector : struct, IVector<TVector>
        where TShape : struct, IConvolutionGradientShape
    {
        private readonly Operands _operands = operands;
        private readonly InnerBlock _block = new(TShape.Pixels, start, Add: false, Last: true);
        private readonly int _row = row,
            _rows = rows;

        public static bool IsOneVectorWide => WindowRows<TShape>.AreOneVectorWide;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Slice<TPanel, TVectors>(int panel, int slice)
            where TPanel : struct, IPanel
            where TVectors : struct, IVectorsPerTile
        {
            nint place = ((nint)panel * TShape.Blocks * TShape.BlockRows) + ((nint)_row * TPanel.Width) + slice;
            Operands columns = _operands.AtInner(0, panel + slice).AtRow(0, place, place);
            RowTiles<TVector, ConvolutionGradientStrides<TShape, TPanel>, StoreSum, TVectors>.Run(in columns, _block, _rows);
        }
    }
}
