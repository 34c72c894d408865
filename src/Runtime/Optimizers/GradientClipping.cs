using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>Limits gradients in place, before the optimizer's step. Thread-safe for different buffers; does not allocate.</summary>
public static class GradientClipping
{
    /// <summary>The Euclidean norm: squares and sums in double, in an order that does not depend on the vector width.</summary>
    /// <param name="gradient">The gradient.</param>
    public static double Norm(ReadOnlySpan<float> gradient) => Math.Sqrt(SumOfSquares(gradient));

    /// <summary>
    /// Shrinks the gradient to a maximum norm, as PyTorch's <c>clip_grad_norm_</c>: by <c>maximumNorm / (norm + 1e-6)</c> if that is less than 1.
    /// A gradient whose norm is not finite is left as it is.
    /// </summary>
    /// <param name="gradient">The whole gradient of the model; changed.</param>
    /// <param name="maximumNorm">The limit, finite and greater than 0.</param>
    /// <returns>The norm before. Infinity or NaN says that the gradient cannot be used.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range; nothing has changed.</exception>
    public static float ClipByNorm(Span<float> gradient, float maximumNorm)
    {
        Hyperparameter.Positive(maximumNorm, nameof(maximumNorm));
        double norm = Norm(gradient);
        double scale = maximumNorm / (norm + 1e-6);
        if (double.IsFinite(norm) && scale < 1)
            ParameterSweep.Run(new ScaleRule((float)scale), gradient, gradient, default, default);
        return (float)norm;
    }

    /// <summary>Limits every value to <c>-maximum .. maximum</c>, as PyTorch's <c>clip_grad_value_</c>. NaN stays.</summary>
    /// <param name="gradient">The gradient; changed.</param>
    /// <param name="maximum">The limit, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range; nothing has changed.</exception>
    public static void ClipByValue(Span<float> gradient, float maximum)
    {
        Hyperparameter.Positive(maximum, nameof(maximum));
        ParameterSweep.Run(new LimitRule(maximum), gradient, gradient, default, default);
    }

    // Element i is added in lane i mod 32, and the lanes over a fixed tree. The square of a float is exact in a double, so that it does not matter either
    // whether the processor fuses. Vector256 is two 128-bit halves, lane by lane the same, where the hardware has no wider ones.
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        const int Block = 32;
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        ref float start = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i + Block <= values.Length; i += Block)
            AddSquares(ref Unsafe.Add(ref start, i), ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, ref sum6, ref sum7);
        if (i < values.Length)
        {
            Span<float> rest = stackalloc float[Block];
            rest.Clear();
            values[i..].CopyTo(rest);
            AddSquares(ref MemoryMarshal.GetReference(rest), ref sum0, ref sum1, ref sum2, ref sum3, ref sum4, ref sum5, ref sum6, ref sum7);
        }
        Vector256<double> total = ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
        return (total[0] + total[1]) + (total[2] + total[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSquares(
        ref float values,
        ref Vector256<double> sum0, ref Vector256<double> sum1, ref Vector256<double> sum2, ref Vector256<double> sum3,
        ref Vector256<double> sum4, ref Vector256<double> sum5, ref Vector256<double> sum6, ref Vector256<double> sum7)
    {
        Accumulate(Vector256.LoadUnsafe(ref values), ref sum0, ref sum1);
        Accumulate(Vector256.LoadUnsafe(ref values, 8), ref sum2, ref sum3);
        Accumulate(Vector256.LoadUnsafe(ref values, 16), ref sum4, ref sum5);
        Accumulate(Vector256.LoadUnsafe(ref values, 24), ref sum6, ref sum7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(Vector256<float> values, ref Vector256<double> lower, ref Vector256<double> upper)
    {
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(values);
        lower += low * low;
        upper += high * high;
    }

    private readonly struct ScaleRule(float scale) : IUpdateRule
    {
        private readonly float _scale = scale;

        public static int BufferCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(TVector parameter, TVector gradient, ref TVector first, ref TVector second)
            where TVector : struct, IVector<TVector> =>
            parameter * TVector.Create(_scale);
    }

    private readonly struct LimitRule(float maximum) : IUpdateRule
    {
        private readonly float _maximum = maximum;

        public static int BufferCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(TVector parameter, TVector gradient, ref TVector first, ref TVector second)
            where TVector : struct, IVector<TVector> =>
            TVector.Max(TVector.Create(-_maximum), TVector.Min(TVector.Create(_maximum), parameter));
    }
}
