using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Passes;

/// <summary>Finds a parametric ReLU that is written out: the identity above 0, a slope of each value below.</summary>
internal static class SlopeMatch
{
    private const double Tolerance = 1e-9;

    private static readonly double[] _places = [-30, -2.5, -1, -0.01, 0, 0.01, 1, 2.5, 30];

    /// <summary>The layer, or null when the nodes compute something else.</summary>
    /// <param name="network">The graph.</param>
    /// <param name="cone">The nodes.</param>
    /// <param name="slope">Their only constant of several values.</param>
    public static Composite? Find(Network network, Cone cone, Tensor slope)
    {
        if (network.Shapes.GetValueOrDefault(cone.Leaves[0]) is not { } shape || Shapes.Size(shape) > 1 << 22)
            return null;
        if (
            slope.Shape.Length > shape.Length
            || Shapes.Broadcast([shape, slope.Shape]) is not { } result
            || !result.AsSpan().SequenceEqual(shape)
        )
            return null;
        Func<int, int> place = Shapes.BroadcastIndex(slope.Shape, shape);
        foreach (double x in _places)
        {
            double[] all = [.. Enumerable.Repeat(x, Shapes.Size(shape))];
            if (
                cone.Evaluate(network, Tensor.Of(shape, all, ElementKind.Exact), constant => constant) is not { } y
                || y.Count != all.Length
            )
                return null;
            for (int index = 0; index < all.Length; index++)
                if (Math.Abs(y[index] - (x >= 0 ? x : slope[place(index)] * x)) > Tolerance * (1 + Math.Abs(x)))
                    return null;
        }

        return new Composite("PRelu", [], [], slope);
    }
}
