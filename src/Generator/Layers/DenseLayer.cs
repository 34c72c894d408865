using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>A fully connected layer: <c>y = activation(W x + b)</c>.</summary>
internal sealed class DenseLayer : LayerDefinition
{
    public override string Kind => "Dense";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        int inputs = graph.ShapeOf(input).Size, units = layer.Integer("Units");
        string activation = layer.Text("Activation", "Linear");
        int weight = graph.Parameter(layer.Name, "weight", TensorShape.Of(units, inputs), Initializers.Weight(layer, activation, inputs, units));
        int sum = graph.Product(layer.Name, input, weight);
        if (layer.Boolean("Bias", otherwise: true))
            sum = graph.Sum(layer.Name, sum, graph.Parameter(layer.Name, "bias", TensorShape.Of(units), Initializers.Bias(layer, inputs, units)));
        return graph.Activation(layer.Name, sum, activation, layer.Number("Alpha"));
    }

    public override string Describe(LayerSpec layer)
    {
        string activation = layer.Text("Activation", "Linear");
        return activation == "Linear" ? "Dense" : "Dense + " + activation;
    }
}
