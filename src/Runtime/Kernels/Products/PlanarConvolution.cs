using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A convolution of images of one channel to a few: the vectors hold neighbouring pixels of a line, since so few channels would leave most
/// of their lanes empty. A line of each channel is computed into a plane on the stack, and turned into pixels with the channels last from
/// there; a pool that follows takes the largest values on the way. Bits are those of <see cref="Convolution"/> and <see cref="MaxPool"/>.
/// Does not allocate; callers own all memory, and concurrent calls may share what they read.
/// </summary>
public static class PlanarConvolution
{
    /// <summary>Computes consecutive samples.</summary>
    /// <typeparam name="TVector">The vector of pixels.</typeparam>
    /// <typeparam name="TShape">The shape.</typeparam>
    /// <typeparam name="TEpilogue">What becomes of a sum in the registers.</typeparam>
    /// <typeparam name="TThen">What becomes of it in a second pass over a line, or <see cref="StoreSum"/>.</typeparam>
    /// <param name="x">The first float of the first window of the first sample.</param>
    /// <param name="w">The weight, packed (see <see cref="ParameterLayout"/>).</param>
    /// <param name="bias">What each sum starts from, by channel, or the epilogue's table; ignored unless
    /// <paramref name="hasBias"/>.</param>
    /// <param name="hasBias">Whether there is a bias or a table; otherwise sums start from zero.</param>
    /// <param name="y">The first pixel of the first sample of the output.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TShape, TEpilogue, TThen>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        bool hasBias,
        ref float y,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPlanarShape
        where TEpilogue : struct, IEpilogue
        where TThen : struct, IEpilogue
    {
        Span<float> planes = stackalloc float[TShape.Columns * PlanarTile.Plane<TShape>()];
        for (int sample = 0; sample < samples; sample++)
        {
            for (int line = 0; line < TShape.Lines; line++)
            {
                Line<TVector, TShape, TEpilogue, TThen>(
                    ref Unsafe.Add(ref Unsafe.AsRef(in x), ((nint)sample * TShape.LeftSample) + ((nint)line * TShape.LeftLine)),
                    ref Unsafe.AsRef(in w),
                    ref Unsafe.AsRef(in bias),
                    hasBias,
                    ref planes[0]
                );
                Turn<TShape>(ref planes[0], ref Unsafe.Add(ref y, ((nint)sample * TShape.OutputSample) + ((nint)line * TShape.OutputLine)));
            }
        }
    }

    /// <summary>
    /// Computes consecutive samples, and the largest value of each window of the output; a NaN in a window is its largest value. No two
    /// windows may share a line.
    /// </summary>
    /// <typeparam name="TVector">The vector of pixels.</typeparam>
    /// <typeparam name="TShape">The shape of the convolution.</typeparam>
    /// <typeparam name="TPool">The shape of the pool; its image is the convolution's output.</typeparam>
    /// <typeparam name="TEpilogue">What becomes of a sum in the registers.</typeparam>
    /// <typeparam name="TThen">What becomes of it in a second pass over a line, or <see cref="StoreSum"/>.</typeparam>
    /// <param name="x">The first float of the first window of the first sample.</param>
    /// <param name="w">The weight, packed (see <see cref="ParameterLayout"/>).</param>
    /// <param name="bias">What each sum starts from, by channel, or the epilogue's table; ignored unless
    /// <paramref name="hasBias"/>.</param>
    /// <param name="hasBias">Whether there is a bias or a table; otherwise sums start from zero.</param>
    /// <param name="kept">The convolution's output from its first pixel on, when a gradient needs it; otherwise empty, and nothing is
    /// written.</param>
    /// <param name="y">The first pixel of the pool's first result.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void RunPooled<TVector, TShape, TPool, TEpilogue, TThen>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        bool hasBias,
        Span<float> kept,
        ref float y,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPlanarShape
        where TPool : struct, IWindowShape
        where TEpilogue : struct, IEpilogue
        where TThen : struct, IEpilogue
    {
        int planesOfLine = TShape.Columns * PlanarTile.Plane<TShape>();
        Span<float> planes = stackalloc float[TPool.KernelLines * TShape.Columns * PlanarTile.Plane<TShape>()];
        for (int sample = 0; sample < samples; sample++)
        {
            ref float image = ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * TShape.LeftSample);
            ref float whole = ref Unsafe.Add(ref MemoryMarshal.GetReference(kept), (nint)sample * TShape.OutputSample);
            ref float pooled = ref Unsafe.Add(ref y, (nint)sample * TPool.OutputSample);
            int line = 0;
            for (int row = 0; row <= TPool.Lines; row++)
            {
                // Lines of no window, between two or behind the last, are computed only to be kept.
                PoolWindow window = row < TPool.Lines ? PoolWindow.At<TPool>(row, 0) : new PoolWindow(TShape.Lines, 0, 0, 0);
                if (kept.IsEmpty)
                    line = window.Line;
                for (; line < window.Line + window.Lines; line++)
                {
                    ref float lines = ref planes[Math.Max(0, line - window.Line) * planesOfLine];
                    Line<TVector, TShape, TEpilogue, TThen>(
                        ref Unsafe.Add(ref image, (nint)line * TShape.LeftLine),
                        ref Unsafe.AsRef(in w),
                        ref Unsafe.AsRef(in bias),
                        hasBias,
                        ref lines
                    );
                    if (!kept.IsEmpty)
                        Turn<TShape>(ref lines, ref Unsafe.Add(ref whole, (nint)line * TShape.OutputLine));
                }

                if (row < TPool.Lines)
                    PlanarMaxPool.Line<TVector, TShape, TPool>(
                        ref planes[0],
                        window.Lines,
                        ref Unsafe.Add(ref pooled, (nint)row * TPool.OutputLine)
                    );
            }
        }
    }

    /// <summary>One line of every channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line<TVector, TShape, TEpilogue, TThen>(ref float x, ref float w, ref float bias, bool hasBias, ref float planes)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPlanarShape
        where TEpilogue : struct, IEpilogue
        where TThen : struct, IEpilogue
    {
        for (int pixel = 0; pixel < TShape.Pixels; pixel += 2 * TVector.Count)
        {
            // What is left of a line is computed from its end: some pixels twice, with the same result.
            if (TShape.Pixels - pixel <= TVector.Count)
                Channels<TVector, TShape, TEpilogue, OneVector>(ref x, ref w, ref bias, hasBias, ref planes, TShape.Pixels - TVector.Count);
            else
                Channels<TVector, TShape, TEpilogue, TwoVectors>(
                    ref x,
                    ref w,
                    ref bias,
                    hasBias,
                    ref planes,
                    Math.Min(pixel, TShape.Pixels - TVector.Count - PlanarTile.Distance<TVector, TShape>())
                );
        }

        if (typeof(TThen) == typeof(StoreSum))
            return;
        for (int position = 0; position < TShape.Channels * PlanarTile.Plane<TShape>(); position += TVector.Count)
        {
            ref float place = ref Unsafe.Add(ref planes, position);
            TThen.Store(TVector.Load(in place), ref place, ref place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Channels<TVector, TShape, TEpilogue, TVectors>(
        ref float x,
        ref float w,
        ref float bias,
        bool hasBias,
        ref float planes,
        int pixel
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IPlanarShape
        where TEpilogue : struct, IEpilogue
        where TVectors : struct, IVectorsPerTile
    {
        int first = FirstChannels<TVector, TShape, TVectors>.Rows;
        ref float left = ref Unsafe.Add(ref x, pixel);
        ref float target = ref Unsafe.Add(ref planes, pixel);
        PlanarTile.Run<TVector, TShape, FirstChannels<TVector, TShape, TVectors>, TEpilogue>(
            ref left,
            ref w,
            ref bias,
            hasBias,
            ref target
        );
        if (LastChannels<TVector, TShape, TVectors>.Rows > 0)
            PlanarTile.Run<TVector, TShape, LastChannels<TVector, TShape, TVectors>, TEpilogue>(
                ref left,
                ref Unsafe.Add(ref w, first),
                ref Unsafe.Add(ref bias, hasBias ? first : 0),
                hasBias,
                ref Unsafe.Add(ref target, first * PlanarTile.Plane<TShape>())
            );
    }

    /// <summary>
    /// A line of planes into a line of pixels. What pads the channels is zero, as the planes of padding are. The last four pixels may be
    /// partly those before.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Turn<TShape>(ref float planes, ref float pixels)
        where TShape : struct, IPlanarShape
    {
        for (int next = 0; next < TShape.Pixels; next += 4)
        {
            int pixel = Math.Min(next, TShape.Pixels - 4);
            for (int channel = 0; channel < TShape.Columns; channel += 4)
            {
                Transposition.FourByFour(
                    ref Unsafe.Add(ref planes, (channel * PlanarTile.Plane<TShape>()) + pixel),
                    PlanarTile.Plane<TShape>(),
                    ref Unsafe.Add(ref pixels, (pixel * TShape.Columns) + channel),
                    TShape.Columns
                );
            }
        }
    }
}
