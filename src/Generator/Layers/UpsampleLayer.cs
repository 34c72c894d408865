using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>An image or a signal in another size.</summary>
internal sealed class UpsampleLayer : LayerDefinition
{
    public override string Kind => "Upsample";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        var image = ImageShape.Of(shape);
        bool isSignal = shape.Dimensions.Count == 2;
        return graph.Resample(
            layer.Name,
            input,
            isSignal ? AxisMatrix.Identity(1) : Matrix(layer, AxisNames.Vertical, image.Height),
            Matrix(layer, isSignal ? AxisNames.Length : AxisNames.Horizontal, image.Width)
        );
    }

    public override string Describe(LayerSpec layer) => Kind + " " + layer.Text("Interpolation", "Nearest");

    /// <summary>The name of the argument that says the size of a dimension.</summary>
    public static string SizeName(AxisNames axis) => axis == AxisNames.Length ? "Length" : axis.Size;

    /// <summary>The values of a dimension of the output.</summary>
    public static long Size(LayerSpec layer, AxisNames axis, int inputs) =>
        layer.Integer(SizeName(axis)) is var size && size > 0 ? size : (long)inputs * WindowArguments.Of(layer, "Scale", axis);

    private static AxisMatrix Matrix(LayerSpec layer, AxisNames axis, int inputs)
    {
        int outputs = (int)Size(layer, axis, inputs);
        return layer.Text("Interpolation", "Nearest") == "Nearest"
            ? AxisMatrix.Nearest(inputs, outputs)
            : AxisMatrix.Linear(inputs, outputs, layer.Boolean("AlignCorners", otherwise: false));
    }
}
