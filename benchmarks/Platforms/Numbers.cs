namespace ModelCompiler.Platforms;

/// <summary>The numbers that cases start from, the same on every platform.</summary>
internal static class Numbers
{
    /// <summary>Where functions, conversions and comparisons have their borders.</summary>
    public static IReadOnlyList<float> Extreme { get; } =
    [
        0f,
        -0f,
        float.NaN,
        float.PositiveInfinity,
        float.NegativeInfinity,
        float.Epsilon,
        -1e-39f,
        1.17549435e-38f,
        float.MaxValue,
        float.MinValue,
        2.5f,
        88.72284f,
        88.8f,
        -87.4f,
        -103.9f,
        -104.1f,
        2147483647f,
        -2147483648f,
        3e9f,
        16777217f,
    ];

    /// <summary>Normally distributed numbers.</summary>
    public static float[] Normal(int seed, int count, float scale)
    {
        var random = new RandomSequence((ulong)seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = scale * random.NextNormal();
        return values;
    }

    /// <summary>Numbers from 0 to 1.</summary>
    public static float[] Uniform(int seed, int count)
    {
        var random = new RandomSequence((ulong)seed + 1000);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = random.NextUniform();
        return values;
    }

    /// <summary>Any bits, extreme numbers among them.</summary>
    public static float[] AnyBits(int count)
    {
        var random = new RandomSequence(3);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] =
                i < Extreme.Count ? Extreme[i]
                : i % 2 == 0 ? 8f * random.NextNormal()
                : BitConverter.UInt32BitsToSingle(random.NextUInt32());
        return values;
    }
}
