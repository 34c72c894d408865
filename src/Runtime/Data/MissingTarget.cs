using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>
/// A target that must not count: it adds nothing to a loss, and no gradient comes from it. The mean of a loss is over the targets that
/// count, <c>sum w_i loss_ij / sum w_i</c> over the elements <c>ij</c> that are there, each by the weight of its sample; 0 when there
/// is none.
/// </summary>
/// <remarks>
/// <see cref="Value"/> is a NaN with a mark of its own, so that any other NaN stays the error it is. Losses of elements take it (those
/// of the list but for the categorical ones, that of labels, the Gaussian and the cosine, and losses of one's own). For classes there is
/// -100 with <see cref="Loss.SparseCategoricalCrossEntropy"/>.
/// </remarks>
public static class MissingTarget
{
    // A quiet NaN whose payload no computation makes.
    private const uint Mark = 0x7FC0_6D74;

    /// <summary>What stands for a target that is missing.</summary>
    public static float Value => BitConverter.UInt32BitsToSingle(Mark);

    /// <summary>Whether a target is missing; false for any other NaN.</summary>
    public static bool Is(float target) => BitConverter.SingleToUInt32Bits(target) == Mark;

    /// <summary>How many targets are missing. Does not allocate; thread-safe.</summary>
    public static int Count(ReadOnlySpan<float> targets) => MemoryMarshal.Cast<float, uint>(targets).Count(Mark);

    /// <summary>Refuses targets that are missing, where a loss needs all of them; generated code calls it.</summary>
    /// <param name="targets">The targets of all heads.</param>
    /// <param name="targetSize">Those of a sample.</param>
    /// <param name="start">Where those of the head start.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="loss">The loss.</param>
    /// <exception cref="ArgumentException">One is missing.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Refuse(ReadOnlySpan<float> targets, int targetSize, int start, int count, string loss)
    {
        if (!Any(targets))
            return;
        for (int sample = 0; sample < targets.Length / targetSize; sample++)
        {
            int missing = IndexOf(targets.Slice((sample * targetSize) + start, count));
            if (missing >= 0)
                throw new ArgumentException(
                    $"Target {start + missing} of sample {sample} is missing, but {loss} needs all targets of a sample: give the sample "
                        + "the weight 0, or leave it out.",
                    nameof(targets)
                );
        }
    }

    /// <summary>Whether one is missing.</summary>
    internal static bool Any(ReadOnlySpan<float> targets) => IndexOf(targets) >= 0;

    /// <summary>The position of the first target that is neither finite nor missing, or -1. Does not allocate.</summary>
    internal static int IndexOfWrong(ReadOnlySpan<float> targets)
    {
        int start = 0;
        while (FiniteValues.IndexOfNonFinite(targets[start..]) is var found && found >= 0)
        {
            if (!Is(targets[start + found]))
                return start + found;
            start += found + 1;
        }

        return -1;
    }

    private static int IndexOf(ReadOnlySpan<float> targets) => MemoryMarshal.Cast<float, uint>(targets).IndexOf(Mark);
}
