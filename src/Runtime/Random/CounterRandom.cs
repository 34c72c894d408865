using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// Random access to random numbers: number <c>index</c> of a seed and a stream is a pure function of the three, so any part can be
/// computed by any thread in any order. The same on every machine. Immutable, thread-safe, does not allocate.
/// </summary>
/// <remarks>
/// Philox4x32-10 (Salmon et al., 2011): the seed is the key, the stream the upper half of the counter. Every index is one 32-bit
/// word, and <see cref="UInt32"/>, <see cref="Uniform"/> and <see cref="Normal"/> of one index are three readings of the same
/// word: numbers that must be independent need different indices or different streams. Initial parameters use the
/// streams below 2^32, one for each parameter; <see cref="RandomSequence"/> starts at 2^32.
/// </remarks>
/// <param name="seed">Any number; different seeds give unrelated numbers.</param>
/// <param name="stream">Any number; different streams of one seed give unrelated numbers.</param>
public readonly struct CounterRandom(ulong seed, ulong stream) : IEquatable<CounterRandom>
{
    /// <summary>The seed.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>The stream.</summary>
    public ulong Stream { get; } = stream;

    /// <summary>Whether two generators are the same.</summary>
    public static bool operator ==(CounterRandom left, CounterRandom right) => left.Equals(right);

    /// <summary>Whether two generators differ.</summary>
    public static bool operator !=(CounterRandom left, CounterRandom right) => !left.Equals(right);

    /// <summary>32 random bits.</summary>
    /// <param name="index">Which number.</param>
    public uint UInt32(ulong index)
    {
        (uint word0, uint word1, uint word2, uint word3) = Block(index / 4);
        return (index % 4) switch
        {
            0 => word0,
            1 => word1,
            2 => word2,
            _ => word3,
        };
    }

    /// <summary>A number uniform in [0, 1): a multiple of 2^-24, so every value is exact.</summary>
    /// <param name="index">Which number.</param>
    public float Uniform(ulong index) => ToUniform(UInt32(index));

    /// <summary>
    /// A number of the normal distribution with mean 0 and variance 1, between -6.4 and 6.4: the quantile (Wichura 1988, AS 241) of
    /// the word as a probability, computed in double from exactly rounded operations only.
    /// </summary>
    /// <param name="index">Which number.</param>
    public float Normal(ulong index) => (float)NormalQuantile.Of((UInt32(index) + 0.5) * (1.0 / 4294967296.0));

    // The same word as Normal, spread over what lies within two standard deviations: P(-2) + u (P(2) - P(-2)).
    internal float TruncatedNormal(ulong index)
    {
        const double Below = 0.02275013194817921;
        double uniform = (UInt32(index) + 0.5) * (1.0 / 4294967296.0);
        return (float)NormalQuantile.Of(Below + (uniform * (1 - (2 * Below))));
    }

    /// <inheritdoc/>
    public bool Equals(CounterRandom other) => Seed == other.Seed && Stream == other.Stream;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CounterRandom other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seed, Stream);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ToUniform(uint word) => (word >> 8) * (1f / 16777216f);

    /// <summary>The words of the indices 4 × <paramref name="block"/> to 4 × <paramref name="block"/> + 3.</summary>
    internal (uint Word0, uint Word1, uint Word2, uint Word3) Block(ulong block) =>
        Philox4x32.Block((uint)block, (uint)(block >> 32), (uint)Stream, (uint)(Stream >> 32), (uint)Seed, (uint)(Seed >> 32));
}
