using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>A fully connected layer: <c>y = activation(W x + b)</c>.</summary>
internal sealed class DenseLayer : LayerDefinition
{
    public override string Kind => "Dense";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        int inputs = graph.ShapeOf(input).Size,
            units = layer.Integer("Units");
        string activation = layer.Text("Activation", "Linear");
        var start = new Initializers(layer, graph.Initialization, TensorShape.Of(units, inputs), inputs, units);
        int weight = graph.Parameter(layer.Name, "weight", start.WeightShape, start.Weight(activation));
        int sum = graph.Product(layer.Name, input, weight);
        if (layer.Boolean("Bias", otherwise: true))
            sum = graph.Sum(layer.Name, sum, graph.Parameter(layer.Name, "bias", TensorShape.Of(units), start.Bias));
        return graph.Activation(layer.Name, sum, activation, layer.Number);
    }

    public override string Describe(LayerSpec layer)
    {
        string activation = layer.Text("Activation", "Linear");
        return activation == "Linear" ? "Dense" : "Dense + " + activation;
    }
}
