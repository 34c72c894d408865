using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>How the parameters of a layer start: as its arguments say, or as its activation wants.</summary>
internal static class Initializers
{
    public static Initialization Weight(LayerSpec layer, string activation, int fanIn, int fanOut)
    {
        string initializer = layer.Text("WeightInitializer", "Default");
        return new Initialization(
            initializer == "Default" ? ForActivation(activation) : initializer, layer.Number("WeightInitializerValue") ?? DefaultValue(initializer), fanIn, fanOut);
    }

    public static Initialization Bias(LayerSpec layer, int fanIn, int fanOut)
    {
        string initializer = layer.Text("BiasInitializer", "Default");
        return new Initialization(initializer == "Default" ? "Zeros" : initializer, layer.Number("BiasInitializerValue") ?? DefaultValue(initializer), fanIn, fanOut);
    }

    // Rectifiers halve the variance of what passes, which He's factor of two restores; the self-normalising activation assumes LeCun's.
    private static string ForActivation(string activation) => activation switch
    {
        "Relu" or "LeakyRelu" or "Relu6" or "Elu" or "Gelu" or "Swish" or "Mish" or "HardSwish" or "Softplus" => "HeNormal",
        "Selu" => "LecunNormal",
        _ => "GlorotUniform",
    };

    private static double DefaultValue(string initializer) => initializer is "Normal" or "Uniform" ? 1 : 0;
}
