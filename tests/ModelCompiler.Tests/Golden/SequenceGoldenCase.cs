using System.Globalization;
using System.Text.Json;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Golden;

/// <summary>
/// One file of <c>tests/golden/sequences</c>: a network over steps or tokens with everything PyTorch computed of it in double precision.
/// </summary>
public sealed class SequenceGoldenCase
{
    private static readonly (string Theirs, string Ours)[] s_projections =
    [
        ("query.", "q_proj."),
        ("key.", "k_proj."),
        ("value.", "v_proj."),
        ("project.", "out_proj."),
    ];

    private readonly JsonElement _root;

    private SequenceGoldenCase(string name)
    {
        Name = name;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));
        _root = document.RootElement.Clone();
    }

    /// <summary>All cases.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "golden", "sequences");

    public string Name { get; }

    /// <summary>Whether the inputs are numbers of tokens.</summary>
    public bool IsOfTokens => X.ValueKind == JsonValueKind.Array;

    /// <summary>The inputs, those of tokens as whole numbers, with the length of each sample where it has one.</summary>
    public float[] Inputs
    {
        get
        {
            float[] values = IsOfTokens ? [.. Integers(X).Select(token => (float)token)] : GoldenCase.Tensor(X).ToSingle();
            return Lengths is { } lengths ? SequenceLengths.Append(values, values.Length / lengths.Length, lengths) : values;
        }
    }

    /// <summary>The steps of each sample that count, or null when all do.</summary>
    public int[]? Lengths => _root.TryGetProperty("lengths", out JsonElement lengths) ? [.. Integers(lengths)] : null;

    /// <summary>The gradient of the values; lengths have none.</summary>
    public float[] WithoutLengths(float[] inputGradient)
    {
        if (Lengths is not { } lengths)
            return inputGradient;
        int size = inputGradient.Length / lengths.Length;
        Assert.All(lengths, (_, sample) => Assert.Equal(0f, inputGradient[(sample * size) + size - 1]));
        return [.. inputGradient.Where((_, index) => index % size != size - 1)];
    }

    /// <summary>What stands before the head of the loss.</summary>
    public GoldenTensor Output => GoldenCase.Tensor(_root.GetProperty("output"));

    public double LossValue => _root.GetProperty("loss_value").GetDouble();

    /// <summary>The gradient of the inputs; tokens have none.</summary>
    public GoldenTensor? InputGradient => _root.TryGetProperty("x_gradient", out JsonElement gradient) ? GoldenCase.Tensor(gradient) : null;

    public IReadOnlyDictionary<string, GoldenTensor> Parameters => Tensors(_root.GetProperty("parameters"));

    public IReadOnlyDictionary<string, GoldenTensor> Gradients => Tensors(_root.GetProperty("gradients"));

    /// <summary>Some steps of Adam.</summary>
    public GoldenOptimizer Adam
    {
        get
        {
            JsonElement adam = _root.GetProperty("adam");
            return new GoldenOptimizer(
                "adam",
                new Dictionary<string, double> { ["lr"] = adam.GetProperty("lr").GetDouble() },
                [.. adam.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble())],
                Tensors(adam.GetProperty("parameters"))
            );
        }
    }

    /// <summary>Values, classes of the samples, or classes of all steps.</summary>
    public Targets Targets =>
        IsOfClasses
            ? new Targets([.. Integers(Target).Select(number => (float)number)], [.. Integers(Target)])
            : new Targets(GoldenCase.Tensor(Target).ToSingle());

    /// <summary>Whether the loss is a cross-entropy.</summary>
    public bool IsOfClasses => Target.ValueKind == JsonValueKind.Array;

    private JsonElement X => _root.GetProperty("x");

    private JsonElement Target => _root.GetProperty("target");

    private JsonElement Layers => _root.GetProperty("layers");

    public static SequenceGoldenCase Read(string name) => new(name);

    /// <summary>The name of the model that ends in the head of its loss, or in the output before that head.</summary>
    public string ModelName(bool withHead) => "Sequence_" + Name + (withHead ? "" : "_before_head");

    /// <summary>The model of <see cref="ModelName"/> as a user declares it.</summary>
    public string Declaration(bool withHead)
    {
        bool hasHead = withHead && IsOfClasses;
        string loss = IsOfClasses ? "SparseCategoricalCrossEntropy" : "MeanSquaredError";
        return $"/// <summary>{Name}.</summary>\n[Model]{Input}"
            + SequenceLayers.Attributes(Layers, Modules, hasHead ? "Softmax" : null)
            + (withHead ? $"[Loss(Loss.{loss})]" : "")
            + $"\npublic sealed partial class {ModelName(withHead)};\n";
    }

    private string Input
    {
        get
        {
            if (!IsOfTokens)
                return string.Create(CultureInfo.InvariantCulture, $"[Sequence({InputShape[0]}, {InputShape[1]}{WithLengths})]");
            int steps = X[0].GetArrayLength(),
                vocabulary = Layers[0].GetProperty("vocabulary").GetInt32();
            return string.Create(CultureInfo.InvariantCulture, $"[Tokens({steps}, {vocabulary}{WithLengths})]");
        }
    }

    private string WithLengths => Lengths is null ? "" : ", HasLengths = true";

    private int[] InputShape => GoldenCase.Tensor(X).Shape[1..];

    // The first part of each parameter's name: a module of the model, which may have modules inside.
    private IEnumerable<string> Modules =>
        _root
            .GetProperty("parameters")
            .EnumerateObject()
            .Select(entry => Named(entry.Name).Split('.'))
            .Select(parts => parts[0] == "inner" ? "inner." + parts[1] : parts[0])
            .Distinct();

    private static IEnumerable<int> Integers(JsonElement numbers) =>
        numbers.EnumerateArray().SelectMany(number => number.ValueKind == JsonValueKind.Array ? Integers(number) : [number.GetInt32()]);

    private static Dictionary<string, GoldenTensor> Tensors(JsonElement parent) =>
        parent.EnumerateObject().ToDictionary(entry => Named(entry.Name), entry => GoldenCase.Tensor(entry.Value));

    // The files call the separate maps of an attention so, without a module of their own.
    private static string Named(string parameter)
    {
        foreach ((string theirs, string ours) in s_projections)
            if (parameter.StartsWith(theirs, StringComparison.Ordinal) || parameter.Contains("." + theirs, StringComparison.Ordinal))
                return parameter.Replace(theirs, "attention." + ours, StringComparison.Ordinal);
        return parameter;
    }
}
