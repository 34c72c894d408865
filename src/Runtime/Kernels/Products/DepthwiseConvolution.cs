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

    /// <summary>One line of pixels, four at a time: their sums are independent of one another.</summary>
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
        int step = TShape.StepPixels * TShape.Columns,
            pixel = 0;
        TVector scale = TEpilogue.TableColumns > 0 ? FoldedTable.Scale<TVector, TEpilogue>(ref channel, 0) : TVector.Zero;
        TVector shift = TEpilogue.TableColumns > 0 ? FoldedTable.Shift<TVector, TEpilogue>(ref channel, 0) : TVector.Zero;
        for (; pixel + 4 <= TShape.Pixels; pixel += 4)
        {
            TVector s0 = start,
                s1 = start,
                s2 = start,
                s3 = start;
            for (int tap = 0; tap < TShape.KernelLines * TShape.KernelPixels; tap++)
            {
                TVector weight = TVector.Load(in Unsafe.Add(ref w, tap * width));
                ref float value = ref Unsafe.Add(ref x, (pixel * step) + Tap<TShape>(tap));
                s0 = TVector.MultiplyAdd(TVector.Load(in value), weight, s0);
                s1 = TVector.MultiplyAdd(TVector.Load(in Unsafe.Add(ref value, step)), weight, s1);
                s2 = TVector.MultiplyAdd(TVector.Load(in Unsafe.Add(ref value, 2 * step)), weight, s2);
                s3 = TVector.MultiplyAdd(TVector.Load(in Unsafe.Add(ref value, 3 * step)), weight, s3);
            }

            if (TEpilogue.TableColumns > 0)
            {
                s0 = TVector.MultiplyAdd(s0, scale, shift);
                s1 = TVector.MultiplyAdd(s1, scale, shift);
                s2 = TVector.MultiplyAdd(s2, scale, shift);
                s3 = TVector.MultiplyAdd(s3, scale, shift);
            }

            int position = pixel * TShape.Columns;
            TEpilogue.Store(s0, ref Unsafe.Add(ref y, position), ref Unsafe.Add(ref saved, position));
            TEpilogue.Store(s1, ref Unsafe.Add(ref y, position + TShape.Columns), ref Unsafe.Add(ref saved, position + TShape.Columns));
            TEpilogue.Store(
                s2,
                ref Unsafe.Add(ref y, position + (2 * TShape.Columns)),
                ref Unsafe.Add(ref saved, position + (2 * TShape.Columns))
            );
            TEpilogue.Store(
                s3,
                ref Unsafe.Add(ref y, position + (3 * TShape.Columns)),
                ref Unsafe.Add(ref saved, position + (3 * TShape.Columns))
            );
        }

        for (; pixel < TShape.Pixels; pixel++)
        {
            TVector sum = start;
            for (int tap = 0; tap < TShape.KernelLines * TShape.KernelPixels; tap++)
                sum = TVector.MultiplyAdd(
                    TVector.Load(in Unsafe.Add(ref x, (pixel * step) + Tap<TShape>(tap))),
                    TVector.Load(in Unsafe.Add(ref w, tap * width)),
                    sum
                );
            if (TEpilogue.TableColumns > 0)
                sum = TVector.MultiplyAdd(sum, scale, shift);
            TEpilogue.Store(sum, ref Unsafe.Add(ref y, pixel * TShape.Columns), ref Unsafe.Add(ref saved, pixel * TShape.Columns));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Tap<TShape>(int tap)
        where TShape : struct, IDepthwiseShape =>
        (tap / TShape.KernelPixels * TShape.LeftKernelLine) + (tap % TShape.KernelPixels * TShape.LeftKernelPixel);

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
