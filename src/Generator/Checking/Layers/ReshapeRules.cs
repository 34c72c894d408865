using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[Flatten]</c>: any shape becomes flat.</summary>
internal sealed class FlattenRule : LayerRule
{
    public override string Kind => "Flatten";

    public override bool IsIdentity(LayerSpec layer) => true;

    public override void CheckArguments(LayerSpec layer, LayerReport report) { }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) =>
        new([(int)Shapes.Size(input)]);
}

/// <summary><c>[Reshape(shape)]</c>: another shape of as many values.</summary>
internal sealed class ReshapeRule : LayerRule
{
    public override string Kind => "Reshape";

    public override bool IsIdentity(LayerSpec layer) => true;

    public override void CheckArguments(LayerSpec layer, LayerReport report) { }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        EquatableArray<int> shape = layer.Integers("Shape");
        if (shape.Count > 0 && shape.All(dimension => dimension > 0) && Shapes.Size(shape) == Shapes.Size(input))
            return shape;
        report.Add(
            ShapeRules.ReshapeSizeDiffers,
            null,
            layer.Name,
            Shapes.Text(input),
            Numbers.Count(Shapes.Size(input)),
            Shapes.Text(shape)
        );
        return null;
    }
}
