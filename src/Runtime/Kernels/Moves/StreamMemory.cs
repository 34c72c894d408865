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

    /// <summary>Copies the row of a table that belongs to a step.</summary>
    /// <param name="table">The first row; rows lie one behind the other.</param>
    /// <param name="row">The floats of a row.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="values">Receives the row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row(ref readonly float table, int row, int step, ref float values) =>
        MemoryMarshal
            .CreateReadOnlySpan(ref Unsafe.Add(ref Unsafe.AsRef(in table), (nint)step * row), row)
            .CopyTo(MemoryMarshal.CreateSpan(ref values, row));

    /// <summary>Keeps the values of a step as a row.</summary>
    /// <param name="values">The values.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="history">The row of the step 0.</param>
    /// <param name="stride">The floats of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepRow(ref readonly float values, int count, int step, ref float history, int stride) =>
        MemoryMarshal
            .CreateReadOnlySpan(in values, count)
            .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref history, (nint)step * stride), count));

    /// <summary>Keeps the values of a step as a column.</summary>
    /// <param name="values">The values.</param>
    /// <param name="count">How many there are: the number of rows.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="history">The first row; a value for each step.</param>
    /// <param name="stride">The floats of a row.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void KeepColumn(ref readonly float values, int count, int step, ref float history, int stride)
    {
        ref float place = ref Unsafe.Add(ref history, step);
        for (int value = 0; value < count; value++)
        {
            place = Unsafe.Add(ref Unsafe.AsRef(in values), value);
            place = ref Unsafe.Add(ref place, stride);
        }
    }
}
