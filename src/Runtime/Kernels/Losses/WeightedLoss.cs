using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>Multiplies what a loss has computed of each sample by the weight of the sample. Does not allocate.</summary>
public static class WeightedLoss
{
    /// <summary>Multiplies losses and derivatives that lie in rows; nothing happens without weights.</summary>
    /// <param name="weights">One weight for each sample from the first one on, or none.</param>
    /// <param name="start">The position of the first sample among the weights.</param>
    /// <param name="losses">The losses of the samples.</param>
    /// <param name="delta">The derivatives of the first sample.</param>
    /// <param name="stride">The floats of a row.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TVector>(ReadOnlySpan<float> weights, int start, ref float losses, ref float delta, int stride, int samples)
        where TVector : struct, IVector<TVector> =>
        Apply<TVector>(weights, start, ref losses, ref delta, stride, stride, stride, 1, samples);

    /// <summary>The sum of the losses of heads, each times its weight. Generated code ends with it.</summary>
    /// <param name="losses">The losses.</param>
    /// <param name="weights">The weights, as many.</param>
    /// <param name="headLosses">Receives the losses without weights, unless empty.</param>
    /// <exception cref="ArgumentException"><paramref name="headLosses"/> has another length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float OfHeads(ReadOnlySpan<double> losses, ReadOnlySpan<double> weights, Span<float> headLosses)
    {
        if (!headLosses.IsEmpty && headLosses.Length != losses.Length)
            throw new ArgumentException(
                $"The model has {Amount.Of(losses.Length, "loss", "losses")}, but there is room for {headLosses.Length}.",
                nameof(headLosses)
            );
        double sum = 0;
        for (int head = 0; head < losses.Length; head++)
        {
            // A head that counts for nothing adds nothing, even where its loss is infinite.
            if (weights[head] != 0)
                sum += weights[head] * losses[head];
            if (!headLosses.IsEmpty)
                headLosses[head] = (float)losses[head];
        }

        return (float)sum;
    }

    /// <summary>Multiplies losses and derivatives that lie in lines; nothing happens without weights.</summary>
    /// <param name="weights">One weight for each sample from the first one on, or none.</param>
    /// <param name="start">The position of the first sample among the weights.</param>
    /// <param name="losses">The losses of the samples.</param>
    /// <param name="delta">The derivatives of the first sample.</param>
    /// <param name="line">The distance between lines of a sample.</param>
    /// <param name="sample">The distance between samples.</param>
    /// <param name="length">The floats of a line.</param>
    /// <param name="lines">The lines of a sample.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TVector>(
        ReadOnlySpan<float> weights,
        int start,
        ref float losses,
        ref float delta,
        int line,
        int sample,
        int length,
        int lines,
        int samples
    )
        where TVector : struct, IVector<TVector>
    {
        if (weights.IsEmpty)
            return;
        for (int index = 0; index < samples; index++)
        {
            float weight = weights[start + index];
            Unsafe.Add(ref losses, index) *= weight;
            TVector factor = TVector.Create(weight);
            for (int row = 0; row < lines; row++)
            {
                ref float first = ref Unsafe.Add(ref delta, ((nint)index * sample) + ((nint)row * line));
                int column = 0;
                for (; column + TVector.Count <= length; column += TVector.Count)
                    TVector.Store(TVector.Load(in Unsafe.Add(ref first, column)) * factor, ref Unsafe.Add(ref first, column));
                for (; column < length; column++)
                    Unsafe.Add(ref first, column) *= weight;
            }
        }
    }
}
