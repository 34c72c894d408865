using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>A fully connected layer: <c>y = activation(W x + b)</c>.</summary>
internal sealed class DenseLayer : LayerDefinition
{
    public override string Kind => "Dense";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        int inputs = shape.IsSequence ? shape.Extent(Axis.Channel) : shape.Size,
            units = layer.Integer("Units");
        string activation = layer.Text("Activation", "Linear");
        var start = new Initializers(layer, graph.Initialization, TensorShape.Of(units, inputs), inputs, units);
        int weight = graph.Parameter(layer.Name, "weight", start.WeightShape, start.Weight(activation));
        int bias = layer.Boolean("Bias", otherwise: true) ? graph.Parameter(layer.Name, "bias", TensorShape.Of(units), start.Bias) : -1;
        int sum = shape.IsSequence
            ? graph.Convolution(layer.Name, input, weight, bias, Window.Point, 1)
            : graph.Product(layer.Name, input, weight, bias);
        return graph.Activation(layer.Name, sum, activation, layer.Number("Alpha"));
    }

    public override string Describe(LayerSpec layer)
    {
        string activation = layer.Text("Activation", "Linear");
        return activation == "Linear" ? "Dense" : "Dense + " + activation;
    }
}
