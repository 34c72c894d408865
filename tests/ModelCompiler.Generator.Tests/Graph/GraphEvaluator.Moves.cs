using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <content>Views, weighted sums of neighbours, and what works on the channels of each position.</content>
internal sealed partial class GraphEvaluator
{
    private double[] LogSoftmaxes(Node node) =>
        node switch
        {
            LogSoftmaxNode softmax => ForEachPosition(node, softmax.Over, row => Array.ConvertAll(Softmax(row[0]), Math.Log)),
            LogSoftmaxGradientNode softmax => ForEachPosition(
                node,
                softmax.Over,
                row => [.. row[0].Zip(row[1], (d, y) => d - (Math.Exp(y) * row[0].Sum()))]
            ),
            _ => throw new NotSupportedException(node.GetType().Name),
        };

    private double[] Moves(Node node) =>
        node switch
        {
            ViewNode { View: var view } => ForEachSource(node, row => [.. Places(view).Select(place => row[place])]),
            ViewSumNode { View: var view } => ForEachSource(
                node,
                row =>
                {
                    double[] sums = new double[node.Shape.Size];
                    foreach ((int place, double value) in Places(view).Zip(row))
                        sums[place] += value;
                    return sums;
                }
            ),
            CumulativeSumNode sum => ForEachSource(node, row => Accumulate(sum, row)),
            ResampleNode resample => ForEachSource(node, row => Resample(resample, row)),
            _ => throw new NotSupportedException(node.GetType().Name),
        };

    private static double[] Accumulate(CumulativeSumNode node, double[] row)
    {
        int extent = node.Shape.Dimensions[node.Axis],
            stride = node.Shape.Dimensions.Skip(node.Axis + 1).Aggregate(1, (size, dimension) => size * dimension);
        return
        [
            .. row.Select(
                (_, index) =>
                    Enumerable
                        .Range(0, extent)
                        .Select(place => (Place: place, Value: row[index + ((place - (index / stride % extent)) * stride)]))
                        .Where(value => node.IsReversed ? value.Place >= index / stride % extent : value.Place <= index / stride % extent)
                        .Sum(value => value.Value)
            ),
        ];
    }

    private double[] Resample(ResampleNode node, double[] row)
    {
        ImageShape from = ImageShape.Of(_nodes[node.Operands[0]].Shape),
            to = ImageShape.Of(node.Shape);
        return
        [
            .. Enumerable
                .Range(0, node.Shape.Size)
                .Select(index =>
                {
                    (AxisRow down, AxisRow across) = (
                        node.Vertical.Rows[index / to.Width % to.Height],
                        node.Horizontal.Rows[index % to.Width]
                    );
                    double sum = 0;
                    for (int i = 0; i < down.Weights.Count; i++)
                    for (int j = 0; j < across.Weights.Count; j++)
                        sum +=
                            down.Weights[i]
                            * across.Weights[j]
                            * row[Index(from, 0, index / (to.Width * to.Height), down.Start + i, across.Start + j)];
                    return sum;
                }),
        ];
    }

    private static IEnumerable<int> Places(View view) =>
        view.Axes.Aggregate(
            Enumerable.Repeat(view.Offset, 1),
            (places, axis) => places.SelectMany(place => Enumerable.Range(0, axis.Extent).Select(i => place + (i * axis.Stride)))
        );

    // An operand without a batch is read again for every sample.
    private double[] ForEachSource(Node node, Func<double[], double[]> move) =>
        [
            .. Enumerable
                .Range(0, _samples)
                .SelectMany(sample => move([.. SampleOf(node.Operands[0], _nodes[node.Operands[0]].IsBatched ? sample : 0)])),
        ];

    private double[] ForEachPosition(Node node, Axis? over, Func<double[][], double[]> function) =>
        over is null
            ? ForEachSample(node, function)
            : ForEachSample(
                node,
                rows =>
                {
                    double[] result = new double[node.Shape.Size];
                    int channels = node.Shape.Extent(Axis.Channel),
                        positions = result.Length / channels;
                    for (int position = 0; position < positions; position++)
                    {
                        int[] places =
                        [
                            .. Enumerable
                                .Range(0, channels)
                                .Select(c => node.Shape.IsChannelsLast ? (position * channels) + c : (c * positions) + position),
                        ];
                        double[] values = function([.. rows.Select(row => Array.ConvertAll(places, place => row[place]))]);
                        for (int c = 0; c < channels; c++)
                            result[places[c]] = values[c];
                    }

                    return result;
                }
            );
}
