using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Softmax of each step and connectionist temporal classification (Graves et al. 2006) as one function of the values before the softmax:
/// the loss of a sample is <c>-log p(labels)</c>, p being the sum over all alignments of the labels with the steps; its derivative is
/// <c>softmax(z)_k - g_k</c>, g being the part of p that has class k in the step. As <c>torch.nn.CTCLoss</c>. Exponentials of a row are
/// taken in vectors, all else in double precision and logarithms, in one order: equal bits at all widths. Does not allocate.
/// </summary>
public static class ConnectionistTemporalClassification
{
    /// <summary>
    /// Each sample's loss and its derivative times <paramref name="scale"/>, over all steps. Where the labels do not fit into the steps,
    /// or have the probability 0, the derivative is 0 and the loss infinite or, on request, 0.
    /// </summary>
    /// <param name="targets">The labels of the first sample, <see cref="ClassTargets.Ignored"/> behind the last.</param>
    /// <param name="losses">Receives one value per sample.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="logits">The first step; overwritten by the derivative, padding by zero.</param>
    /// <param name="layout">How steps lie: one line of pixels.</param>
    /// <param name="alignments">Memory for the first sample, in floats: twice <c>steps * (2 * targetLength + 3) + 2 * targetLength + 1 +
    /// classes</c>, and a row.</param>
    /// <param name="sampleAlignments">The distance between that of two samples.</param>
    /// <param name="targetStride">The distance between the labels of two samples.</param>
    /// <param name="targetLength">The most labels of a sample.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <param name="zeroInfinity">Whether an infinite loss becomes 0.</param>
    /// <param name="divideByLength">Whether loss and derivative of a sample are divided by the number of its labels, if there are
    /// any.</param>
    /// <param name="scale">What the derivative is multiplied by: one over the number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
        ref readonly float targets,
        ref float losses,
        int samples,
        int classes,
        ref float logits,
        PixelLayout layout,
        ref float alignments,
        int sampleAlignments,
        int targetStride,
        int targetLength,
        int blank,
        bool zeroInfinity,
        bool divideByLength,
        float scale
    )
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        {
            AlignmentTable table = Table(
                ref Unsafe.Add(ref alignments, (nint)sample * sampleAlignments),
                in Unsafe.Add(ref Unsafe.AsRef(in targets), (nint)sample * targetStride),
                targetLength,
                layout,
                classes,
                blank
            );
            ref float first = ref Unsafe.Add(ref logits, (nint)sample * layout.Sample);
            Unsafe.Add(ref losses, sample) = Sample<TVector>(ref first, layout, table, layout.Pixels, zeroInfinity, divideByLength, scale);
        }
    }

    /// <summary>The same, of the steps of each sample that count; the derivatives of the others are zero.</summary>
    /// <param name="targets">The labels of the first sample, <see cref="ClassTargets.Ignored"/> behind the last.</param>
    /// <param name="lengths">The number of steps of the first sample that count, which are its first ones.</param>
    /// <param name="sampleLengths">The distance between those numbers of two samples.</param>
    /// <param name="losses">Receives one value per sample.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="logits">The first step; overwritten by the derivative, padding by zero.</param>
    /// <param name="layout">How steps lie: one line of pixels.</param>
    /// <param name="alignments">Memory for the first sample, as without lengths.</param>
    /// <param name="sampleAlignments">The distance between that of two samples.</param>
    /// <param name="targetStride">The distance between the labels of two samples.</param>
    /// <param name="targetLength">The most labels of a sample.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <param name="zeroInfinity">Whether an infinite loss becomes 0.</param>
    /// <param name="divideByLength">Whether loss and derivative of a sample are divided by the number of its labels, if there are
    /// any.</param>
    /// <param name="scale">What the derivative is multiplied by: one over the number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
        ref readonly float targets,
        ref readonly float lengths,
        int sampleLengths,
        ref float losses,
        int samples,
        int classes,
        ref float logits,
        PixelLayout layout,
        ref float alignments,
        int sampleAlignments,
        int targetStride,
        int targetLength,
        int blank,
        bool zeroInfinity,
        bool divideByLength,
        float scale
    )
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        {
            AlignmentTable table = Table(
                ref Unsafe.Add(ref alignments, (nint)sample * sampleAlignments),
                in Unsafe.Add(ref Unsafe.AsRef(in targets), (nint)sample * targetStride),
                targetLength,
                layout,
                classes,
                blank
            );
            int counting = (int)Unsafe.Add(ref Unsafe.AsRef(in lengths), (nint)sample * sampleLengths);
            ref float first = ref Unsafe.Add(ref logits, (nint)sample * layout.Sample);
            Unsafe.Add(ref losses, sample) = Sample<TVector>(ref first, layout, table, counting, zeroInfinity, divideByLength, scale);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static AlignmentTable Table(
        ref float alignments,
        ref readonly float labels,
        int targetLength,
        PixelLayout layout,
        int classes,
        int blank
    ) => new(ref alignments, MemoryMarshal.CreateReadOnlySpan(in labels, targetLength), layout.Pixels, classes, layout.Columns, blank);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Sample<TVector>(
        ref float logits,
        PixelLayout layout,
        AlignmentTable table,
        int steps,
        bool zeroInfinity,
        bool divideByLength,
        float scale
    )
        where TVector : struct, IVector<TVector>
    {
        double logProbability = double.NegativeInfinity;
        if (table.StepsNeeded <= steps)
        {
            for (int step = 0; step < steps; step++)
            {
                ReadOnlySpan<float> row = MemoryMarshal.CreateReadOnlySpan(in Row(ref logits, layout, step), layout.Columns);
                Normalize<TVector>(row, table, step);
                table.Forward(row, step, steps);
            }

            logProbability = table.LogProbability(steps);
        }

        if (double.IsNegativeInfinity(logProbability))
        {
            Clear(ref logits, layout, 0);
            return zeroInfinity ? 0f : float.PositiveInfinity;
        }

        double share = divideByLength ? 1.0 / Math.Max(1, table.Labels) : 1.0;
        table.BeginBackward();
        for (int step = steps - 1; step >= 0; step--)
        {
            Span<float> row = MemoryMarshal.CreateSpan(ref Row(ref logits, layout, step), layout.Columns);
            table.Backward(row, step, steps, logProbability);
            Derivative<TVector>(row, table, step, scale * share);
        }

        Clear(ref logits, layout, steps);

        // A sum of probabilities is not above 1 but for its rounding.
        return (float)(Math.Max(0.0, -logProbability) * share);
    }

    // The logits are still needed: exponentials are taken of a copy.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Normalize<TVector>(ReadOnlySpan<float> row, AlignmentTable table, int step)
        where TVector : struct, IVector<TVector>
    {
        row.CopyTo(table.Row);
        ref float first = ref MemoryMarshal.GetReference(table.Row);
        float maximum = PaddedRow.Max<TVector>(ref first, table.Classes, row.Length);
        PaddedRow.ExponentialsAndSum<TVector>(ref first, maximum, table.Classes, row.Length);
        table.SetSum(step, maximum, Sum(table.Row[..table.Classes]));
    }

    // In double precision: how near to 1 a probability is, is all that is left of the loss of a model that knows the answer.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<float> exponentials)
    {
        double sum = 0;
        foreach (float exponential in exponentials)
            sum += exponential;
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Derivative<TVector>(Span<float> row, AlignmentTable table, int step, double scale)
        where TVector : struct, IVector<TVector>
    {
        ref float first = ref MemoryMarshal.GetReference(row);
        float maximum = PaddedRow.Max<TVector>(ref first, table.Classes, row.Length);
        PaddedRow.ExponentialsAndSum<TVector>(ref first, maximum, table.Classes, row.Length);
        double toProbability = 1.0 / table.Sum(step);
        Span<double> shares = table.Shares;
        for (int number = 0; number < shares.Length; number++)
            row[number] = (float)(((row[number] * toProbability) - shares[number]) * scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Clear(ref float logits, PixelLayout layout, int firstStep)
    {
        for (int step = firstStep; step < layout.Pixels; step++)
            MemoryMarshal.CreateSpan(ref Row(ref logits, layout, step), layout.Columns).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Row(ref float logits, PixelLayout layout, int step) => ref Unsafe.Add(ref logits, (nint)step * layout.Columns);
}
