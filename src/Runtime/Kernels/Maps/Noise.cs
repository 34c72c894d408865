using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// Noise that acts while training. The random number of an element is a pure function of the batch's random state, the layer, the sample's
/// position in the batch and the element's in the sample, so it does not depend on threads or vectors, and the backward pass computes it
/// again instead of keeping it. Does not allocate.
/// </summary>
public static class Noise
{
    // Streams below are those of initial parameters.
    private const ulong SeedStream = 1UL << 33;

    /// <summary>The random state of a new model.</summary>
    /// <param name="seed">The model's seed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong FirstState(ulong seed)
    {
        var random = new CounterRandom(seed, SeedStream);
        return ((ulong)random.UInt32(0) << 32) | random.UInt32(1);
    }

    /// <summary>Sets a part of the values to zero and divides the others by the part that is kept; copies without noise.</summary>
    /// <param name="x">The first row.</param>
    /// <param name="strideX">The distance between its rows.</param>
    /// <param name="y">The first row of the result; its padding becomes zero.</param>
    /// <param name="strideY">The distance between its rows.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="start">The position of the first row in it.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The number of elements of a row.</param>
    /// <param name="rate">The part that is dropped, in [0, 1).</param>
    /// <param name="stream">The number of the layer.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Dropout(
        ref readonly float x,
        int strideX,
        ref float y,
        int strideY,
        in BatchMemory batch,
        int start,
        int samples,
        int count,
        float rate,
        int stream
    )
    {
        uint threshold = (uint)((double)rate * 4294967296.0);
        Run(in x, strideX, ref y, strideY, in batch, start, samples, count, stream, new Drop(threshold, 1f / (1f - rate)));
    }

    /// <summary>
    /// What values are multiplied by so that a part of them becomes zero and the others are divided by the part that is kept; ones without
    /// noise.
    /// </summary>
    /// <param name="y">The first row of the result; its padding becomes zero.</param>
    /// <param name="stride">The distance between its rows.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="start">The position of the first row in it.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The number of elements of a row.</param>
    /// <param name="rate">The part that is dropped, in [0, 1).</param>
    /// <param name="stream">The number of the layer.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Mask(ref float y, int stride, in BatchMemory batch, int start, int samples, int count, float rate, int stream)
    {
        for (int sample = 0; sample < samples; sample++)
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref y, (nint)sample * stride), count).Fill(1f);
        Dropout(in y, stride, ref y, stride, in batch, start, samples, count, rate, stream);
    }

    /// <summary>Adds normally distributed numbers of mean 0; copies without noise.</summary>
    /// <param name="x">The first row.</param>
    /// <param name="strideX">The distance between its rows.</param>
    /// <param name="y">The first row of the result; its padding becomes zero.</param>
    /// <param name="strideY">The distance between its rows.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="start">The position of the first row in it.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The number of elements of a row.</param>
    /// <param name="standardDeviation">The standard deviation.</param>
    /// <param name="stream">The number of the layer.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gaussian(
        ref readonly float x,
        int strideX,
        ref float y,
        int strideY,
        in BatchMemory batch,
        int start,
        int samples,
        int count,
        float standardDeviation,
        int stream
    ) => Run(in x, strideX, ref y, strideY, in batch, start, samples, count, stream, new AddNormal(standardDeviation));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TNoise>(
        ref readonly float x,
        int strideX,
        ref float y,
        int strideY,
        in BatchMemory batch,
        int start,
        int samples,
        int count,
        int stream,
        TNoise noise
    )
        where TNoise : struct, INoise
    {
        if (!batch.WithNoise)
        {
            RowParts.Copy(in x, strideX, ref y, strideY, samples, count, strideY - count);
            return;
        }

        var random = new CounterRandom(batch.RandomState, (ulong)stream);
        int blocks = (count + 3) / 4;
        for (int sample = 0; sample < samples; sample++)
        {
            ReadOnlySpan<float> from = MemoryMarshal.CreateReadOnlySpan(
                in Unsafe.Add(ref Unsafe.AsRef(in x), (nint)sample * strideX),
                count
            );
            Span<float> to = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref y, (nint)sample * strideY), strideY);
            ulong firstBlock = (ulong)(batch.FirstSample + start + sample) * (ulong)blocks;
            for (int block = 0; block < blocks; block++)
            {
                (uint word0, uint word1, uint word2, uint word3) = random.Block(firstBlock + (ulong)block);
                int element = 4 * block;
                to[element] = noise.Of(from[element], word0);
                if (element + 1 < count)
                    to[element + 1] = noise.Of(from[element + 1], word1);
                if (element + 2 < count)
                    to[element + 2] = noise.Of(from[element + 2], word2);
                if (element + 3 < count)
                    to[element + 3] = noise.Of(from[element + 3], word3);
            }

            to[count..].Clear();
        }
    }

    private interface INoise
    {
        float Of(float value, uint word);
    }

    private readonly struct Drop(uint threshold, float scale) : INoise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Of(float value, uint word) => word < threshold ? 0f : value * scale;
    }

    private readonly struct AddNormal(float standardDeviation) : INoise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Of(float value, uint word) =>
            value + (standardDeviation * (float)NormalQuantile.Of((word + 0.5) * (1.0 / 4294967296.0)));
    }
}
