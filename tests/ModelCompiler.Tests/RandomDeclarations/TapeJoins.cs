namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Layers that join others, on a tape, for one sample.</summary>
internal static class TapeJoins
{
    public static int[] Of(Tape tape, JoinAttribute join, PlacedLayer placed, int[][] x) =>
        join switch
        {
            AddAttribute => Elementwise(x, (sum, value) => tape.Add(sum, value)),
            SubtractAttribute => Elementwise(x, (rest, value) => tape.Add(rest, value, -1)),
            MultiplyAttribute => Elementwise(x, tape.Multiply),
            ConcatAttribute when placed.Shape.IsSequence =>
            [
                .. Enumerable
                    .Range(0, placed.Shape[0])
                    .SelectMany(step =>
                        x.SelectMany((input, i) => placed.InputShapes[i].Channels is var count ? input.Skip(step * count).Take(count) : [])
                    ),
            ],
            ConcatAttribute => [.. x.SelectMany(input => input)],
            MatMulAttribute product => Product(tape, product, placed, x[0], x[1]),
            _ => throw new ArgumentException($"There is no reference of {join}.", nameof(join)),
        };

    private static int[] Elementwise(int[][] x, Func<int, int, int> join) =>
        x.Skip(1).Aggregate(x[0], (left, right) => [.. left.Zip(right, join)]);

    private static int[] Product(Tape tape, MatMulAttribute product, PlacedLayer placed, int[] left, int[] right)
    {
        SampleShape shape = placed.InputShapes[0],
            other = placed.InputShapes[1];
        int inner = shape[product.TransposeFirst ? 0 : 1];
        int[] y = new int[Shapes.Size(placed.Shape)];
        for (int place = 0; place < y.Length; place++)
        {
            int row = place / placed.Shape[1],
                column = place % placed.Shape[1];
            double sum = tape.StartSum(-1);
            for (int k = 0; k < inner; k++)
                sum = tape.Product(
                    sum,
                    left[product.TransposeFirst ? (k * shape[1]) + row : (row * shape[1]) + k],
                    right[product.TransposeSecond ? (column * other[1]) + k : (k * other[1]) + column]
                );
            y[place] = tape.EndSum(sum);
        }

        return y;
    }
}
