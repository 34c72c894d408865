using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <content>Losses of whole rows, from their definitions.</content>
internal sealed partial class GraphEvaluator
{
    private double[] RowLosses(Node node)
    {
        double[][] rows = [.. Enumerable.Range(0, _samples).Select(sample => (double[])[.. SampleOf(node.Operands[0], sample)])],
            targets = [.. Enumerable.Range(0, _samples).Select(sample => (double[])[.. SampleOf(node.Operands[1], sample)])];
        switch (node)
        {
            case RowLossNode { Loss.Kernel: "CosineSimilarityLoss" }:
                return [rows.Zip(targets, Distance).Average()];
            case RowLossNode { Loss.Own: null }:
                return [rows.Zip(targets, (row, y) => y.Select((_, i) => Likelihood(row, y, i)).Average()).Average()];
            case RowLossGradientNode { Loss.Kernel: "CosineSimilarityLoss" }:
                return
                [
                    .. rows.Zip(targets, (p, y) => (p, y))
                        .SelectMany(pair =>
                            pair.p.Select(
                                (value, i) =>
                                    (((1 - Distance(pair.p, pair.y)) * value / Square(pair.p)) - (pair.y[i] / Length(pair.p, pair.y)))
                                    / _samples
                            )
                        ),
                ];
            default:
                return
                [
                    .. rows.Zip(targets, (row, y) => (row, y))
                        .SelectMany(pair => pair.row.Select((_, i) => Slope(pair.row, pair.y, i) / (_samples * pair.y.Length))),
                ];
        }
    }

    private static double Square(double[] row) => row.Sum(value => value * value) + 1e-12;

    private static double Length(double[] p, double[] y) => Math.Sqrt(Square(p) * Square(y));

    private static double Distance(double[] p, double[] y) => 1 - (p.Zip(y, (a, b) => a * b).Sum() / Length(p, y));

    private static double Variance(double[] row, double[] y, int i) => Math.Max(row[y.Length + i], 1e-6);

    private static double Likelihood(double[] row, double[] y, int i) =>
        0.5 * (Math.Log(Variance(row, y, i)) + ((row[i] - y[i]) * (row[i] - y[i]) / Variance(row, y, i)));

    private static double Slope(double[] row, double[] y, int place)
    {
        int i = place % y.Length;
        double variance = Variance(row, y, i),
            distance = row[i] - y[i];
        return place < y.Length ? distance / variance : 0.5 * ((1 / variance) - (distance * distance / (variance * variance)));
    }
}
