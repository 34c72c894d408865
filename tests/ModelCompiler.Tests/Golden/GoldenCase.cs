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

    /// <summary>By the names that the compiled model gives its parameters.</summary>
    public IReadOnlyDictionary<string, GoldenTensor> Parameters => Tensors(_root.GetProperty("parameters"));

    public IReadOnlyDictionary<string, GoldenTensor> Gradients => Tensors(_root.GetProperty("gradients"));

    public IEnumerable<GoldenOptimizer> Optimizers => _root.GetProperty("optimizers").EnumerateObject().Select(entry => new GoldenOptimizer(
        entry.Name,
        entry.Value.GetProperty("hyper").EnumerateObject().ToDictionary(number => number.Name, number => number.Value.GetDouble()),
        [.. entry.Value.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())],
        Tensors(entry.Value.GetProperty("parameters"))));

    public Targets Targets => LossName == "cce"
        ? Targets.OfClasses([.. _root.GetProperty("target").EnumerateArray().Select(value => value.GetInt32())], Output.Shape[^1])
        : new Targets(Tensor(_root, "target").ToSingle());

    public static GoldenCase Read(string name) => new(name);

    /// <summary>The network that ends in the head of its loss, or in the output before that head.</summary>
    public Network Network(bool withHead)
    {
        var layers = _root.GetProperty("layers").EnumerateArray()
            .Select(layer => new Dense(layer.GetProperty("units").GetInt32(), s_activations[layer.GetProperty("activation").GetString()!])).ToList();
        Activation? head = LossName switch { "bce" => Activation.Sigmoid, "cce" => Activation.Softmax, _ => null };
        if (withHead && head is { } activation)
            layers[^1] = layers[^1] with { Activation = activation };
        Loss? loss = LossName switch
        {
            "mse" => Loss.MeanSquaredError,
            "mae" => Loss.MeanAbsoluteError,
            "huber" => Loss.Huber,
            "bce" => Loss.BinaryCrossEntropy,
            "cce" => Loss.CategoricalCrossEntropy,
            _ => throw new InvalidDataException($"{Name} has the unknown loss {LossName}."),
        };
        return new Network("Golden_" + Name + (withHead ? "" : "_before_head"), X.Shape[^1], layers, withHead ? loss : null);
    }

    // 0.dense.weight is dense1.weight: the number of the layer, its kind, the role.
    private static string ParameterName(string name) =>
        name.Split('.') is [var index, var kind, var role] ? $"{kind}{int.Parse(index, System.Globalization.CultureInfo.InvariantCulture) + 1}.{role}" : throw new InvalidDataException(name);

    private static Dictionary<string, GoldenTensor> Tensors(JsonElement parent) =>
        parent.EnumerateObject().ToDictionary(entry => ParameterName(entry.Name), entry => Tensor(entry.Value));

    private static GoldenTensor Tensor(JsonElement parent, string name) => Tensor(parent.GetProperty(name));

    internal static GoldenTensor Tensor(JsonElement tensor) => new(
        [.. tensor.GetProperty("shape").EnumerateArray().Select(value => value.GetInt32())],
        [.. tensor.GetProperty("data").EnumerateArray().Select(value => value.GetDouble())]);
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
public sealed record GoldenOptimizer(string Name, IReadOnlyDictionary<string, double> Hyper, double[] Losses, IReadOnlyDictionary<string, GoldenTensor> Parameters);
