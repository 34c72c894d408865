using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Kernels;

/// <summary>The steps that a stream still needs, in front of the one that it is at. Does not allocate; callers own the memory.</summary>
public static class StreamMemory
{
    /// <summary>Makes the latest step the one before: everything moves one step to the front, and the earliest step is forgotten.</summary>
    /// <param name="image">The earliest step that is kept.</param>
    /// <param name="kept">The floats of the steps that are kept.</param>
    /// <param name="step">The floats of a step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Advance(ref float image, int kept, int step) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref image, step), kept).CopyTo(MemoryMarshal.CreateSpan(ref image, kept));
}
