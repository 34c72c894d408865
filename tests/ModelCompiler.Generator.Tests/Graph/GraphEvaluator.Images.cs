using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Graph;

/// <content>Windows over images, and what moves values.</content>
internal sealed partial class GraphEvaluator
{
    private double[] Images(Node node) =>
        node switch
        {
            WindowProductNode product => Product(product),
            ConvolutionInputGradientNode gradient => Products(
                gradient,
                gradient.Window,
                gradient.Groups,
                image: gradient,
                places: _nodes[gradient.Operands[0]],
                (result, at) => result[at.Image] += this[gradient.Operands[0]][at.Place] * this[gradient.Operands[1]][at.Weight]
            ),
            TransposedInputGradientNode gradient => Products(
                gradient,
                gradient.Window,
                gradient.Groups,
                image: _nodes[gradient.Operands[0]],
                places: gradient,
                (result, at) => result[at.Place] += this[gradient.Operands[0]][at.Image] * this[gradient.Operands[1]][at.Weight]
            ),
            ConvolutionWeightGradientNode { IsTransposed: false } gradient => Products(
                gradient,
                gradient.Window,
                gradient.Groups,
                image: _nodes[gradient.Operands[1]],
                places: _nodes[gradient.Operands[0]],
                (result, at) => result[at.Weight] += this[gradient.Operands[0]][at.Place] * this[gradient.Operands[1]][at.Image]
            ),
            ConvolutionWeightGradientNode gradient => Products(
                gradient,
                gradient.Window,
                gradient.Groups,
                image: _nodes[gradient.Operands[0]],
                places: _nodes[gradient.Operands[1]],
                (result, at) => result[at.Weight] += this[gradient.Operands[0]][at.Image] * this[gradient.Operands[1]][at.Place]
            ),
            ChannelSumNode sum => ChannelSum(sum),
            PoolNode pool => Pool(pool),
            PoolGradientNode gradient => PoolGradient(gradient),
            PadNode pad => Pad(pad),
            ReshapeNode or NoiseNode => this[node.Operands[0]],
            DropoutMaskNode => [.. Enumerable.Repeat(1.0, _samples * node.Shape.Size)],
            ConcatNode concat => Concat(concat),
            SliceNode slice =>
            [
                .. Enumerable
                    .Range(0, _samples)
                    .SelectMany(sample =>
                        SampleOf(slice.Operands[0], sample).ToArray() is var row
                            ? Places(slice.Of(_nodes[slice.Operands[0]].Shape)).Select(place => row[place])
                            : []
                    ),
            ],
            _ => throw new NotSupportedException(node.GetType().Name),
        };

    // The channels of a step lie side by side, those of an image behind one another.
    private double[] Concat(ConcatNode node)
    {
        int positions = node.Shape.IsChannelsLast ? node.Shape.Size / node.Shape.Extent(Axis.Channel) : 1;
        return
        [
            .. Enumerable
                .Range(0, _samples * positions)
                .SelectMany(position =>
                    node.Operands.SelectMany(operand =>
                        _nodes[operand].Shape.Size / positions is var count ? this[operand].Skip(position * count).Take(count) : []
                    )
                ),
        ];
    }

    private IEnumerable<double> SampleOf(int node, int sample)
    {
        int size = _nodes[node].Shape.Size;
        return this[node].Skip(sample * size).Take(size);
    }

    private double[] Product(WindowProductNode node)
    {
        double[] x = this[node.Operands[0]],
            weight = this[node.Operands[1]];
        Node input = _nodes[node.Operands[0]];
        double[] result = node.IsTransposed
            ? Products(node, node.Window, node.Groups, node, input, (sum, at) => sum[at.Image] += x[at.Place] * weight[at.Weight])
            : Products(node, node.Window, node.Groups, input, node, (sum, at) => sum[at.Place] += x[at.Image] * weight[at.Weight]);
        if (node.Operands.Count > 2)
            for (int i = 0; i < result.Length; i++)
                result[i] += this[node.Operands[2]][ChannelOf(node.Shape, i)];
        return result;
    }

    /// <summary>
    /// Visits each product of a sum over a window: the place of the window, the pixel of the image under one of its taps, and the weight of
    /// both.
    /// </summary>
    private double[] Products(
        Node result,
        Window window,
        int groups,
        Node image,
        Node places,
        Action<double[], (int Image, int Place, int Weight)> add
    )
    {
        double[] sums = new double[(result.IsBatched ? _samples : 1) * result.Shape.Size];
        ImageShape from = ImageShape.Of(image.Shape),
            to = ImageShape.Of(places.Shape);
        int perGroup = from.Channels / groups;
        foreach ((int sample, int y, int x, int tap, int row, int column) in Taps(window, from, to))
            for (int output = 0; output < to.Channels; output++)
            for (int channel = 0; channel < perGroup; channel++)
                add(
                    sums,
                    (
                        Index(image.Shape, sample, (output / (to.Channels / groups) * perGroup) + channel, row, column),
                        Index(places.Shape, sample, output, y, x),
                        (((output * perGroup) + channel) * window.Taps) + tap
                    )
                );
        return sums;
    }

    /// <summary>Each place of a window with each of its taps that lies in the image.</summary>
    private IEnumerable<(int Sample, int Y, int X, int Tap, int Row, int Column)> Taps(
        Window window,
        ImageShape image,
        ImageShape places
    ) =>
        from sample in Enumerable.Range(0, _samples)
        from y in Enumerable.Range(0, places.Height)
        from x in Enumerable.Range(0, places.Width)
        from tap in Enumerable.Range(0, window.Taps)
        let row = Under(window.Vertical, y, tap / window.Horizontal.Kernel)
        let column = Under(window.Horizontal, x, tap % window.Horizontal.Kernel)
        where row >= 0 && row < image.Height && column >= 0 && column < image.Width
        select (sample, y, x, tap, row, column);

    private static int Under(WindowAxis axis, int place, int tap) => (place * axis.Stride) - axis.Before + (tap * axis.Dilation);

    // The channels of a step lie side by side, those of an image behind one another.
    private static int Index(TensorShape shape, int sample, int channel, int row, int column)
    {
        var image = ImageShape.Of(shape);
        return shape.IsChannelsLast && shape.IsSequence
            ? (((sample * image.Pixels) + (row * image.Width) + column) * image.Channels) + channel
            : Index(image, sample, channel, row, column);
    }

    private static int ChannelOf(TensorShape shape, int index)
    {
        var image = ImageShape.Of(shape);
        return shape.IsSequence ? index % image.Channels : index / image.Pixels % image.Channels;
    }

    private static int Index(ImageShape shape, int sample, int channel, int row, int column) =>
        (((((sample * shape.Channels) + channel) * shape.Height) + row) * shape.Width) + column;

    private double[] ChannelSum(ChannelSumNode node)
    {
        double[] sums = new double[node.Shape.Size],
            values = this[node.Operands[0]];
        for (int i = 0; i < values.Length; i++)
            sums[ChannelOf(_nodes[node.Operands[0]].Shape, i)] += values[i];
        return sums;
    }

    private double[] Pool(PoolNode node)
    {
        double[] image = this[node.Operands[0]],
            result = new double[_samples * node.Shape.Size];
        if (node.IsMaximum)
            Array.Fill(result, double.NegativeInfinity);
        PoolTaps(
            node.Window,
            _nodes[node.Operands[0]].Shape,
            node.Shape,
            (pixel, place) =>
                result[place] = node.IsMaximum ? Math.Max(result[place], image[pixel]) : result[place] + (image[pixel] / node.Window.Taps)
        );
        return result;
    }

    private double[] PoolGradient(PoolGradientNode node)
    {
        double[] upstream = this[node.Operands[0]],
            result = new double[_samples * node.Shape.Size];
        PoolTaps(
            node.Window,
            node.Shape,
            _nodes[node.Operands[0]].Shape,
            (pixel, place) =>
            {
                if (!node.IsMaximum)
                    result[pixel] += upstream[place] / node.Window.Taps;
                else if (this[node.Operands[1]][pixel] == this[node.Operands[2]][place])
                    result[pixel] += upstream[place];
            }
        );
        return result;
    }

    private void PoolTaps(Window window, TensorShape image, TensorShape places, Action<int, int> visit)
    {
        ImageShape from = ImageShape.Of(image),
            to = ImageShape.Of(places);
        foreach ((int sample, int y, int x, _, int row, int column) in Taps(window, from, to))
            for (int channel = 0; channel < to.Channels; channel++)
                visit(Index(from, sample, channel, row, column), Index(to, sample, channel, y, x));
    }

    private double[] Pad(PadNode node)
    {
        double[] result = new double[_samples * node.Shape.Size];
        ImageShape from = ImageShape.Of(_nodes[node.Operands[0]].Shape),
            to = ImageShape.Of(node.Shape);
        for (int i = 0; i < result.Length; i++)
        {
            int column = (i % to.Width) - node.Margins.Left,
                row = (i / to.Width % to.Height) - node.Margins.Top;
            if (row >= 0 && row < from.Height && column >= 0 && column < from.Width)
                result[i] = this[node.Operands[0]][Index(from, i / node.Shape.Size, i / (to.Width * to.Height) % to.Channels, row, column)];
        }

        return result;
    }
}
