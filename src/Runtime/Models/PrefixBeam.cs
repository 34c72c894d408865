namespace ModelCompiler;

/// <summary>
/// The most probable beginnings of a sequence of labels after so many steps, each with the probability of all its alignments, in
/// logarithms.
/// </summary>
/// <param name="width">How many are kept.</param>
/// <param name="blank">The class that stands for no label.</param>
internal sealed class PrefixBeam(int width, int blank)
{
    // A beginning is a node of a tree: its label, behind the beginning without it. The root has none.
    private readonly List<(int Parent, int Label)> _prefixes = [(-1, -1)];
    private readonly Dictionary<(int Parent, int Label), int> _longer = [];
    private Dictionary<int, Ways> _beam = new() { [0] = new Ways(0, double.NegativeInfinity) };

    /// <summary>Takes the probabilities of a step.</summary>
    public void Step(ReadOnlySpan<float> probabilities)
    {
        var next = new Dictionary<int, Ways>();
        foreach ((int prefix, Ways ways) in _beam)
        {
            int last = _prefixes[prefix].Label;
            for (int label = 0; label < probabilities.Length; label++)
            {
                double here = Math.Log(probabilities[label]);
                if (double.IsNegativeInfinity(here))
                    continue;
                if (label == blank)
                    Add(next, prefix, new Ways(ways.Total + here, double.NegativeInfinity));
                else if (label != last)
                    Add(next, Longer(prefix, label), new Ways(double.NegativeInfinity, ways.Total + here));
                else
                {
                    // Once more without a blank in between is the same label; with one it is another.
                    Add(next, prefix, new Ways(double.NegativeInfinity, ways.WithLabel + here));
                    Add(next, Longer(prefix, label), new Ways(double.NegativeInfinity, ways.WithBlank + here));
                }
            }
        }

        _beam = next.Count <= width ? next : Sorted(next).Take(width).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    /// <summary>The labels of the most probable one.</summary>
    public int[] Best()
    {
        var labels = new Stack<int>();
        int prefix = Sorted(_beam).Select(pair => pair.Key).FirstOrDefault();
        for (; prefix > 0; prefix = _prefixes[prefix].Parent)
            labels.Push(_prefixes[prefix].Label);
        return [.. labels];
    }

    // Of equal ones the one that was found first: the order does not depend on that of a dictionary.
    private static IEnumerable<KeyValuePair<int, Ways>> Sorted(Dictionary<int, Ways> beam) =>
        beam.OrderByDescending(pair => pair.Value.Total).ThenBy(pair => pair.Key);

    private int Longer(int prefix, int label)
    {
        if (_longer.TryGetValue((prefix, label), out int longer))
            return longer;
        _prefixes.Add((prefix, label));
        return _longer[(prefix, label)] = _prefixes.Count - 1;
    }

    private static void Add(Dictionary<int, Ways> beam, int prefix, Ways ways) =>
        beam[prefix] = beam.TryGetValue(prefix, out Ways others)
            ? new Ways(LogOfSum(others.WithBlank, ways.WithBlank), LogOfSum(others.WithLabel, ways.WithLabel))
            : ways;

    private static double LogOfSum(double a, double b)
    {
        double largest = Math.Max(a, b);
        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(Math.Exp(a - largest) + Math.Exp(b - largest));
    }

    /// <summary>The alignments of a beginning.</summary>
    /// <param name="WithBlank">The logarithm of those that end with a blank.</param>
    /// <param name="WithLabel">The logarithm of those that end with its last label.</param>
    private readonly record struct Ways(double WithBlank, double WithLabel)
    {
        public double Total => LogOfSum(WithBlank, WithLabel);
    }
}
