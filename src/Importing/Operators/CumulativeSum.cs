using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>The sums of all values up to each one along an axis.</summary>
internal sealed class CumulativeSum() : SameShapeOperator("CumSum")
{
    public override string ImportedAs => "`[CumulativeSum]`";

    public override string Refused => "backwards, and without the value itself";

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        Value x = operands.Value(0);
        if (node.Integer("exclusive", 0) != 0 || node.Integer("reverse", 0) != 0)
            throw new Refusal("it sums backwards or leaves out the value itself", "flip or shift the values in the network");
        int axis = Shapes.Axis((long)operands.Constant(1, "axis").Value, x.Rank);
        if (x.MixesSamples(axis) || x.IsBatch(axis))
            throw new Refusal("it works over the batch", "every sample must be computed by itself");
        int[] own = x.PartsOf(axis);
        bool isDirect = own.Length == 1 && x.Parts.AsSpan().SequenceEqual(x.Layer.Shape);
        Value ordered = isDirect ? x : Joins.Canonical(x, builder.Canonical(x));
        Layer layer = builder.Add("CumulativeSum", [ordered.Layer], ordered.Layer.Shape, node, ordered.Layer.IsSequence);
        layer.Arguments.Add(LayerBuilder.Text(ordered.PartsOf(axis)[0]));
        return [ordered.On(layer)];
    }
}
