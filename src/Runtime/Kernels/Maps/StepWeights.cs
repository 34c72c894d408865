using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Kernels;

/// <summary>
/// Weights of steps in samples that have lengths: every value of a step has the same. Does not allocate; callers own all memory, and
/// concurrent calls may share what they read.
/// </summary>
public static class StepWeights
{
    /// <summary>1 for the steps of a sample, 0 for those behind its end.</summary>
    /// <param name="lengths">The length of the first sample.</param>
    /// <param name="sampleLengths">The distance between the lengths of two samples.</param>
    /// <param name="y">The first step; padding gets the weight too.</param>
    /// <param name="steps">The steps of a sample.</param>
    /// <param name="step">The floats of a step.</param>
    /// <param name="sample">The distance between two samples.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Valid(ref readonly float lengths, int sampleLengths, ref float y, int steps, int step, int sample, int samples)
    {
        for (int index = 0; index < samples; index++)
        {
            int length = Length(in lengths, index * sampleLengths);
            Fill(ref y, index, sample, 0, length * step, 1f);
            Fill(ref y, index, sample, length * step, steps * step, 0f);
        }
    }

    /// <summary>One over the length for the steps of a sample, 0 for those behind its end.</summary>
    /// <inheritdoc cref="Valid"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Mean(ref readonly float lengths, int sampleLengths, ref float y, int steps, int step, int sample, int samples)
    {
        for (int index = 0; index < samples; index++)
        {
            int length = Length(in lengths, index * sampleLengths);
            Fill(ref y, index, sample, 0, length * step, 1f / length);
            Fill(ref y, index, sample, length * step, steps * step, 0f);
        }
    }

    /// <summary>1 for the last step of a sample, 0 for all others.</summary>
    /// <inheritdoc cref="Valid"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Last(ref readonly float lengths, int sampleLengths, ref float y, int steps, int step, int sample, int samples)
    {
        for (int index = 0; index < samples; index++)
        {
            int length = Length(in lengths, index * sampleLengths);
            Fill(ref y, index, sample, 0, steps * step, 0f);
            Fill(ref y, index, sample, (length - 1) * step, length * step, 1f);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Length(ref readonly float lengths, nint place) => (int)Unsafe.Add(ref Unsafe.AsRef(in lengths), place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(ref float y, int index, int sample, int start, int end, float value) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref y, ((nint)index * sample) + start), end - start).Fill(value);
}
