using System.Text.Json;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Golden;

/// <summary>One file of <c>tests/golden/torch</c>: a network with everything PyTorch computed of it in double precision.</summary>
public sealed class GoldenCase
{
    private static readonly Dictionary<string, Activation> s_activations = new()
    {
        ["linear"] = Activation.Linear,
        ["sigmoid"] = Activation.Sigmoid,
        ["tanh"] = Activation.Tanh,
        ["relu"] = Activation.Relu,
        ["leaky_relu"] = Activation.LeakyRelu,
        ["elu"] = Activation.Elu,
        ["swish"] = Activation.Swish,
        ["gelu"] = Activation.Gelu,
        ["softplus"] = Activation.Softplus,
        ["selu"] = Activation.Selu,
        ["mish"] = Activation.Mish,
        ["hard_sigmoid"] = Activation.HardSigmoid,
        ["hard_swish"] = Activation.HardSwish,
        ["relu6"] = Activation.Relu6,
        ["softsign"] = Activation.Softsign,
    };

    private readonly JsonElement _root;

    private GoldenCase(string name)
    {
        Name = name;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));
        _root = document.RootElement.Clone();
    }

    /// <summary>The cases that are made of the layers there are.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "golden", "torch");

    public string Name { get; }

    public string LossName => _root.GetProperty("loss").GetString()!;

    public GoldenTensor X => Tensor(_root, "x");

    public GoldenTensor Output => Tensor(_root, "output");

    public GoldenTensor Prediction => Tensor(_root, "prediction");

    public GoldenTensor InputGradient => Tensor(_root, "x_gradient");

    public double LossValue => _root.GetProperty("loss_value").GetDouble();

    /// <summary>Whether the file's outputs are those of training, normalised over the batch, which a prediction is not.</summary>
    public bool IsOfTraining =>
        _root.GetProperty("layers").EnumerateArray().Any(layer => layer.GetProperty("kind").GetString() == "batch_norm");

    /// <summary>By the names that the compiled model gives its parameters.</summary>
    public IReadOnlyDictionary<string, GoldenTensor> Parameters => Tensors(_root.GetProperty("parameters"));

    public IReadOnlyDictionary<string, GoldenTensor> Gradients => Tensors(_root.GetProperty("gradients"));

    public IEnumerable<GoldenOptimizer> Optimizers =>
        _root
            .GetProperty("optimizers")
            .EnumerateObject()
            .Select(entry => new GoldenOptimizer(
                entry.Name,
                entry.Value.GetProperty("hyper").EnumerateObject().ToDictionary(number => number.Name, number => number.Value.GetDouble()),
                [.. entry.Value.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())],
                Tensors(entry.Value.GetProperty("parameters"))
            ));

    public Targets Targets =>
        LossName == "cce"
            ? Targets.OfClasses([.. _root.GetProperty("target").EnumerateArray().Select(value => value.GetInt32())], Output.Shape[^1])
            : new Targets(Tensor(_root, "target").ToSingle());

    public static GoldenCase Read(string name) => new(name);

    /// <summary>The network that ends in the head of its loss, or in the output before that head.</summary>
    public Network Network(bool withHead)
    {
        List<Layer> layers = [.. _root.GetProperty("layers").EnumerateArray().Select(ReadLayer)];
        Activation? head = LossName switch
        {
            "bce" => Activation.Sigmoid,
            "cce" => Activation.Softmax,
            _ => null,
        };
        if (withHead && head is { } activation)
            layers[^1] = ((Dense)layers[^1]) with { Activation = activation };
        Loss? loss = LossName switch
        {
            "mse" => Loss.MeanSquaredError,
            "mae" => Loss.MeanAbsoluteError,
            "huber" => Loss.Huber,
            "bce" => Loss.BinaryCrossEntropy,
            "cce" => Loss.CategoricalCrossEntropy,
            _ => throw new InvalidDataException($"{Name} has the unknown loss {LossName}."),
        };
        return new Network(
            "Golden_" + Name + (withHead ? "" : "_before_head"),
            X.Shape.Skip(1).Aggregate(1, (product, size) => product * size),
            layers,
            withHead ? loss : null
        )
        {
            Shape = X.Shape.Length > 2 ? X.Shape[1..] : null,
        };
    }

    private static Layer ReadLayer(JsonElement layer)
    {
        string kind = layer.GetProperty("kind").GetString()!;
        Activation activation = layer.TryGetProperty("activation", out JsonElement name)
            ? s_activations[name.GetString()!]
            : Activation.Linear;
        int Number(string property, int otherwise) => layer.TryGetProperty(property, out JsonElement value) ? value.GetInt32() : otherwise;
        return kind switch
        {
            "dense" => new Dense(Number("units", 0), activation),
            "conv1d" => Window("Conv1D"),
            "conv2d" => Window("Conv2D"),
            "depthwise_conv2d" => Window("DepthwiseConv2D"),
            "max_pool2d" => new Pool("MaxPool2D", Number("kernel", 0), Number("stride", Number("kernel", 0))),
            "avg_pool2d" => new Pool("AvgPool2D", Number("kernel", 0), Number("stride", Number("kernel", 0))),
            "global_avg_pool2d" => new Plain("GlobalAvgPool"),
            "flatten" => new Plain("Flatten"),
            "batch_norm" => new BatchNorm(
                Momentum: (float)layer.GetProperty("momentum").GetDouble(),
                Epsilon: (float)layer.GetProperty("eps").GetDouble()
            ),
            "activation" => new Activate(activation),
            _ => throw new InvalidDataException($"There is no layer {kind}."),
        };

        Convolution Window(string attribute) =>
            new(
                attribute,
                attribute.StartsWith("Depthwise", StringComparison.Ordinal) ? null : Number("out", 0),
                Number("kernel", 0),
                activation,
                Number("stride", 1),
                Number("padding", 0),
                Number("dilation", 1)
            );
    }

    // PyTorch numbers its modules, activations included: the parameters stand in the order of the layers that have any. Of dense layers
    // alone the files say the number of the layer and its kind: 0.dense.weight is dense1.weight.
    private Dictionary<string, GoldenTensor> Tensors(JsonElement parent)
    {
        List<string> modules = [.. parent.EnumerateObject().Select(entry => entry.Name[..entry.Name.LastIndexOf('.')]).Distinct()];
        var numbers = new Dictionary<string, int>();
        var names = new List<string>();
        foreach (
            string kind in _root
                .GetProperty("layers")
                .EnumerateArray()
                .Select(layer => layer.GetProperty("kind").GetString()!)
                .Where(kind => kind.Contains("conv") || kind is "dense" or "batch_norm")
        )
        {
            numbers[kind] = numbers.GetValueOrDefault(kind) + 1;
            names.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}{numbers[kind]}"));
        }

        Assert.Equal(names.Count, modules.Count);
        return parent
            .EnumerateObject()
            .ToDictionary(
                entry => names[modules.IndexOf(entry.Name[..entry.Name.LastIndexOf('.')])] + entry.Name[entry.Name.LastIndexOf('.')..],
                entry => Tensor(entry.Value)
            );
    }

    private static GoldenTensor Tensor(JsonElement parent, string name) => Tensor(parent.GetProperty(name));

    internal static GoldenTensor Tensor(JsonElement tensor) =>
        new(
            [.. tensor.GetProperty("shape").EnumerateArray().Select(value => value.GetInt32())],
            [.. tensor.GetProperty("data").EnumerateArray().Select(value => value.GetDouble())]
        );
}

/// <summary>A tensor in row-major order.</summary>
public sealed record GoldenTensor(int[] Shape, double[] Data)
{
    public float[] ToSingle() => [.. Data.Select(value => (float)value)];
}

/// <summary>Some steps of one optimizer on the case's batch.</summary>
/// <param name="Name">The optimizer.</param>
/// <param name="Hyper">Its settings.</param>
/// <param name="Losses">The loss before each step.</param>
/// <param name="Parameters">The parameters after the last step.</param>
public sealed record GoldenOptimizer(
    string Name,
    IReadOnlyDictionary<string, double> Hyper,
    double[] Losses,
    IReadOnlyDictionary<string, GoldenTensor> Parameters
);
