namespace ModelCompiler;

/// <summary>
/// Random numbers one after the other, for shuffling and sampling. Seed, stream and <see cref="Position"/> are its whole state: setting
/// the position continues exactly where another run stopped. The same on every machine. Not thread-safe; its methods do not allocate.
/// </summary>
public sealed class RandomSequence
{
    /// <summary>The stream used when none is given: 2^32, the first one that no initial parameter uses.</summary>
    public const ulong DefaultStream = 1UL << 32;

    /// <summary>Starts a sequence at position 0.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="stream">Any number; different streams of one seed are unrelated.</param>
    public RandomSequence(ulong seed, ulong stream = DefaultStream) => Source = new CounterRandom(seed, stream);

    /// <summary>The seed and the stream.</summary>
    public CounterRandom Source { get; }

    /// <summary>
    /// How many 32-bit words have been used: the index in <see cref="Source"/> of the next one. Save and set it to continue.
    /// </summary>
    public ulong Position { get; set; }

    /// <summary>32 random bits; advances by 1.</summary>
    public uint NextUInt32() => Source.UInt32(Position++);

    /// <summary>64 random bits, the first word in the lower half; advances by 2.</summary>
    public ulong NextUInt64()
    {
        ulong low = NextUInt32();
        return low | ((ulong)NextUInt32() << 32);
    }

    /// <summary>A number uniform in [0, 1); advances by 1.</summary>
    public float NextUniform() => Source.Uniform(Position++);

    /// <summary>A number of the standard normal distribution; advances by 1.</summary>
    public float NextNormal() => Source.Normal(Position++);

    /// <summary>
    /// An integer from 0 to <paramref name="maximum"/> - 1, each exactly as likely (Lemire 2019); advances by 1 or, rarely, more.
    /// </summary>
    /// <param name="maximum">The number of possible results, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximum"/> is less than 1.</exception>
    public int NextInt(int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        uint range = (uint)maximum;
        ulong product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            // The 2^32 mod range smallest remainders would make some results more likely than others.
            uint rejected = unchecked(0u - range) % range;
            while ((uint)product < rejected)
                product = (ulong)NextUInt32() * range;
        }
        return (int)(product >> 32);
    }

    /// <summary>Puts the items in random order, every order equally likely (Fisher-Yates).</summary>
    /// <typeparam name="T">Anything.</typeparam>
    /// <param name="items">Reordered in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int chosen = NextInt(last + 1);
            (items[last], items[chosen]) = (items[chosen], items[last]);
        }
    }
}
