namespace ModelCompiler.Tests.Axes;

/// <summary>Multi-head attention in double precision, as PyTorch's documentation defines it, query by query.</summary>
internal sealed record AttentionMath(int Heads, int KeyValueHeads, int Size)
{
    public Func<int, int, bool> Sees { get; init; } = (_, _) => true;

    /// <summary>What turns the pairs of a head: 0 for none, 1 for halves, 2 for neighbours.</summary>
    public int Rotary { get; init; }

    public double Base { get; init; } = 10_000;

    private int Channels => Heads * Size;

    private int KeyChannels => KeyValueHeads * Size;

    /// <summary>The heads of each step side by side, from queries, keys and values.</summary>
    public double[] Of(double[] queries, double[] keys, double[] values)
    {
        int steps = queries.Length / Channels,
            others = keys.Length / KeyChannels;
        double[] q = Turned(queries, Channels),
            k = Turned(keys, KeyChannels),
            result = new double[queries.Length];
        for (int query = 0; query < steps; query++)
        for (int head = 0; head < Heads; head++)
        {
            int shared = head / (Heads / KeyValueHeads);
            int[] seen = [.. Enumerable.Range(0, others).Where(key => Sees(query, key))];
            double[] weights =
            [
                .. seen.Select(key => Math.Exp(Dot(q, (query * Channels) + (head * Size), k, (key * KeyChannels) + (shared * Size)))),
            ];
            double sum = weights.Sum();
            for (int i = 0; i < seen.Length; i++)
            for (int d = 0; d < Size; d++)
                result[(query * Channels) + (head * Size) + d] += weights[i] / sum * values[(seen[i] * KeyChannels) + (shared * Size) + d];
        }

        return result;
    }

    /// <summary>The part of packed projections that is queries (0), keys (1) or values (2).</summary>
    public double[] Part(double[] packed, int part) =>
        [.. packed.Chunk(3 * Channels).SelectMany(step => step.Skip(part * Channels).Take(Channels))];

    private double Dot(double[] q, int from, double[] k, int other)
    {
        double sum = 0;
        for (int d = 0; d < Size; d++)
            sum += q[from + d] * k[other + d];
        return sum / Math.Sqrt(Size);
    }

    private double[] Turned(double[] x, int channels)
    {
        if (Rotary == 0)
            return x;
        double[] y = (double[])x.Clone();
        for (int start = 0; start < x.Length; start += Size)
        for (int pair = 0; pair < Size / 2; pair++)
        {
            double angle = start / channels * Math.Pow(Base, -2.0 * pair / Size);
            int a = start + (Rotary == 1 ? pair : 2 * pair),
                b = Rotary == 1 ? a + (Size / 2) : a + 1;
            y[a] = (x[a] * Math.Cos(angle)) - (x[b] * Math.Sin(angle));
            y[b] = (x[b] * Math.Cos(angle)) + (x[a] * Math.Sin(angle));
        }

        return y;
    }
}
