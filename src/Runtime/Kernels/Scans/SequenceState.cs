using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <summary>
/// What sequences begin with, and what they end with, when a pass carries states from one window of long sequences to the next
/// (<see cref="ICarriedStateModel"/>). Does nothing in a pass without; does not allocate.
/// </summary>
public static class SequenceState
{
    /// <summary>Loads the step before the first one.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="start">The position of the first sample in it.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="size">The floats of all states of a sample.</param>
    /// <param name="offset">Where this one lies among them.</param>
    /// <param name="count">Its floats.</param>
    /// <param name="border">Receives that of the first sample.</param>
    /// <param name="stride">The distance from there to the next sample's.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Load(in BatchMemory batch, int start, int samples, int size, int offset, int count, ref float border, int stride)
    {
        if (batch.States.IsEmpty)
            return;
        for (int sample = 0; sample < samples; sample++)
            batch
                .States.Slice(((start + sample) * size) + offset, count)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref border, (nint)sample * stride), count));
    }

    /// <summary>Keeps the last step.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="start">The position of the first sample in it.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="size">The floats of all states of a sample.</param>
    /// <param name="offset">Where this one lies among them.</param>
    /// <param name="count">Its floats.</param>
    /// <param name="last">The last step of the first sample.</param>
    /// <param name="stride">The distance from there to the next sample's.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Keep(
        in BatchMemory batch,
        int start,
        int samples,
        int size,
        int offset,
        int count,
        ref readonly float last,
        int stride
    )
    {
        if (batch.States.IsEmpty)
            return;
        for (int sample = 0; sample < samples; sample++)
            MemoryMarshal
                .CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in last), (nint)sample * stride), count)
                .CopyTo(batch.States.Slice(((start + sample) * size) + offset, count));
    }
}
