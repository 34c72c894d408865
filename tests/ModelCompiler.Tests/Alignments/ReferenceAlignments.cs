namespace ModelCompiler.Tests.Alignments;

/// <summary>
/// Connectionist temporal classification of one sample in double precision, not divided by anything: as the sum over all paths, and by the
/// recursion of Graves et al. (2006). Both take what stands before the softmax and give the loss with its derivative.
/// </summary>
internal static class ReferenceAlignments
{
    /// <summary>Every path of one class for each step, of which those count that become the labels.</summary>
    public static (double Loss, double[] Derivative) OfAllPaths(double[] logits, int classes, int[] labels, int blank)
    {
        int steps = logits.Length / classes;
        double[] p = Probabilities(logits, classes),
            shares = new double[logits.Length];
        double total = 0;
        int[] path = new int[steps];
        for (long number = 0; number < (long)Math.Pow(classes, steps); number++)
        {
            long rest = number;
            double probability = 1;
            for (int step = 0; step < steps; step++)
            {
                path[step] = (int)(rest % classes);
                rest /= classes;
                probability *= p[(step * classes) + path[step]];
            }

            if (!Collapsed(path, blank).SequenceEqual(labels))
                continue;
            total += probability;
            for (int step = 0; step < steps; step++)
                shares[(step * classes) + path[step]] += probability;
        }

        return (-Math.Log(total), [.. p.Zip(shares, (value, share) => value - (share / total))]);
    }

    /// <summary>Runs of equal classes as one, without blanks.</summary>
    public static IEnumerable<int> Collapsed(int[] path, int blank) =>
        path.Where((number, step) => number != blank && (step == 0 || path[step - 1] != number));

    /// <summary>The forward and the backward variables of section 4.1, equations 6 to 10, in logarithms.</summary>
    public static (double Loss, double[] Derivative) OfRecursion(double[] logits, int classes, int[] labels, int blank)
    {
        int steps = logits.Length / classes;
        double[] log = LogProbabilities(logits, classes);
        int[] states = [blank, .. labels.SelectMany(label => (int[])[label, blank])];
        double[,] forward = new double[steps, states.Length],
            backward = new double[steps, states.Length];
        for (int step = 0; step < steps; step++)
        for (int state = 0; state < states.Length; state++)
        {
            double sum = step == 0 ? (state < 2 ? 0 : double.NegativeInfinity) : forward[step - 1, state];
            if (step > 0 && state > 0)
                sum = LogOfSum(sum, forward[step - 1, state - 1]);
            if (step > 0 && MayFollow(states, state - 2, state, blank))
                sum = LogOfSum(sum, forward[step - 1, state - 2]);
            forward[step, state] = sum + log[(step * classes) + states[state]];
        }

        for (int step = steps - 1; step >= 0; step--)
        for (int state = states.Length - 1; state >= 0; state--)
        {
            double sum =
                step < steps - 1 ? backward[step + 1, state]
                : state >= states.Length - 2 ? 0
                : double.NegativeInfinity;
            if (step < steps - 1 && state + 1 < states.Length)
                sum = LogOfSum(sum, backward[step + 1, state + 1]);
            if (step < steps - 1 && state + 2 < states.Length && MayFollow(states, state, state + 2, blank))
                sum = LogOfSum(sum, backward[step + 1, state + 2]);
            backward[step, state] = sum + log[(step * classes) + states[state]];
        }

        double total = forward[steps - 1, states.Length - 1];
        if (states.Length > 1)
            total = LogOfSum(total, forward[steps - 1, states.Length - 2]);
        double[] derivative = Array.ConvertAll(log, Math.Exp);
        for (int step = 0; step < steps; step++)
        for (int state = 0; state < states.Length; state++)
        {
            int place = (step * classes) + states[state];
            derivative[place] -= Math.Exp(forward[step, state] + backward[step, state] - log[place] - total);
        }

        return (-total, derivative);
    }

    private static bool MayFollow(int[] states, int before, int state, int blank) =>
        before >= 0 && states[state] != blank && states[before] != states[state];

    private static double[] Probabilities(double[] logits, int classes) => Array.ConvertAll(LogProbabilities(logits, classes), Math.Exp);

    private static double[] LogProbabilities(double[] logits, int classes) =>
        [
            .. logits
                .Chunk(classes)
                .SelectMany(row =>
                {
                    double sum = row.Aggregate(double.NegativeInfinity, LogOfSum);
                    return row.Select(value => value - sum);
                }),
        ];

    private static double LogOfSum(double a, double b)
    {
        double largest = Math.Max(a, b);
        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(Math.Exp(a - largest) + Math.Exp(b - largest));
    }
}
