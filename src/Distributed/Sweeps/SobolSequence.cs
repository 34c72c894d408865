namespace ModelCompiler.Distributed.Sweeps;

/// <summary>
/// Points that fill a cube evenly: of the first 2^k, each interval of length 2^-k of each dimension has exactly one (Sobol 1967), with the
/// direction numbers of Joe and Kuo (2008).
/// </summary>
public static class SobolSequence
{
    private const int Bits = 32;

    // Of each dimension after the first: the coefficients of its primitive polynomial, and the first direction numbers.
    private static readonly (uint Polynomial, uint[] Numbers)[] _table =
    [
        (0, [1]),
        (1, [1, 3]),
        (1, [1, 3, 1]),
        (2, [1, 1, 1]),
        (1, [1, 1, 3, 3]),
        (4, [1, 3, 5, 13]),
        (2, [1, 1, 5, 5, 17]),
        (4, [1, 1, 5, 5, 5]),
        (7, [1, 1, 7, 11, 19]),
        (11, [1, 1, 5, 1, 1]),
        (13, [1, 1, 1, 3, 11]),
        (14, [1, 3, 5, 5, 31]),
        (1, [1, 3, 3, 9, 7, 49]),
        (13, [1, 1, 1, 15, 21, 21]),
        (16, [1, 3, 1, 13, 27, 49]),
    ];

    private static readonly uint[][] _directions = [.. Enumerable.Range(0, _table.Length + 1).Select(Directions)];

    /// <summary>The dimensions there are numbers for.</summary>
    public static int MostDimensions => _directions.Length;

    /// <summary>One coordinate of a point. Thread-safe; does not allocate.</summary>
    /// <param name="index">The number of the point, from 0 on.</param>
    /// <param name="dimension">The coordinate, from 0 on.</param>
    /// <param name="seed">Shifts all points by its own bits, which keeps them as even as they are.</param>
    /// <returns>A number from 0 (included) to 1 (excluded).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative, or there is no such dimension.</exception>
    public static double Point(int index, int dimension, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dimension, MostDimensions);
        uint bits = new CounterRandom(seed, RandomSequence.DefaultStream).UInt32((ulong)dimension);
        uint[] directions = _directions[dimension];
        for (int bit = 0; index != 0; bit++, index >>= 1)
            if ((index & 1) != 0)
                bits ^= directions[bit];
        return bits / 4294967296.0;
    }

    private static uint[] Directions(int dimension)
    {
        uint[] directions = new uint[Bits];
        if (dimension == 0)
        {
            for (int bit = 0; bit < Bits; bit++)
                directions[bit] = 1u << (Bits - 1 - bit);
            return directions;
        }

        (uint polynomial, uint[] numbers) = _table[dimension - 1];
        int degree = numbers.Length;
        for (int bit = 0; bit < Bits; bit++)
        {
            if (bit < degree)
            {
                directions[bit] = numbers[bit] << (Bits - 1 - bit);
                continue;
            }

            uint next = directions[bit - degree] ^ (directions[bit - degree] >> degree);
            for (int term = 1; term < degree; term++)
                if (((polynomial >> (degree - 1 - term)) & 1) != 0)
                    next ^= directions[bit - term];
            directions[bit] = next;
        }

        return directions;
    }
}
