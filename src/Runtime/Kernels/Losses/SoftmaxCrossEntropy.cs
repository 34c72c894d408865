using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Softmax and categorical cross-entropy as one function of the values before the softmax: the loss of a sample is
/// <c>sum_j y_j (log sum_i exp(z_i) - z_j)</c>, its derivative <c>softmax(z) sum_j y_j - y</c>. Both are finite for every finite z.
/// Smoothing by s takes <c>y (1 - s) + s / K</c> for y, K being the number of classes (Szegedy 2016), as
/// <c>torch.nn.CrossEntropyLoss(label_smoothing=s)</c>. Does not allocate.
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
    /// <param name="smoothing">The part of a target that all classes share, from 0 to below 1.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
        ref float logits,
        ref readonly float target,
        ref float losses,
        int samples,
        int count,
        int stride,
        int targetStride,
        float scale,
        float smoothing = 0f
    )
        where TVector : struct, IVector<TVector>
    {
        float kept = 1f - smoothing,
            shared = smoothing / count;
        for (int sample = 0; sample < samples; sample++)
        {
            ref float row = ref Unsafe.Add(ref logits, (nint)sample * stride);
            ref float targetRow = ref Unsafe.Add(ref Unsafe.AsRef(in target), (nint)sample * targetStride);
            float maximum = PaddedRow.Max<TVector>(ref row, count, stride);
            float expected = 0f,
                mass = 0f;
            for (int j = 0; j < count; j++)
            {
                float share = (Unsafe.Add(ref targetRow, j) * kept) + shared;
                mass += share;

                // A class that the target excludes adds nothing, even where z is infinite.
                if (share != 0f)
                    expected += share * (Unsafe.Add(ref row, j) - maximum);
            }

            float sum = PaddedRow.ExponentialsAndSum<TVector>(ref row, maximum, count, stride);
            Unsafe.Add(ref losses, sample) = (mass * Log(sum)) - expected;
            float toProbability = mass / sum;
            for (int j = 0; j < count; j++)
            {
                float share = (Unsafe.Add(ref targetRow, j) * kept) + shared;
                Unsafe.Add(ref row, j) = ((Unsafe.Add(ref row, j) * toProbability) - share) * scale;
            }
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
    /// <param name="smoothing">The part of a target that all classes share, from 0 to below 1.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
        ref float logits,
        ref readonly int classes,
        ref float losses,
        int samples,
        int count,
        int stride,
        float scale,
        float smoothing = 0f
    )
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
            Unsafe.Add(ref losses, sample) = OfClass<TVector>(
                ref Unsafe.Add(ref logits, (nint)sample * stride),
                Unsafe.Add(ref Unsafe.AsRef(in classes), sample),
                count,
                stride,
                scale,
                smoothing
            );
    }

    /// <summary>The loss of a row whose target is a class; the row becomes its derivative times <paramref name="scale"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static float OfClass<TVector>(ref float row, int target, int count, int stride, float scale, float smoothing)
        where TVector : struct, IVector<TVector>
    {
        ref float correct = ref Unsafe.Add(ref row, target);
        float kept = 1f - smoothing,
            shared = smoothing / count,
            maximum = PaddedRow.Max<TVector>(ref row, count, stride),
            expected = correct - maximum;
        if (smoothing != 0f)
            expected = (kept * expected) + (shared * PaddedRow.SumOfDifferences<TVector>(ref row, maximum, count, stride));
        float sum = PaddedRow.ExponentialsAndSum<TVector>(ref row, maximum, count, stride);

        // (e / sum - y) * scale as for distributions, in the same order: equal targets give equal bits where nothing is smoothed.
        float toProbability = 1f / sum,
            ofCorrect = ((correct * toProbability) - (kept + shared)) * scale;
        TVector factor = TVector.Create(toProbability),
            outer = TVector.Create(scale),
            others = TVector.Create(shared);
        for (int j = 0; j < stride; j += TVector.Count)
        {
            ref float place = ref Unsafe.Add(ref row, j);
            TVector share = others & PaddedRow.Mask<TVector>(count - j);
            TVector.Store(((TVector.Load(in place) * factor) - share) * outer, ref place);
        }

        correct = ofCorrect;
        return Log(sum) - expected;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static float Log(float value)
    {
        Lanes4 result = VectorMath.Log(Lanes4.Create(value));
        return result.Value[0];
    }
}
