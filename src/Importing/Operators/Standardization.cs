using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>What is subtracted from a value and what it is then divided by, as one layer.</summary>
internal static class Standardization
{
    /// <summary>The layer <c>[Standardize]</c>.</summary>
    public static Value Of(LayerBuilder builder, Value x, Composite composite, NetworkNode node)
    {
        if (
            Shapes.Broadcast([x.Shape, composite.Weight!.Shape, composite.Bias!.Shape]) is not { } shape
            || !shape.AsSpan().SequenceEqual(x.Shape)
        )
            throw new Refusal("its constants do not go with the value", "the file is not valid; export it anew");
        float[] mean = Array.ConvertAll(Affine.Spread(x, composite.Bias!), value => (float)value),
            rest = Array.ConvertAll(
                composite.Rest is null ? new double[mean.Length] : Affine.Spread(x, composite.Rest),
                value => (float)value
            ),
            deviation = Array.ConvertAll(Affine.Spread(x, composite.Weight!), value => (float)value);
        Layer layer = builder.Add("Standardize", [x.Layer], x.Layer.Shape, node, x.Layer.IsSequence);
        layer.Set(new Parameter("mean", layer.Shape, mean));
        layer.Set(new Parameter("mean_rest", layer.Shape, rest));
        layer.Set(new Parameter("standard_deviation", layer.Shape, deviation));
        return x.On(layer);
    }
}
