using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Threads;

namespace ModelCompiler;

/// <summary>A sum over shards that is to be computed.</summary>
internal readonly ref struct ShardSumState
{
    /// <summary>The terms in the order of their shards, which make up one complete binary tree.</summary>
    public required ReadOnlySpan<ShardTerm> Terms { get; init; }

    /// <summary>Where in each term the range begins that is added.</summary>
    public required int Start { get; init; }

    /// <summary>Receives the sum; its length is that of the range.</summary>
    public required Span<float> Sum { get; init; }

    /// <summary>What the sum is multiplied by.</summary>
    public required float Scale { get; init; }
}

/// <summary>
/// Adds weighted terms in a binary tree over shards, whichever subtrees have been added before and elsewhere: the same bits for every
/// split. A piece of all terms at a time, small enough that what is between leaves and root stays in the first cache. Products and sums are
/// rounded each, never fused, so that processors and vector widths agree.
/// </summary>
internal readonly struct ShardSum : IPhasedWork<ShardSumState>
{
    private const int Piece = 512,
        FlopsPerElement = 16;

    /// <summary>Computes a sum, by several threads where that pays. Does not allocate.</summary>
    public static void Run(in ShardSumState state, int degree) =>
        WorkerTeam.Run<ShardSum, ShardSumState>(in state, degree, (long)state.Sum.Length * state.Terms.Length * FlopsPerElement);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in ShardSumState state, int phase, int part, int parts)
    {
        (int start, int count) = Share.Floats(state.Sum.Length, part, parts);
        int shardsOfAll = 0;
        foreach (ref readonly ShardTerm term in state.Terms)
            shardsOfAll += term.Shards;
        int levels = BitOperations.Log2((uint)shardsOfAll) + 2;
        Span<float> partial = stackalloc float[levels * Piece];
        Span<int> sizes = stackalloc int[levels];
        for (int at = start; at < start + count; at += Piece)
        {
            int length = Math.Min(Piece, start + count - at),
                depth = 0;
            foreach (ref readonly ShardTerm term in state.Terms)
            {
                ReadOnlySpan<float> values = term.Buffer.Span.Slice(term.Offset + state.Start + at, length);
                int shards = term.Shards;
                if (depth > 0 && sizes[depth - 1] == shards)
                {
                    AddScaled(partial.Slice((depth - 1) * Piece, length), values, term.Weight);
                    shards *= 2;
                    depth--;
                }
                else
                {
                    Scale(partial.Slice(depth * Piece, length), values, term.Weight);
                }

                for (; depth > 0 && sizes[depth - 1] == shards; depth--, shards *= 2)
                    AddScaled(partial.Slice((depth - 1) * Piece, length), partial.Slice(depth * Piece, length), 1);
                sizes[depth++] = shards;
            }

            Scale(state.Sum.Slice(at, length), partial[..length], state.Scale);
        }
    }

    /// <summary>Adds a multiple to a sum: two roundings everywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<float> sum, ReadOnlySpan<float> addend, float factor)
    {
        Span<Vector<float>> sums = MemoryMarshal.Cast<float, Vector<float>>(sum);
        ReadOnlySpan<Vector<float>> addends = MemoryMarshal.Cast<float, Vector<float>>(addend);
        for (int i = 0; i < sums.Length; i++)
            sums[i] += addends[i] * factor;
        for (int i = sums.Length * Vector<float>.Count; i < sum.Length; i++)
            sum[i] += addend[i] * factor;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(Span<float> result, ReadOnlySpan<float> values, float factor)
    {
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(result);
        ReadOnlySpan<Vector<float>> all = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (int i = 0; i < results.Length; i++)
            results[i] = all[i] * factor;
        for (int i = results.Length * Vector<float>.Count; i < result.Length; i++)
            result[i] = values[i] * factor;
    }
}
