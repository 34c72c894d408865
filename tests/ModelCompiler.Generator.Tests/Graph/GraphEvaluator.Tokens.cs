using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <content>Rows of tables, what is added to steps, and losses of the numbers of classes.</content>
internal sealed partial class GraphEvaluator
{
    // The target that counts for nothing.
    private const double Ignored = -100;

    private double[] Tokens(Node node) =>
        node switch
        {
            GatherNode gather => ForEachSource(gather, tokens => [.. tokens.SelectMany(token => Row(gather.Operands[1], (int)token))]),
            ScatterAddNode scatter => ScatterAdd(scatter),
            SinusoidNode sinusoid => ForEachSource(sinusoid, x => [.. x.Select((value, index) => value + Sinusoid(sinusoid, index))]),
            GradientSumNode sum => [.. this[sum.Operands[0]].Zip(this[sum.Operands[1]], (a, b) => a + b)],
            SparseCrossEntropyNode loss => [SparseLosses(loss).Sum() / Math.Max(1, Counting(loss))],
            SparseCrossEntropyGradientNode loss => SparseGradient(loss),
            _ => throw new NotSupportedException(node.GetType().Name),
        };

    private IEnumerable<double> Row(int table, int row)
    {
        int columns = _nodes[table].Shape.Dimensions[1];
        return this[table].Skip(row * columns).Take(columns);
    }

    private double[] ScatterAdd(ScatterAddNode node)
    {
        double[] sums = new double[node.Shape.Size],
            upstream = this[node.Operands[0]],
            tokens = this[node.Operands[1]];
        int columns = node.Shape.Dimensions[1];
        for (int i = 0; i < upstream.Length; i++)
            if ((int)tokens[i / columns] is var row && row != node.Padding)
                sums[(row * columns) + (i % columns)] += upstream[i];
        return sums;
    }

    private static double Sinusoid(SinusoidNode node, int index)
    {
        int features = node.Shape.Dimensions[1],
            step = index / features,
            feature = index % features;
        double angle = step / Math.Pow(10000, (feature - (feature % 2)) / (double)features);
        return feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
    }

    private double Counting(Node loss) => this[loss.Operands[1]].Count(target => target != Ignored);

    private IEnumerable<double> SparseLosses(SparseCrossEntropyNode node)
    {
        int position = 0;
        var losses = new List<double>();
        ForEachPosition(
            _nodes[node.Operands[0]] with
            {
                Operands = new([node.Operands[0]]),
            },
            node.Over,
            row =>
            {
                double target = this[node.Operands[1]][position++];
                if (target != Ignored)
                    losses.Add(-Softmax(row[0]).Zip(OneHot(node.Smoothing, (int)target, row[0].Length), (p, t) => t * Math.Log(p)).Sum());
                return row[0];
            }
        );
        return losses;
    }

    private static IEnumerable<double> OneHot(double smoothing, int target, int classes) =>
        Smoothed(smoothing, [.. Enumerable.Range(0, classes).Select(number => number == target ? 1.0 : 0.0)]);

    private double[] SparseGradient(SparseCrossEntropyGradientNode node)
    {
        int position = 0;
        double counting = Math.Max(1, Counting(node));
        return ForEachPosition(
            node with
            {
                Operands = new([node.Operands[0]]),
            },
            node.Over,
            row =>
            {
                double target = this[node.Operands[1]][position++];
                return target == Ignored
                    ? new double[row[0].Length]
                    : [.. Softmax(row[0]).Zip(OneHot(node.Smoothing, (int)target, row[0].Length), (p, t) => (p - t) / counting)];
            }
        );
    }
}
