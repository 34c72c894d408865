namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Norms and softmax of one sample, on a tape: over all of its values, or over some at a time.</summary>
internal static class TapeNorms
{
    /// <summary>A layer's values, or null when it is none of these.</summary>
    public static int[]? Of(Tape tape, PlacedLayer placed, int[] x, int[][] own)
    {
        SampleShape shape = placed.InputShapes[0];
        int[][] rows = Rows(shape, placed.Axis);
        return placed.Attribute switch
        {
            LayerNormAttribute norm => Affine(tape, ByRow(x, rows, row => Normal(tape, row, norm.Epsilon, isCentered: true)), own, shape),
            RmsNormAttribute norm => Affine(tape, ByRow(x, rows, row => Normal(tape, row, norm.Epsilon, isCentered: false)), own, shape),
            GroupNormAttribute norm => Affine(tape, Grouped(tape, x, norm.Groups, norm.Epsilon), own, shape),
            InstanceNormAttribute norm => Affine(tape, Grouped(tape, x, shape.Channels, norm.Epsilon), own, shape),
            ScaleAttribute => Affine(tape, x, own, shape),
            SoftmaxAttribute => ByRow(x, rows, row => Softmax(tape, row)),
            LogSoftmaxAttribute => ByRow(x, rows, row => LogSoftmax(tape, row)),
            _ => null,
        };
    }

    /// <summary>A softmax as an activation: over the features of each step, or over all values.</summary>
    public static int[] Softmax(Tape tape, int[] x, SampleShape shape) => ByRow(x, Rows(shape, axis: null), row => Softmax(tape, row));

    /// <summary>The reciprocal of a standard deviation.</summary>
    public static int Deviation(Tape tape, int[] centered, double epsilon) =>
        Power(
            tape,
            tape.Add(tape.Sum(centered.Select(value => tape.Multiply(value, value)), 1.0 / centered.Length), tape.Leaf(epsilon)),
            -0.5
        );

    // The places that are computed with together: the channels of each position, or all.
    private static int[][] Rows(SampleShape shape, int? axis)
    {
        IEnumerable<int> all = Enumerable.Range(0, Shapes.Size(shape));
        if (axis is null && !shape.IsSequence)
            return
            [
                [.. all],
            ];
        int positions = Shapes.Size(shape) / shape.Channels;
        return [.. all.GroupBy(index => shape.IsSequence ? index / shape.Channels : index % positions).Select(row => row.ToArray())];
    }

    private static int[] ByRow(int[] x, int[][] rows, Func<int[], int[]> function)
    {
        int[] y = new int[x.Length];
        foreach (int[] row in rows)
        {
            int[] values = function(Array.ConvertAll(row, index => x[index]));
            for (int i = 0; i < row.Length; i++)
                y[row[i]] = values[i];
        }

        return y;
    }

    private static int[] Grouped(Tape tape, int[] x, int groups, double epsilon) =>
        [.. x.Chunk(x.Length / groups).SelectMany(group => Normal(tape, group, epsilon, isCentered: true))];

    private static int[] Normal(Tape tape, int[] x, double epsilon, bool isCentered)
    {
        int[] centered =
            isCentered && tape.Sum(x, 1.0 / x.Length) is var mean ? Array.ConvertAll(x, value => tape.Add(value, mean, -1)) : x;
        int reciprocal = Deviation(tape, centered, epsilon);
        return Array.ConvertAll(centered, value => tape.Multiply(value, reciprocal));
    }

    // By a weight and a bias for each value or each channel, as far as there are any.
    private static int[] Affine(Tape tape, int[] x, int[][] own, SampleShape shape) =>
        own.Length == 0
            ? x
            :
            [
                .. x.Select(
                    (value, index) =>
                    {
                        int place = own[0].Length == x.Length ? index : shape.ChannelOf(index),
                            scaled = tape.Multiply(value, own[0][place]);
                        return own.Length > 1 ? tape.Add(scaled, own[1][place]) : scaled;
                    }
                ),
            ];

    private static int[] Softmax(Tape tape, int[] x)
    {
        (int[] powers, int sum, _) = Powers(tape, x);
        int reciprocal = Power(tape, sum, -1);
        return Array.ConvertAll(powers, power => tape.Multiply(power, reciprocal));
    }

    private static int[] LogSoftmax(Tape tape, int[] x)
    {
        (_, int sum, double largest) = Powers(tape, x);
        int logarithm = tape.Function(sum, Math.Log(tape[sum]) + largest, 1 / tape[sum]);
        return Array.ConvertAll(x, value => tape.Add(value, logarithm, -1));
    }

    private static (int[] Powers, int Sum, double Largest) Powers(Tape tape, int[] x)
    {
        double largest = x.Max(value => tape[value]);
        int[] powers = Array.ConvertAll(x, value => Math.Exp(tape[value] - largest) is var power ? tape.Function(value, power, power) : 0);
        return (powers, tape.Sum(powers), largest);
    }

    private static int Power(Tape tape, int x, double exponent) =>
        tape.Function(x, Math.Pow(tape[x], exponent), exponent * Math.Pow(tape[x], exponent - 1));
}
