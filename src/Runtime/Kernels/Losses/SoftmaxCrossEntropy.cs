using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Softmax and categorical cross-entropy as one function of the values before the softmax: the loss of a sample is
/// <c>sum_j y_j (log sum_i exp(z_i) - z_j)</c>, its derivative <c>softmax(z) sum_j y_j - y</c>. Both are finite for every finite z.
/// Does not allocate.
/// </summary>
public static class SoftmaxCrossEntropy
{
    /// <summary>
    /// Each sample's loss and its derivative times <paramref name="scale"/>, for targets that are distributions over the classes.
    /// </summary>
    /// <param name="logits">The first row of z, <paramref name="stride"/> apart; overwritten by the derivative, padding by zero.</param>
    /// <param name="target">The first row of targets, <paramref name="targetStride"/> apart.</param>
    /// <param name="losses">Receives one value per sample.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of classes.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="targetStride">The distance between targets: <paramref name="count"/>, or the targets of all heads.</param>
    /// <param name="scale">What the derivative is multiplied by: one over the number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
        ref float logits,
        ref readonly float target,
        ref float losses,
        int samples,
        int count,
        int stride,
        int targetStride,
        float scale
    )
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float row = ref Unsafe.Add(ref logits, (nint)sample * stride);
            ref float targetRow = ref Unsafe.Add(ref Unsafe.AsRef(in target), (nint)sample * targetStride);
            float maximum = PaddedRow.Max<TVector>(ref row, count, stride);
            float expected = 0f,
                mass = 0f;
            for (int j = 0; j < count; j++)
            {
                float share = Unsafe.Add(ref targetRow, j);
                mass += share;

                // A class that the target excludes adds nothing, even where z is infinite.
                if (share != 0f)
                    expected += share * (Unsafe.Add(ref row, j) - maximum);
            }

            float sum = PaddedRow.ExponentialsAndSum<TVector>(ref row, maximum, count, stride);
            Unsafe.Add(ref losses, sample) = (mass * Log(sum)) - expected;
            float toProbability = mass / sum;
            for (int j = 0; j < count; j++)
                Unsafe.Add(ref row, j) = ((Unsafe.Add(ref row, j) * toProbability) - Unsafe.Add(ref targetRow, j)) * scale;
        }
    }

    /// <summary>Each sample's loss and its derivative times <paramref name="scale"/>, for targets that are class indices.</summary>
    /// <param name="logits">The first row of z, <paramref name="stride"/> apart; overwritten by the derivative, padding by zero.</param>
    /// <param name="classes">One class index per sample, each in [0, <paramref name="count"/>).</param>
    /// <param name="losses">Receives one value per sample.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of classes.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="scale">What the derivative is multiplied by: one over the number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
        ref float logits,
        ref readonly int classes,
        ref float losses,
        int samples,
        int count,
        int stride,
        float scale
    )
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float row = ref Unsafe.Add(ref logits, (nint)sample * stride);
            ref float correct = ref Unsafe.Add(ref row, Unsafe.Add(ref Unsafe.AsRef(in classes), sample));
            float maximum = PaddedRow.Max<TVector>(ref row, count, stride);
            float expected = correct - maximum;
            float sum = PaddedRow.ExponentialsAndSum<TVector>(ref row, maximum, count, stride);
            Unsafe.Add(ref losses, sample) = Log(sum) - expected;

            // (e / sum - y) * scale as in the overload for distributions, in the same order: equal targets give equal bits.
            float toProbability = 1f / sum;
            TVector factor = TVector.Create(toProbability),
                outer = TVector.Create(scale);
            float ofCorrect = ((correct * toProbability) - 1f) * scale;
            for (int j = 0; j < stride; j += TVector.Count)
            {
                ref float place = ref Unsafe.Add(ref row, j);
                TVector.Store(TVector.Load(in place) * factor * outer, ref place);
            }

            correct = ofCorrect;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static float Log(float value)
    {
        Lanes4 result = VectorMath.Log(Lanes4.Create(value));
        return result.Value[0];
    }
}
