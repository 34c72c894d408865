using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <content>The loss of labels whose places among the steps are not known, as the sum over all paths through the steps.</content>
internal sealed partial class GraphEvaluator
{
    private IEnumerable<(double Loss, double[] Derivative)> LabelLosses(Node node, LabelLoss sequences)
    {
        int classes = _nodes[node.Operands[0]].Shape.Extent(Axis.Channel);
        for (int sample = 0; sample < _samples; sample++)
        {
            double[] logits = [.. SampleOf(node.Operands[0], sample)];
            int counting = node.Operands.Count > 2 ? (int)SampleOf(node.Operands[2], sample).Single() : logits.Length / classes;
            double[][] p = [.. logits.Chunk(classes).Take(counting).Select(row => Softmax(row).ToArray())];
            int[] labels = [.. SampleOf(node.Operands[1], sample).Where(label => label != Ignored).Select(label => (int)label)];
            double share = sequences.IsDivided ? 1.0 / Math.Max(1, labels.Length) : 1;
            double[] shares = new double[logits.Length];
            double total = 0;
            foreach (int[] path in Paths(classes, counting).Where(path => Collapsed(path, sequences.Blank).SequenceEqual(labels)))
            {
                double probability = path.Select((number, step) => p[step][number]).Aggregate(1.0, (a, b) => a * b);
                total += probability;
                for (int step = 0; step < counting; step++)
                    shares[(step * classes) + path[step]] += probability;
            }

            yield return (
                -Math.Log(total) * share,
                [
                    .. shares.Select(
                        (part, place) => place < counting * classes ? (p[place / classes][place % classes] - (part / total)) * share : 0
                    ),
                ]
            );
        }
    }

    private static IEnumerable<int[]> Paths(int classes, int steps) =>
        steps == 0
            ?
            [
                [],
            ]
            : Paths(classes, steps - 1).SelectMany(path => Enumerable.Range(0, classes).Select(number => (int[])[.. path, number]));

    private static IEnumerable<int> Collapsed(int[] path, int blank) =>
        path.Where((number, step) => number != blank && (step == 0 || path[step - 1] != number));
}
