using System.Runtime.CompilerServices;
using ModelCompiler.Simd;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// A convolution of each channel with a window of its own, and its gradients. Channels lie in the lanes; borders are in memory, as zeros.
/// Does not allocate.
/// </summary>
public static class DepthwiseConvolution
{
    private const int PanelWidth = ParameterLayout.PanelWidth;

    /// <summary>Computes consecutive samples.</summary>
    /// <param name="x">The first float of the first window of the first sample.</param>
    /// <param name="w">The weight, packed in panels of 32 channels (see <see cref="ParameterLayout"/>).</param>
    /// <param name="bias">What each sum starts from, by channel, or the epilogue's table; ignored unless
    /// <paramref name="hasBias"/>.</param>
    /// <param name="hasBias">Whether there is a bias or a table; otherwise sums start from zero.</param>
    /// <param name="y">The first pixel of the first sample of the output.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        bool hasBias,
        ref float y,
        ref float saved,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IDepthwiseShape
        where TEpilogue : struct, IEpilogue
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < TShape.Lines; line++)
            {
                ref float left = ref Unsafe.Add(
                    ref Unsafe.AsRef(in x),
                    ((nint)sample * TShape.LeftSample) + ((nint)line * TShape.StepLines * TShape.LeftLine)
                );
                ref float output = ref Unsafe.Add(ref y, ((nint)sample * TShape.OutputSample) + ((nint)line * TShape.OutputLine));
                ref float second = ref Unsafe.Add(ref saved, ((nint)sample * TShape.SavedSample) + ((nint)line * TShape.SavedLine));
                for (int column = 0; column < TShape.Columns; column += TVector.Count)
                {
                    ref float channel = ref Unsafe.Add(ref Unsafe.AsRef(in bias), hasBias ? column : 0);
                    TVector start = hasBias && TEpilogue.TableColumns == 0 ? TVector.Load(in channel) : TVector.Zero;
                    Line<TVector, TShape, TEpilogue>(
                        ref Unsafe.Add(ref left, column),
                        ref Unsafe.Add(ref Unsafe.AsRef(in w), Place<TShape>(column)),
                        Width<TShape>(column),
                        start,
                        ref channel,
                        ref Unsafe.Add(ref output, column),
                        ref Unsafe.Add(ref second, column)
                    );
                }
            }
        }
    }

    /// <summary>Computes one part of the weight's gradient over a batch; parts have places of the window of their own.</summary>
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
        where TShape : struct, IDepthwiseShape
    {
        int taps = TShape.KernelLines * TShape.KernelPixels;
        Gradient<TVector, TShape>(
            in x,
            in delta,
            ref gradient,
            batch.Samples,
            batch.Accumulate,
            taps * part / parts,
            taps * (part + 1) / parts
        );
    }

    /// <summary>The gradient of the places <paramref name="start"/> to <paramref name="end"/> of the window.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Gradient<TVector, TShape>(
        ref readonly float x,
        ref readonly float delta,
        ref float gradient,
        int samples,
        bool accumulate,
        int start,
        int end
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IDepthwiseShape
    {
        for (int tap = start; tap < end; tap++)
        {
            nint window =
                ((nint)(tap / TShape.KernelPixels) * TShape.LeftKernelLine) + ((nint)(tap % TShape.KernelPixels) * TShape.LeftKernelPixel);
            for (int column = 0; column < TShape.Columns; column += TVector.Count)
            {
                ref float place = ref Unsafe.Add(ref gradient, Place<TShape>(column) + (tap * Width<TShape>(column)));
                TVector sum = accumulate ? TVector.Load(in place) : TVector.Zero;
                for (int sample = 0; sample < samples; sample++)
                {
                    for (int line = 0; line < TShape.Lines; line++)
                    {
                        sum += Products<TVector, TShape>(
                            ref Unsafe.Add(
                                ref Unsafe.AsRef(in x),
                                ((nint)sample * TShape.LeftSample) + ((nint)line * TShape.StepLines * TShape.LeftLine) + window + column
                            ),
                            ref Unsafe.Add(
                                ref Unsafe.AsRef(in delta),
                                ((nint)sample * TShape.OutputSample) + ((nint)line * TShape.OutputLine) + column
                            )
                        );
                    }
                }

                TVector.Store(sum, ref place);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place<TShape>(int column)
        where TShape : struct, IDepthwiseShape =>
        (column / PanelWidth * PanelWidth * TShape.KernelLines * TShape.KernelPixels) + (column % PanelWidth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Width<TShape>(int column)
        where TShape : struct, IDepthwiseShape => Math.Min(PanelWidth, TShape.Columns - (column / PanelWidth * PanelWidth));

    /// <summary>One line of pixels, in tiles of nearly the same size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Line<TVector, TShape, TEpilogue>(
        ref float x,
        ref float w,
        int width,
        TVector start,
        ref float channel,
        ref float y,
        ref float saved
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IDepthwiseShape
        where TEpilogue : struct, IEpilogue
    {
        for (int pixel = 0; pixel < TShape.Pixels; )
        {
            int tiles = (TShape.Pixels - pixel + DepthwiseTile.MostPixels - 1) / DepthwiseTile.MostPixels,
                size = (TShape.Pixels - pixel + tiles - 1) / tiles;
            switch (size)
            {
                case 1:
                    Tile<TVector, Size1X1, TShape, TEpilogue>(ref x, ref w, width, start, ref channel, ref y, ref saved, pixel);
                    break;
                case 2:
                    Tile<TVector, Size2X1, TShape, TEpilogue>(ref x, ref w, width, start, ref channel, ref y, ref saved, pixel);
                    break;
                case 3:
                    Tile<TVector, Size3X1, TShape, TEpilogue>(ref x, ref w, width, start, ref channel, ref y, ref saved, pixel);
                    break;
                case 4:
                    Tile<TVector, Size4X1, TShape, TEpilogue>(ref x, ref w, width, start, ref channel, ref y, ref saved, pixel);
                    break;
                case 5:
                    Tile<TVector, Size5X1, TShape, TEpilogue>(ref x, ref w, width, start, ref channel, ref y, ref saved, pixel);
                    break;
                case 6:
                    Tile<TVector, Size6X1, TShape, TEpilogue>(ref x, ref w, width, start, ref channel, ref y, ref saved, pixel);
                    break;
                default:
                    Tile<TVector, Size7X1, TShape, TEpilogue>(ref x, ref w, width, start, ref channel, ref y, ref saved, pixel);
                    break;
            }

            pixel += size;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<TVector, TSize, TShape, TEpilogue>(
        ref float x,
        ref float w,
        int width,
        TVector start,
        ref float channel,
        ref float y,
        ref float saved,
        int pixel
    )
        where TVector : struct, IVector<TVector>
        where TSize : struct, ITileSize
        where TShape : struct, IDepthwiseShape
        where TEpilogue : struct, IEpilogue =>
        DepthwiseTile.Run<TVector, TSize, TShape, TEpilogue>(
            ref Unsafe.Add(ref x, pixel * TShape.StepPixels * TShape.Columns),
            ref w,
            width,
            start,
            ref channel,
            ref Unsafe.Add(ref y, pixel * TShape.Columns),
            ref Unsafe.Add(ref saved, pixel * TShape.Columns)
        );

    /// <summary>The sum of the products of one line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Products<TVector, TShape>(ref float x, ref float delta)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IDepthwiseShape =>
        PixelSum.Of<TVector, Product<TVector>>(
            default,
            ref x,
            TShape.StepPixels * TShape.Columns,
            ref delta,
            TShape.Columns,
            TShape.Pixels
        );

    private readonly struct Product<TVector> : IPixelTerm<TVector>
        where TVector : struct, IVector<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector AddTo(TVector sum, ref float left, ref float right) =>
            TVector.MultiplyAdd(TVector.Load(in left), TVector.Load(in right), sum);
    }
}
