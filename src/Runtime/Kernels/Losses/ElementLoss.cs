using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The loss of each sample and its derivative, for losses that are sums over elements. Rows of outputs are padded, rows of targets are
/// the caller's own memory and are not. Does not allocate.
/// </summary>
public static class ElementLoss
{
    /// <summary>Writes each sample's loss and, over the outputs' padding too, the derivative times <paramref name="scale"/>.</summary>
    /// <param name="output">The first row of outputs, <paramref name="stride"/> apart.</param>
    /// <param name="saved">The first row of what the derivative needs, laid out like <paramref name="output"/>.</param>
    /// <param name="target">The first row of targets, <paramref name="targetStride"/> apart.</param>
    /// <param name="losses">Receives one sum per sample, in the order of <see cref="Reduction"/>.</param>
    /// <param name="delta">Receives the derivatives, laid out like <paramref name="output"/>; padding becomes zero. May be the memory of
    /// either of them.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of outputs.</param>
    /// <param name="stride">The distance between rows: 4, 8 or a multiple of 16.</param>
    /// <param name="targetStride">The distance between targets: <paramref name="count"/>, or the targets of all heads.</param>
    /// <param name="scale">What the derivative is multiplied by: one over the number of elements, or of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector, TLoss>(
        ref readonly float output,
        ref readonly float saved,
        ref readonly float target,
        ref float losses,
        ref float delta,
        int samples,
        int count,
        int stride,
        int targetStride,
        float scale
    )
        where TVector : struct, IVector<TVector>
        where TLoss : struct, IElementLoss
    {
        for (int sample = 0; sample < samples; sample++)
            Unsafe.Add(ref losses, sample) = Sample<TVector, TLoss>(
                ref Unsafe.Add(ref Unsafe.AsRef(in output), (nint)sample * stride),
                ref Unsafe.Add(ref Unsafe.AsRef(in saved), (nint)sample * stride),
                ref Unsafe.Add(ref Unsafe.AsRef(in target), (nint)sample * targetStride),
                ref Unsafe.Add(ref delta, (nint)sample * stride),
                count,
                count,
                stride,
                scale
            );
    }

    /// <summary>The same, of the steps of each sample that count; the derivatives of the others are zero.</summary>
    /// <param name="output">The first row of outputs, <paramref name="stride"/> apart.</param>
    /// <param name="saved">The first row of what the derivative needs, laid out like <paramref name="output"/>.</param>
    /// <param name="target">The first row of targets, <paramref name="targetStride"/> apart.</param>
    /// <param name="lengths">The number of steps of the first sample that count, which are its first ones.</param>
    /// <param name="sampleLengths">The distance between those numbers of two samples.</param>
    /// <param name="features">The outputs of a step.</param>
    /// <param name="losses">Receives one sum per sample, in the order of <see cref="Reduction"/>.</param>
    /// <param name="delta">Receives the derivatives, laid out like <paramref name="output"/>.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of outputs.</param>
    /// <param name="stride">The distance between rows: 4, 8 or a multiple of 16.</param>
    /// <param name="targetStride">The distance between targets: <paramref name="count"/>, or the targets of all heads.</param>
    /// <param name="scale">What the derivative is multiplied by: one over the number of elements that count.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector, TLoss>(
        ref readonly float output,
        ref readonly float saved,
        ref readonly float target,
        ref readonly float lengths,
        int sampleLengths,
        int features,
        ref float losses,
        ref float delta,
        int samples,
        int count,
        int stride,
        int targetStride,
        float scale
    )
        where TVector : struct, IVector<TVector>
        where TLoss : struct, IElementLoss
    {
        for (int sample = 0; sample < samples; sample++)
            Unsafe.Add(ref losses, sample) = Sample<TVector, TLoss>(
                ref Unsafe.Add(ref Unsafe.AsRef(in output), (nint)sample * stride),
                ref Unsafe.Add(ref Unsafe.AsRef(in saved), (nint)sample * stride),
                ref Unsafe.Add(ref Unsafe.AsRef(in target), (nint)sample * targetStride),
                ref Unsafe.Add(ref delta, (nint)sample * stride),
                count,
                (int)Unsafe.Add(ref Unsafe.AsRef(in lengths), (nint)sample * sampleLengths) * features,
                stride,
                scale
            );
    }

    // The targets of a row are read up to their number; of outputs and derivatives those that do not count are masked.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sample<TVector, TLoss>(
        ref float outputRow,
        ref float savedRow,
        ref float targetRow,
        ref float deltaRow,
        int count,
        int counting,
        int stride,
        float scale
    )
        where TVector : struct, IVector<TVector>
        where TLoss : struct, IElementLoss
    {
        TVector factor = TVector.Create(scale);
        VirtualLanesBuffer block = default;
        VirtualLanes<TVector> sums = VirtualLanes<TVector>.Create(0f);
        for (int first = 0; first < stride; first += VirtualLanes<TVector>.Count)
        {
            int end = Math.Min(first + VirtualLanes<TVector>.Count, stride);
            for (int column = first; column < end; column += TVector.Count)
            {
                TVector y = TVector.Load(in Unsafe.Add(ref outputRow, column));
                TVector kept = TVector.Load(in Unsafe.Add(ref savedRow, column));
                ref float place = ref Unsafe.Add(ref targetRow, column);
                TVector t =
                    column + TVector.Count <= count ? TVector.Load(in place) : PartialVector.Load<TVector>(in place, count - column);
                // A target that is missing is a NaN, which equals nothing.
                TVector mask = PaddedRow.Mask<TVector>(counting - column) & TVector.Equal(t, t);
                TVector.Store(TLoss.Value(y, t) & mask, ref block[column - first]);
                TVector.Store((TLoss.Derivative(y, kept, t) * factor) & mask, ref Unsafe.Add(ref deltaRow, column));
            }

            // Rows of 4 or 8 leave the rest of the block as it was at first: zero.
            sums = VirtualLanes<TVector>.Combine<Reduction.Addition>(sums, VirtualLanes<TVector>.Load(in block[0]));
        }

        return sums.Reduce<Reduction.Addition>();
    }
}
