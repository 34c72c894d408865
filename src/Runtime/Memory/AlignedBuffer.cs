using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>
/// A zero-initialised block of floats that starts on a 64-byte boundary and never moves, so that a full-width vector access
/// never straddles two cache lines. Parameters, gradients and optimizer state live in such buffers, with the same offsets.
/// </summary>
public sealed class AlignedBuffer
{
    private const int AlignmentBytes = 64;

    private readonly float[] _storage;
    private readonly int _start;

    /// <summary>Allocates a buffer.</summary>
    /// <param name="length">The number of floats, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative or larger than an array can be.</exception>
    public unsafe AlignedBuffer(int length)
    {
        const int Slack = AlignmentBytes / sizeof(float);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength - Slack);
        _storage = GC.AllocateArray<float>(length + Slack, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_storage));
        _start = (int)((AlignmentBytes - (address % AlignmentBytes)) % AlignmentBytes / sizeof(float));
        Length = length;
    }

    /// <summary>
    /// The floats of a buffer, which is replaced by a larger one (of zeros) when it is missing or too short; otherwise does not allocate.
    /// </summary>
    /// <param name="buffer">The buffer, or null.</param>
    /// <param name="length">The floats that are needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Span<float> Grow([NotNull] ref AlignedBuffer? buffer, int length)
    {
        if (buffer is null || buffer.Length < length)
            buffer = new AlignedBuffer(length);
        return buffer.Span;
    }

    /// <summary>The number of floats.</summary>
    public int Length { get; }

    /// <summary>The whole buffer; does not allocate.</summary>
    public Span<float> Span => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_storage), _start), Length);
}
