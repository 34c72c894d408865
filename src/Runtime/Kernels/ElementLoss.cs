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
    /// <param name="target">The first row of targets, <paramref name="count"/> apart.</param>
    /// <param name="losses">Receives one sum per sample.</param>
    /// <param name="delta">Receives the derivatives, laid out like <paramref name="output"/>; padding becomes zero. May be <paramref name="saved"/>, not <paramref name="output"/>'s only copy.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of outputs.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="scale">What the derivative is multiplied by: one over the number of elements, or of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Gradient<TVector, TLoss>(
        ref readonly float output, ref readonly float saved, ref readonly float target, ref float losses, ref float delta, int samples, int count, int stride, float scale)
        where TVector : struct, IVector<TVector>
        where TLoss : struct, IElementLoss
    {
        Values<TVector, TLoss>(in output, in target, ref losses, ref delta, samples, count, stride);
        TVector factor = TVector.Create(scale);
        for (int sample = 0; sample < samples; sample++)
        {
            ref float outputRow = ref Unsafe.Add(ref Unsafe.AsRef(in output), (nint)sample * stride);
            ref float savedRow = ref Unsafe.Add(ref Unsafe.AsRef(in saved), (nint)sample * stride);
            ref float targetRow = ref Unsafe.Add(ref Unsafe.AsRef(in target), (nint)sample * count);
            ref float deltaRow = ref Unsafe.Add(ref delta, (nint)sample * stride);
            int column = 0;
            for (; column + TVector.Count <= count; column += TVector.Count)
            {
                TVector derivative = TLoss.Derivative(
                    TVector.Load(in Unsafe.Add(ref outputRow, column)), TVector.Load(in Unsafe.Add(ref savedRow, column)), TVector.Load(in Unsafe.Add(ref targetRow, column)));
                TVector.Store(derivative * factor, ref Unsafe.Add(ref deltaRow, column));
            }

            if (column < count)
            {
                TVector derivative = TLoss.Derivative(
                    TVector.Load(in Unsafe.Add(ref outputRow, column)),
                    TVector.Load(in Unsafe.Add(ref savedRow, column)),
                    PartialVector.Load<TVector>(in Unsafe.Add(ref targetRow, column), count - column));
                TVector.Store(TVector.Zero, ref Unsafe.Add(ref deltaRow, column));
                PartialVector.Store(derivative * factor, ref Unsafe.Add(ref deltaRow, column), count - column);
                column += TVector.Count;
            }

            for (; column < stride; column++)
                Unsafe.Add(ref deltaRow, column) = 0f;
        }
    }

    /// <summary>Writes each sample's loss.</summary>
    /// <param name="output">The first row of outputs, <paramref name="stride"/> apart.</param>
    /// <param name="target">The first row of targets, <paramref name="count"/> apart.</param>
    /// <param name="losses">Receives one sum per sample.</param>
    /// <param name="scratch">Room for one row of <paramref name="stride"/> floats.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of outputs.</param>
    /// <param name="stride">The distance between rows.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Values<TVector, TLoss>(
        ref readonly float output, ref readonly float target, ref float losses, ref float scratch, int samples, int count, int stride)
        where TVector : struct, IVector<TVector>
        where TLoss : struct, IElementLoss
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float outputRow = ref Unsafe.Add(ref Unsafe.AsRef(in output), (nint)sample * stride);
            ref float targetRow = ref Unsafe.Add(ref Unsafe.AsRef(in target), (nint)sample * count);
            int column = 0;
            for (; column + TVector.Count <= count; column += TVector.Count)
            {
                TVector value = TLoss.Value(TVector.Load(in Unsafe.Add(ref outputRow, column)), TVector.Load(in Unsafe.Add(ref targetRow, column)));
                TVector.Store(value, ref Unsafe.Add(ref scratch, column));
            }

            if (column < count)
            {
                TVector value = TLoss.Value(
                    TVector.Load(in Unsafe.Add(ref outputRow, column)), PartialVector.Load<TVector>(in Unsafe.Add(ref targetRow, column), count - column));
                TVector.Store(value, ref Unsafe.Add(ref scratch, column));
            }

            Unsafe.Add(ref losses, sample) = Reduction.Sum<TVector>(in scratch, count);
        }
    }
}
