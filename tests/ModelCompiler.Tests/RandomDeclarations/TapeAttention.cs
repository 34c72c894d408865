namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Multi-head attention of one sample, on a tape, query by query.</summary>
/// <param name="tape">Where to.</param>
/// <param name="attention">The layer.</param>
/// <param name="size">The features of a step.</param>
internal sealed class TapeAttention(Tape tape, AttentionAttribute attention, int size)
{
    private readonly int _head = size / attention.Heads;
    private readonly int _shared = attention.KeyValueHeads == 0 ? attention.Heads : attention.KeyValueHeads;

    /// <summary>Whether one matrix makes queries, keys and values.</summary>
    public static bool IsPacked(AttentionAttribute attention) =>
        attention.Projections == Projections.Packed
        && attention.Keys is null
        && (attention.KeyValueHeads == 0 || attention.KeyValueHeads == attention.Heads);

    /// <summary>The layer's output.</summary>
    /// <param name="x">The steps of queries.</param>
    /// <param name="source">The steps of keys and values.</param>
    /// <param name="sourceSize">The features of one of those.</param>
    /// <param name="own">The parameters.</param>
    public int[] Of(int[] x, int[] source, int sourceSize, int[][] own)
    {
        int each = attention.Bias ? 2 : 1;
        int[][] queries,
            keys,
            values;
        if (IsPacked(attention))
        {
            int[][] packed = Map(x, size, own[0], attention.Bias ? own[1] : null);
            (queries, keys, values) = (Part(packed, 0), Part(packed, 1), Part(packed, 2));
        }
        else
        {
            queries = Map(x, size, own[0], Bias(0));
            keys = Map(source, sourceSize, own[each], Bias(1));
            values = Map(source, sourceSize, own[2 * each], Bias(2));
        }

        queries = Turned(queries);
        keys = Turned(keys);
        int[] heads = [.. queries.SelectMany((query, step) => Step(query, step, queries.Length, keys, values))];
        return [.. Map(heads, size, own[^each], attention.Bias ? own[^1] : null).SelectMany(step => step)];

        int[]? Bias(int position) => attention.Bias ? own[(position * each) + 1] : null;

        int[][] Part(int[][] packed, int part) => Array.ConvertAll(packed, step => step[(part * size)..((part + 1) * size)]);
    }

    private IEnumerable<int> Step(int[] query, int step, int steps, int[][] keys, int[][] values)
    {
        int past = attention.Causal ? keys.Length - steps : 0;
        int[] seen = [.. Enumerable.Range(0, keys.Length).Where(key => Sees(key - step - past))];
        for (int head = 0; head < attention.Heads; head++)
        {
            int first = head / (attention.Heads / _shared) * _head;
            int[] scores =
            [
                .. seen.Select(key =>
                    tape.Scale(
                        Sum(Enumerable.Range(0, _head).Select(d => (query[(head * _head) + d], keys[key][first + d]))),
                        1 / Math.Sqrt(_head)
                    )
                ),
            ];
            int[] weights = seen.Length == 0 ? [] : TapeNorms.Softmax(tape, scores, new SampleShape([scores.Length]));
            for (int d = 0; d < _head; d++)
                yield return Sum(seen.Select((key, i) => (weights[i], values[key][first + d])));
        }
    }

    private bool Sees(int distance) =>
        (!attention.Causal || distance <= 0) && (attention.Window == 0 || Math.Abs(distance) < attention.Window);

    private int[][] Turned(int[][] steps) =>
        attention.Rotary == Rotary.None ? steps : [.. steps.Select((step, position) => Turned(step, position))];

    private int[] Turned(int[] x, int step)
    {
        int[] y = new int[x.Length];
        for (int head = 0; head < x.Length; head += _head)
        for (int pair = 0; pair < _head / 2; pair++)
        {
            double angle = step * Math.Pow(attention.RotaryBase, -2.0 * pair / _head);
            int a = head + (attention.Rotary == Rotary.Halves ? pair : 2 * pair),
                b = attention.Rotary == Rotary.Halves ? a + (_head / 2) : a + 1;
            y[a] = tape.Add(tape.Scale(x[a], Math.Cos(angle)), x[b], -Math.Sin(angle));
            y[b] = tape.Add(tape.Scale(x[b], Math.Cos(angle)), x[a], Math.Sin(angle));
        }

        return y;
    }

    private int[][] Map(int[] x, int inputs, int[] weight, int[]? bias) =>
        [
            .. x.Chunk(inputs)
                .Select(step => weight.Chunk(inputs).Select((row, unit) => Sum(step.Zip(row), bias is null ? -1 : bias[unit])).ToArray()),
        ];

    private int Sum(IEnumerable<(int, int)> products, int bias = -1)
    {
        (int Left, int Right)[] all = [.. products];
        double sum = tape.StartSum(bias);
        foreach ((int left, int right) in all)
            sum = tape.Product(sum, left, right);
        return tape.EndSum(sum);
    }
}
