using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Operators;

namespace ModelCompiler.Importing.Passes;

/// <summary>Finds the norm or the softmax that a part of a network computes, by its values.</summary>
internal static class NormMatch
{
    private const int MostElements = 1 << 18;
    private const double Tolerance = 1e-5;

    /// <summary>The norm or softmax, or null when it is none.</summary>
    /// <param name="network">The graph.</param>
    /// <param name="cone">The part of it.</param>
    /// <param name="shape">The shape of what it reads.</param>
    public static Composite? Find(Network network, Cone cone, int[] shape)
    {
        if (Shapes.Size(shape) > MostElements || shape.Length < 2)
            return null;
        Tensor wide = Numbers(shape, 1, 3.0);
        if (Evaluate(network, cone, wide) is not { } first || !first.All(double.IsFinite))
            return null;
        if (SoftmaxOf(wide, first) is { } softmax)
            return softmax;

        // A norm of twice the values is nearly the same, which is quickly seen.
        Tensor twice = Numbers(shape, 1, 6.0),
            other = Numbers(shape, 3, 3.0),
            narrow = Numbers(shape, 2, 0.01);
        if (Evaluate(network, cone, twice) is not { } doubled || !IsNear(first, doubled))
            return null;
        if (Evaluate(network, cone, narrow) is not { } second || Evaluate(network, cone, other) is not { } third)
            return null;
        Trial[] trials = [new(wide, first), new(other, third), new(narrow, second)];
        double[] constants =
        [
            .. cone
                .Nodes.SelectMany(node => node.Inputs)
                .Select(network.Constant)
                .OfType<Tensor>()
                .Where(constant => constant is { Count: 1, IsInteger: false })
                .Select(constant => constant.Value)
                .Where(value => value is > 0 and <= 0.5)
                .Append(0)
                .Distinct(),
        ];
        foreach (int[] axes in Axes(shape.Length))
        {
            foreach (bool isCentered in (bool[])[true, false])
            foreach (double epsilon in constants)
                if (Norm(trials, axes, epsilon, isCentered) is { } found)
                    return found;
        }

        return null;
    }

    private static Composite? SoftmaxOf(Tensor x, Tensor y)
    {
        bool isShare = y.All(value => value is >= 0 and <= 1),
            isLogarithm = y.All(value => value <= 0);
        if (!isShare && !isLogarithm)
            return null;
        foreach (int[] axes in Axes(x.Shape.Length))
            if (Agrees(y, Normalization.Softmax(x, axes, isLogarithm)))
                return new Composite(isLogarithm ? "LogSoftmax" : "Softmax", [], axes);
        return null;
    }

    private static bool IsNear(Tensor a, Tensor b)
    {
        for (int index = 0; index < a.Count; index++)
            if (!(Math.Abs(a[index] - b[index]) <= 0.1 * (1 + Math.Abs(a[index]))))
                return false;
        return true;
    }

    private static Composite? Norm(Trial[] trials, int[] axes, double epsilon, bool isCentered)
    {
        int[] shape = trials[0].X.Shape;
        Tensor[] normal = [.. trials.Select(trial => Normalization.Of(trial.X, axes, epsilon, isCentered))];
        (Tensor weight, Tensor bias) = Parameters(normal[..2], trials[..2], axes);
        Func<int, int> place = Shapes.BroadcastIndex(Within(shape, axes), shape);
        if (!normal.Zip(trials, (from, trial) => Holds(from, trial.Y)).All(holds => holds))
            return null;
        bool isBiased = !bias.All(value => Math.Abs(value) < 1e-7);
        if (isBiased && !isCentered)
            return null;
        int[] own = [.. axes.Order().Select(axis => shape[axis])];
        return new Composite(
            isCentered ? "LayerNorm" : "RmsNorm",
            [("Epsilon", epsilon)],
            axes,
            weight.All(value => Math.Abs(value - 1) < 1e-7) ? null : Rounded(weight, own),
            isBiased ? Rounded(bias, own) : null
        );

        bool Holds(Tensor from, Tensor given) =>
            Enumerable
                .Range(0, from.Count)
                .All(index =>
                {
                    double expected = (from[index] * weight[place(index)]) + bias[place(index)];
                    return Math.Abs(given[index] - expected) <= Tolerance * (1 + Math.Abs(expected));
                });
    }

    // Two places of the same weight give weight and bias; there are more in a second trial.
    private static (Tensor Weight, Tensor Bias) Parameters(Tensor[] normal, Trial[] trials, int[] axes)
    {
        int[] shape = normal[0].Shape,
            strides = Shapes.Strides(shape),
            inside = Normalization.Offsets(shape, strides, [.. axes.Order()]),
            outside = Normalization.Offsets(shape, strides, [.. Enumerable.Range(0, shape.Length).Except(axes)]);
        double[] weight = new double[inside.Length],
            bias = new double[inside.Length];
        for (int index = 0; index < inside.Length; index++)
        {
            (double X, double Y)[] points =
            [
                .. outside.SelectMany(start =>
                    normal.Zip(trials, (from, trial) => (from[start + inside[index]], trial.Y[start + inside[index]]))
                ),
            ];
            (double X, double Y) least = points.MinBy(point => point.X),
                most = points.MaxBy(point => point.X);
            weight[index] = (most.Y - least.Y) / (most.X - least.X);
            bias[index] = most.Y - (weight[index] * most.X);
        }

        int[] within = Within(shape, axes);
        return (Tensor.Of(within, weight, ElementKind.Exact), Tensor.Of(within, bias, ElementKind.Exact));
    }

    private static int[] Within(int[] shape, int[] axes) => [.. shape.Select((size, axis) => axes.Contains(axis) ? size : 1)];

    private static Tensor Rounded(Tensor tensor, int[] shape) =>
        Tensor.Of(shape, [.. Enumerable.Range(0, tensor.Count).Select(index => (float)tensor[index])]);

    // All from one axis on, then each alone.
    private static IEnumerable<int[]> Axes(int rank) =>
        Enumerable
            .Range(1, rank - 1)
            .Select(first => Enumerable.Range(first, rank - first).ToArray())
            .Concat(Enumerable.Range(1, rank - 2).Select(axis => new[] { axis }));

    private static Tensor? Evaluate(Network network, Cone cone, Tensor x)
    {
        try
        {
            Tensor? result = cone.Evaluate(network, x, constant => constant);
            return result is not null && result.Count == x.Count ? result : null;
        }
        catch (Refusal)
        {
            return null;
        }
    }

    private static bool Agrees(Tensor given, Tensor expected) =>
        Enumerable
            .Range(0, given.Count)
            .All(index => Math.Abs(given[index] - expected[index]) <= Tolerance * Math.Min(1, 1e-3 + Math.Abs(expected[index])));

    // The same numbers on every machine.
    private static Tensor Numbers(int[] shape, uint seed, double reach)
    {
        double[] values = new double[Shapes.Size(shape)];
        uint state = seed;
        for (int index = 0; index < values.Length; index++)
        {
            state = (state * 1664525) + 1013904223;
            values[index] = ((state >> 8) / 8388608.0 - 1) * reach;
        }

        return Tensor.Of(shape, values, ElementKind.Exact);
    }

    /// <summary>What goes in and what comes out.</summary>
    private readonly record struct Trial(Tensor X, Tensor Y);
}
