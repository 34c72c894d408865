using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>Limits gradients in place, before the optimizer's step. Thread-safe for different buffers; does not allocate.</summary>
public static class GradientClipping
{
    private const double SmallestNormal = 1.17549435e-38;

    /// <summary>The Euclidean norm: squares and sums in double, in an order that does not depend on the vector width.</summary>
    /// <param name="gradient">The gradient.</param>
    public static double Norm(ReadOnlySpan<float> gradient) => Math.Sqrt(SumOfSquares(gradient));

    /// <summary>
    /// Shrinks the gradient to a maximum norm, as PyTorch's <c>clip_grad_norm_</c>: by <c>maximumNorm / (norm + 1e-6)</c> if that is less
    /// than 1. A gradient whose norm is not finite is left as it is.
    /// </summary>
    /// <param name="gradient">The whole gradient of the model; changed.</param>
    /// <param name="maximumNorm">The limit, finite and greater than 0.</param>
    /// <returns>The norm before, at most the largest float. Infinity or NaN says that the gradient holds one and cannot be used.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range; nothing has changed.</exception>
    public static float ClipByNorm(Span<float> gradient, double maximumNorm)
    {
        Hyperparameter.Positive(maximumNorm, nameof(maximumNorm));
        double norm = Norm(gradient);
        double scale = (float)maximumNorm / (norm + 1e-6);
        if (!double.IsFinite(norm))
            return (float)norm;
        if (scale < SmallestNormal)
        {
            // As one float the factor would lose its digits, or be zero.
            double root = Math.Sqrt(scale);
            Scale(gradient, (float)root);
            Scale(gradient, (float)root);
        }
        else if (scale < 1)
        {
            Scale(gradient, (float)scale);
        }

        return (float)Math.Min(norm, float.MaxValue);
    }

    /// <summary>Limits every value to <c>-maximum .. maximum</c>, as PyTorch's <c>clip_grad_value_</c>. NaN stays.</summary>
    /// <param name="gradient">The gradient; changed.</param>
    /// <param name="maximum">The limit, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range; nothing has changed.</exception>
    public static void ClipByValue(Span<float> gradient, double maximum)
    {
        Hyperparameter.Positive(maximum, nameof(maximum));
        ParameterSweep.Run(new LimitRule((float)maximum), gradient, gradient);
    }

    private static void Scale(Span<float> gradient, float factor) => ParameterSweep.Run(new ScaleRule(factor), gradient, gradient);

    // Element i is added in lane i mod 32, and the lanes over a fixed tree. The square of a float is exact in a double, so that it does not
    // matter either whether the processor fuses. Where the hardware has no 256 bits, Vector256 is two halves, lane by lane the same.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // As in ParameterSweep: fast from the first call on.
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        const int Block = 32;
        Span<float> rest = stackalloc float[Block];
        rest.Clear();
        int whole = values.Length / Block * Block;
        values[whole..].CopyTo(rest);
        Vector256<double> sum0 = default,
            sum1 = default,
            sum2 = default,
            sum3 = default,
            sum4 = default,
            sum5 = default,
            sum6 = default,
            sum7 = default;
        ref float start = ref MemoryMarshal.GetReference(values);
        for (int i = 0; i <= whole; i += Block)
        {
            ref float block = ref i < whole ? ref Unsafe.Add(ref start, i) : ref MemoryMarshal.GetReference(rest);
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref block));
            sum0 = Vector256.MultiplyAddEstimate(low, low, sum0);
            sum1 = Vector256.MultiplyAddEstimate(high, high, sum1);
            (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref block, 8));
            sum2 = Vector256.MultiplyAddEstimate(low, low, sum2);
            sum3 = Vector256.MultiplyAddEstimate(high, high, sum3);
            (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref block, 16));
            sum4 = Vector256.MultiplyAddEstimate(low, low, sum4);
            sum5 = Vector256.MultiplyAddEstimate(high, high, sum5);
            (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref block, 24));
            sum6 = Vector256.MultiplyAddEstimate(low, low, sum6);
            sum7 = Vector256.MultiplyAddEstimate(high, high, sum7);
        }
        Vector256<double> total = ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
        return (total[0] + total[1]) + (total[2] + total[3]);
    }

    private readonly struct ScaleRule(float scale) : IUpdateRule
    {
        private readonly float _scale = scale;

        public static int BufferCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(
            TVector parameter,
            TVector gradient,
            ref TVector first,
            ref TVector second,
            ref TVector third,
            ref TVector fourth
        )
            where TVector : struct, IVector<TVector> => parameter * TVector.Create(_scale);
    }

    private readonly struct LimitRule(float maximum) : IUpdateRule
    {
        private readonly float _maximum = maximum;

        public static int BufferCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(
            TVector parameter,
            TVector gradient,
            ref TVector first,
            ref TVector second,
            ref TVector third,
            ref TVector fourth
        )
            where TVector : struct, IVector<TVector> =>
            TVector.Max(TVector.Create(-_maximum), TVector.Min(TVector.Create(_maximum), parameter));
    }
}
