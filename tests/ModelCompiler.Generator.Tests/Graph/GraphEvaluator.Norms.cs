using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <content>Softmaxes and normalisations, from their definitions.</content>
internal sealed partial class GraphEvaluator
{
    private double[] Softmaxes(Node node) =>
        node switch
        {
            SoftmaxNode { Band: { } band } => OfBand(node, band, row => Softmax(row[0])),
            SoftmaxGradientNode { Band: { } band } => OfBand(node, band, row => SoftmaxGradient(row[0], row[1])),
            SoftmaxNode softmax => ForEachPosition(node, softmax.Over, row => Softmax(row[0])),
            SoftmaxGradientNode softmax => ForEachPosition(node, softmax.Over, row => SoftmaxGradient(row[0], row[1])),
            SoftmaxCrossEntropyNode loss =>
            [
                Enumerable
                    .Range(0, _samples)
                    .Sum(sample =>
                        -Softmax([.. SampleOf(node.Operands[0], sample)])
                            .Zip(Smoothed(loss.Smoothing, [.. SampleOf(node.Operands[1], sample)]), (p, t) => t * Math.Log(p))
                            .Sum()
                    ) / _samples,
            ],
            SoftmaxCrossEntropyGradientNode loss => ForEachSample(
                node,
                row =>
                {
                    double[] targets = [.. Smoothed(loss.Smoothing, row[1])];
                    return [.. Softmax(row[0]).Zip(targets, (p, t) => ((p * targets.Sum()) - t) / _samples)];
                }
            ),
            _ => throw new NotSupportedException(node.GetType().Name),
        };

    private static IEnumerable<double> Smoothed(double smoothing, double[] targets) =>
        targets.Select(target => (target * (1 - smoothing)) + (smoothing / targets.Length));

    private static double[] SoftmaxGradient(double[] upstream, double[] y) =>
        [.. y.Select((value, i) => value * (upstream[i] - upstream.Zip(y, (d, other) => d * other).Sum()))];

    private double[] Normalizations(Node node) =>
        node switch
        {
            NormalizeNode normal => ForEachPosition(node, normal.Over, row => Normalize(row[0], normal.Epsilon, normal.IsCentered, out _)),
            NormalizeGradientNode gradient => ForEachPosition(
                node,
                gradient.Over,
                row =>
                {
                    double[] d = row[0],
                        y = Normalize(row[1], gradient.Epsilon, gradient.IsCentered, out double deviation);
                    double mean = gradient.IsCentered ? d.Average() : 0,
                        product = d.Zip(y, (a, b) => a * b).Average();
                    return [.. d.Select((value, i) => (value - mean - (y[i] * product)) / deviation)];
                }
            ),
            _ => throw new NotSupportedException(node.GetType().Name),
        };

    private double[] BatchNorms(Node node)
    {
        switch (node)
        {
            case BatchNormNode norm:
                (double[] h, _) = Channels(norm, this[norm.Operands[0]]);
                return norm.IsAffine
                    ?
                    [
                        .. h.Select(
                            (value, i) => (value * this[norm.Operands[3]][ChannelOf(norm, i)]) + this[norm.Operands[4]][ChannelOf(norm, i)]
                        ),
                    ]
                    : h;
            case BatchNormSumsNode sums:
            {
                var source = (BatchNormNode)_nodes[sums.Source];
                int channels = source.Shape.Dimensions[0];
                double[] result = new double[2 * channels];
                (double[] normal, _) = Channels(source, this[sums.Operands[1]]);
                for (int i = 0; i < normal.Length; i++)
                {
                    result[ChannelOf(source, i)] += this[sums.Operands[0]][i];
                    result[channels + ChannelOf(source, i)] += this[sums.Operands[0]][i] * normal[i];
                }

                return result;
            }

            case BatchNormParameterGradientNode gradient:
                return [.. this[gradient.Operands[0]].Skip(gradient.IsWeight ? gradient.Shape.Size : 0).Take(gradient.Shape.Size)];
            default:
                return BatchNormGradient((BatchNormGradientNode)node);
        }
    }

    private double[] BatchNormGradient(BatchNormGradientNode node)
    {
        var source = (BatchNormNode)_nodes[node.Source];
        (double[] normal, double[] deviations) = Channels(source, this[source.Operands[0]]);
        double[] d = this[node.Operands[0]];
        int channels = source.Shape.Dimensions[0],
            count = d.Length / channels;
        return
        [
            .. d.Select(
                (value, i) =>
                {
                    int channel = ChannelOf(source, i);
                    double factor = (source.IsAffine ? this[source.Operands[3]][channel] : 1) / deviations[channel];
                    return node.Operands.Count == 1
                        ? value * factor
                        : factor
                            * (
                                value
                                - (this[node.Operands[2]][channel] / count)
                                - (normal[i] * this[node.Operands[2]][channels + channel] / count)
                            );
                }
            ),
        ];
    }

    /// <summary>The normalised values, and the root of each channel's variance: the batch's, or the running one where frozen.</summary>
    private (double[] Normal, double[] Deviations) Channels(BatchNormNode node, double[] x)
    {
        int channels = node.Shape.Dimensions[0];
        double[] deviations = new double[channels],
            normal = new double[x.Length];
        for (int channel = 0; channel < channels; channel++)
        {
            int[] places = [.. Enumerable.Range(0, x.Length).Where(i => ChannelOf(node, i) == channel)];
            double mean = node.IsFrozen ? this[node.Operands[1]][channel] : places.Average(i => x[i]);
            double variance = node.IsFrozen ? this[node.Operands[2]][channel] : places.Average(i => (x[i] - mean) * (x[i] - mean));
            deviations[channel] = Math.Sqrt(variance + node.Epsilon);
            foreach (int i in places)
                normal[i] = (x[i] - mean) / deviations[channel];
        }

        return (normal, deviations);
    }

    private static int ChannelOf(BatchNormNode node, int position) => position / node.PixelCount % node.Shape.Dimensions[0];

    private static double[] Softmax(double[] x)
    {
        double largest = x.Max(),
            sum = x.Sum(value => Math.Exp(value - largest));
        return [.. x.Select(value => Math.Exp(value - largest) / sum)];
    }

    private static double[] Normalize(double[] x, double epsilon, bool isCentered, out double deviation)
    {
        double mean = isCentered ? x.Average() : 0;
        double root = deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + epsilon);
        return [.. x.Select(value => (value - mean) / root)];
    }

    private double[] ForEachSample(Node node, Func<double[][], double[]> compute) =>
        [
            .. Enumerable
                .Range(0, _samples)
                .SelectMany(sample => compute([.. node.Operands.Select(operand => SampleOf(operand, sample).ToArray())])),
        ];
}
