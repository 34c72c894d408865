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
        string initializer = layer.Text("WeightInitializer", "Default");
        int weight = graph.Parameter(layer.Name, "weight", TensorShape.Of(units, inputs), new Initialization(
            initializer == "Default" ? DefaultInitializer(activation) : initializer, layer.Number("WeightInitializerValue") ?? DefaultValue(initializer), inputs, units));
        int sum = graph.Product(layer.Name, input, weight);
        if (layer.Boolean("Bias", otherwise: true))
        {
            string biasInitializer = layer.Text("BiasInitializer", "Default");
            int bias = graph.Parameter(layer.Name, "bias", TensorShape.Of(units), new Initialization(
                biasInitializer == "Default" ? "Zeros" : biasInitializer, layer.Number("BiasInitializerValue") ?? DefaultValue(biasInitializer), inputs, units));
            sum = graph.Sum(layer.Name, sum, bias);
        }

        return graph.Activation(layer.Name, sum, activation, layer.Number("Alpha"));
    }

    public override string Describe(LayerSpec layer)
    {
        string activation = layer.Text("Activation", "Linear");
        return activation == "Linear" ? "Dense" : "Dense + " + activation;
    }

    // Rectifiers halve the variance of what passes, which He's factor of two restores; the self-normalising activation assumes LeCun's.
    private static string DefaultInitializer(string activation) => activation switch
    {
        "Relu" or "LeakyRelu" or "Relu6" or "Elu" or "Gelu" or "Swish" or "Mish" or "HardSwish" or "Softplus" => "HeNormal",
        "Selu" => "LecunNormal",
        _ => "GlorotUniform",
    };

    private static double DefaultValue(string initializer) => initializer is "Normal" or "Uniform" ? 1 : 0;
}
