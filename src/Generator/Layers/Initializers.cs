using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>How the weight and the bias of a layer start: as the layer's arguments say, or by the defaults that the model names.</summary>
/// <param name="layer">The layer.</param>
/// <param name="defaults">Whose defaults: a member's name in the <c>Initialization</c> enumeration.</param>
/// <param name="weightShape">The shape of the weight as people see it.</param>
/// <param name="fanIn">The number of inputs of one output.</param>
/// <param name="fanOut">The number of outputs of one input.</param>
internal sealed class Initializers(LayerSpec layer, string defaults, TensorShape weightShape, int fanIn, int fanOut)
{
    private const string PyTorch = "PyTorch",
        Keras = "Keras",
        PyTorchUniform = "PyTorchUniform",
        GlorotUniform = "GlorotUniform";

    public TensorShape WeightShape => weightShape;

    /// <summary>How the bias starts.</summary>
    public Initialization Bias => Start("BiasInitializer", defaults == PyTorch ? PyTorchUniform : "Zeros");

    /// <summary>How the weight starts.</summary>
    public Initialization Weight(string activation) =>
        Start(
            "WeightInitializer",
            defaults switch
            {
                PyTorch => PyTorchUniform,
                Keras => GlorotUniform,
                _ => ForActivation(activation),
            }
        );

    /// <summary>How the slopes of a parametric ReLU start.</summary>
    public static double Slope(string defaults) => defaults == Keras ? 0 : 0.25;

    /// <summary>How the table of an embedding starts: as PyTorch's, or as Keras's.</summary>
    public static Initialization Embedding(LayerSpec layer, string defaults, int vocabulary, int size)
    {
        const double KerasBound = 0.05;
        bool isKeras = defaults == Keras && layer.Text("WeightInitializer", "Default") == "Default";
        Initialization start = new Initializers(layer, defaults, TensorShape.Of(vocabulary, size), size, vocabulary).Start(
            "WeightInitializer",
            isKeras ? "Uniform" : "Normal"
        );
        return isKeras ? start with { Value = KerasBound } : start;
    }

    /// <summary>Whether the value of an initializer scales what is drawn: a standard deviation, a bound or a factor.</summary>
    public static bool HasScale(string kind) => kind is "Normal" or "Uniform" or "TruncatedNormal" or "Orthogonal";

    /// <summary>Whether the value of an initializer is a part of a whole: that of the zeros.</summary>
    public static bool HasPart(string kind) => kind is "Sparse";

    private static double DefaultValue(string kind) =>
        HasScale(kind) ? 1
        : HasPart(kind) ? 0.9
        : 0;

    private Initialization Start(string argument, string otherwise)
    {
        string given = layer.Text(argument, "Default"),
            kind = given == "Default" ? otherwise : given;
        double value = layer.Number(argument + "Value") ?? DefaultValue(kind);

        // PyTorch and Keras count by the shape alone, also where, as in a convolution with groups or a transposed one, an output has
        // another number of inputs.
        bool byShape = defaults != ModelSpec.DefaultInitialization || kind == PyTorchUniform;
        return byShape
            ? new Initialization(kind, value, Without(axis: 0), Without(axis: 1))
            : new Initialization(kind, value, fanIn, fanOut);

        int Without(int axis) => (int)Math.Min(int.MaxValue, Sizes.Of(weightShape) / weightShape.Dimensions[axis]);
    }

    // Rectifiers halve the variance of what passes, which He's factor of two restores; the self-normalising activation assumes LeCun's.
    private static string ForActivation(string activation) =>
        activation switch
        {
            "Relu" or "LeakyRelu" or "Relu6" or "Elu" or "Celu" or "Gelu" or "GeluTanh" or "Swish" or "Mish" or "HardSwish" or "Softplus" =>
                "HeNormal",
            "Selu" => "LecunNormal",
            _ => GlorotUniform,
        };
}
