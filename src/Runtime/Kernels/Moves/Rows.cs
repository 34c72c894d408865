using System.Runtime.CompilerServices;

namespace ModelCompiler.Kernels;

/// <summary>Moves rows between padded memory and a caller's, and adds up the samples' losses. Does not allocate.</summary>
public static class Rows
{
    /// <summary>Copies the first elements of each padded row to consecutive places.</summary>
    /// <param name="source">The padded rows.</param>
    /// <param name="stride">The distance between them.</param>
    /// <param name="destination">Receives <paramref name="samples"/> × <paramref name="count"/> elements.</param>
    /// <param name="count">The elements of a row.</param>
    /// <param name="samples">The number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ReadOnlySpan<float> source, int stride, Span<float> destination, int count, int samples)
    {
        if (stride == count)
        {
            source[..(samples * count)].CopyTo(destination);
            return;
        }

        for (int sample = 0; sample < samples; sample++)
            source.Slice(sample * stride, count).CopyTo(destination[(sample * count)..]);
    }

    /// <summary>Clears parts of a buffer.</summary>
    /// <param name="values">The buffer.</param>
    /// <param name="parts">Of each part where it starts, and its length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear(Span<float> values, ReadOnlySpan<int> parts)
    {
        for (int part = 0; part < parts.Length; part += 2)
            values.Slice(parts[part], parts[part + 1]).Clear();
    }

    /// <summary>The sum of the samples' losses, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<float> losses)
    {
        double sum = 0;
        foreach (float loss in losses)
            sum += loss;
        return sum;
    }
}
