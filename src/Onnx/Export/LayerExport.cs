using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Onnx.Export;

/// <summary>Writes layers as operators, each kind by its own rule.</summary>
/// <param name="graph">Takes the nodes.</param>
/// <param name="parameters">Hands out the parameters.</param>
internal sealed partial class LayerExport(ExportGraph graph, ExportParameters parameters)
{
    private delegate string Rule(LayerExport export, ExportLayer layer, ExportValue[] inputs, int[] shape);

    private static readonly Dictionary<string, Rule> _rules = new()
    {
        ["Dense"] = (export, layer, inputs, _) => export.Dense(layer, inputs[0]),
        ["Activation"] = (export, layer, inputs, _) => export.Activation(layer, inputs[0].Name, layer.Text("Kind"), inputs[0]),
        ["Conv1D"] = (export, layer, inputs, _) => export.Convolution(layer, inputs[0]),
        ["Conv2D"] = (export, layer, inputs, _) => export.Convolution(layer, inputs[0]),
        ["DepthwiseConv2D"] = (export, layer, inputs, _) => export.Convolution(layer, inputs[0]),
        ["ConvTranspose2D"] = (export, layer, inputs, _) => export.TransposedConvolution(layer, inputs[0]),
        ["MaxPool1D"] = (export, layer, inputs, _) => export.Pool(layer, inputs[0]),
        ["MaxPool2D"] = (export, layer, inputs, _) => export.Pool(layer, inputs[0]),
        ["AvgPool1D"] = (export, layer, inputs, _) => export.Pool(layer, inputs[0]),
        ["AvgPool2D"] = (export, layer, inputs, _) => export.Pool(layer, inputs[0]),
        ["GlobalMaxPool"] = (export, _, inputs, shape) => export.GlobalPool("GlobalMaxPool", inputs[0], shape),
        ["GlobalAvgPool"] = (export, _, inputs, shape) => export.GlobalPool("GlobalAveragePool", inputs[0], shape),
        ["AdaptiveAvgPool"] = (export, _, inputs, shape) => export.AdaptivePool(inputs[0], shape),
        ["Upsample"] = (export, layer, inputs, shape) => export.Upsample(layer, inputs[0], shape),
        ["ZeroPad"] = (export, layer, inputs, _) => export.ZeroPad(layer, inputs[0]),
        ["Flatten"] = (export, _, inputs, _) => export.Graph.Flatten(inputs[0]),
        ["Reshape"] = (export, _, inputs, shape) => export.Graph.Reshape(inputs[0].Name, shape),
        ["Permute"] = (export, layer, inputs, _) =>
            export.Graph.Permute(inputs[0].Name, layer.Integers("Axes").Select(axis => Place(axis, inputs[0]))),
        ["Transpose"] = (export, layer, inputs, _) => export.Transpose(layer, inputs[0]),
        ["Flip"] = (export, layer, inputs, _) => export.Flip(layer, inputs[0]),
        ["Slice"] = (export, layer, inputs, _) => export.SliceOf(layer, inputs[0]),
        ["Split"] = (export, layer, inputs, _) => export.Split(layer, inputs[0]),
        ["Glu"] = (export, layer, inputs, _) => export.Glu(layer, inputs[0]),
        ["PixelShuffle"] = (export, layer, inputs, _) =>
            export.Graph.Node("DepthToSpace", [inputs[0].Name], Integer("blocksize", layer.Integer("Factor")), Word("mode", "CRD")),
        ["PixelUnshuffle"] = (export, layer, inputs, shape) => export.Unshuffle(layer, inputs[0], shape),
        ["MeanOver"] = (export, layer, inputs, shape) => export.Reduced("ReduceMean", layer, inputs[0], shape),
        ["SumOver"] = (export, layer, inputs, shape) => export.Reduced("ReduceSum", layer, inputs[0], shape),
        ["MaxOver"] = (export, layer, inputs, shape) => export.Reduced("ReduceMax", layer, inputs[0], shape),
        ["CumulativeSum"] = (export, layer, inputs, _) => export.CumulativeSum(layer, inputs[0]),
        ["LayerNorm"] = (export, layer, inputs, _) => export.LayerNorm(layer, inputs[0]),
        ["RmsNorm"] = (export, layer, inputs, _) => export.RmsNorm(layer, inputs[0]),
        ["InstanceNorm"] = (export, layer, inputs, _) => export.InstanceNorm(layer, inputs[0]),
        ["GroupNorm"] = (export, layer, inputs, _) => export.GroupNorm(layer, inputs[0]),
        ["BatchNorm"] = (export, layer, inputs, _) => export.BatchNorm(layer, inputs[0]),
        ["Softmax"] = (export, layer, inputs, _) => export.Softmax("Softmax", inputs[0].Name, layer.Has("Axis"), inputs[0]),
        ["LogSoftmax"] = (export, layer, inputs, _) => export.Softmax("LogSoftmax", inputs[0].Name, layer.Has("Axis"), inputs[0]),
        ["Scale"] = (export, _, inputs, _) => export.Scale(inputs[0]),
        ["Standardize"] = (export, _, inputs, _) => export.Standardize(inputs[0]),
        ["PRelu"] = (export, _, inputs, _) => export.PRelu(inputs[0]),
        ["Dropout"] = (_, _, inputs, _) => inputs[0].Name,
        ["GaussianNoise"] = (_, _, inputs, _) => inputs[0].Name,
        ["Add"] = (export, _, inputs, _) => export.Folded("Add", inputs),
        ["Subtract"] = (export, _, inputs, _) => export.Folded("Sub", inputs),
        ["Multiply"] = (export, _, inputs, _) => export.Folded("Mul", inputs),
        ["Concat"] = (export, _, inputs, _) =>
            export.Graph.Node("Concat", [.. inputs.Select(input => input.Name)], Integer("axis", inputs[0].ChannelAxis + 1)),
        ["MatMul"] = (export, layer, inputs, _) => export.MatMul(layer, inputs),
        ["Embedding"] = (export, layer, inputs, _) => export.Embedding(layer, inputs[0]),
        ["LearnedPositions"] = (export, _, inputs, _) => export.LearnedPositions(inputs[0]),
        ["SinusoidalPositions"] = (export, _, inputs, _) => export.SinusoidalPositions(inputs[0]),
        ["Rnn"] = (export, layer, inputs, _) => export.Recurrent(layer, inputs[0]),
        ["Lstm"] = (export, layer, inputs, _) => export.Recurrent(layer, inputs[0]),
        ["Gru"] = (export, layer, inputs, _) => export.Recurrent(layer, inputs[0]),
    };

    private ExportGraph Graph => graph;

    /// <summary>Whether a kind of layer can be written.</summary>
    public static bool Knows(string kind) => _rules.ContainsKey(kind);

    /// <summary>The kinds that can be written.</summary>
    public static IEnumerable<string> Kinds => _rules.Keys;

    /// <summary>Writes a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="shape">The shape of one sample of its output.</param>
    public ExportValue Add(ExportLayer layer, ExportValue[] inputs, int[] shape)
    {
        graph.Enter(layer.Name);
        parameters.NextLayer();
        string name = _rules[layer.Kind](this, layer, inputs, shape);
        var value = new ExportValue(name, shape, IsSequence(layer, inputs[0], shape));
        return layer.Kind != "Activation" && layer.Has("Activation") && layer.Kind != "Rnn"
            ? value with
            {
                Name = Activation(layer, name, layer.Text("Activation"), value),
            }
            : value;
    }

    private static bool IsSequence(ExportLayer layer, ExportValue input, int[] shape) =>
        layer.Kind switch
        {
            "Embedding" => true,
            "Flatten" or "Reshape" or "GlobalAvgPool" or "GlobalMaxPool" => false,
            _ => input.IsSequence && shape.Length == 2,
        };

    private static int Place(int axis, ExportValue x) => axis < 0 ? axis + x.Shape.Length : axis;

    private string Parameter(ExportParameter parameter, IEnumerable<int>? shape = null) =>
        graph.Constant(parameter.Values, shape ?? parameter.Shape, parameter.Name);

    private string Dense(ExportLayer layer, ExportValue x)
    {
        ExportParameter? tied = layer.Has("TiedTo") ? parameters.Shared(layer.Text("TiedTo")) : null;
        ExportParameter weight = tied ?? parameters.Take("weight");
        string w = tied?.Name ?? Parameter(weight);
        string? bias = parameters.Has("bias") ? Parameter(parameters.Take("bias")) : null;
        if (!x.IsSequence)
            return graph.Node("Gemm", bias is null ? [graph.Flatten(x), w] : [graph.Flatten(x), w, bias], Integer("transB", 1));
        string product = graph.Node("MatMul", [x.Name, graph.Node("Transpose", [w], Integers("perm", 1, 0))]);
        return bias is null ? product : graph.Node("Add", [product, bias]);
    }

    private string Embedding(ExportLayer layer, ExportValue tokens)
    {
        ExportParameter table = parameters.Take("weight");
        parameters.Share(layer.Name, table);
        return graph.Node("Gather", [Parameter(table), tokens.Name], Integer("axis", 0));
    }

    private string LearnedPositions(ExportValue x) => graph.Node("Add", [x.Name, Parameter(parameters.Take("weight"))]);

    private string SinusoidalPositions(ExportValue x)
    {
        float[] table = new float[x.Size];
        int features = x.Shape[1];
        for (int index = 0; index < table.Length; index++)
        {
            int step = index / features,
                feature = index % features;
            double angle = step / Math.Pow(10_000, feature / 2 * 2.0 / features);
            table[index] = (float)(feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }

        return graph.Node("Add", [x.Name, graph.Constant(table, x.Shape)]);
    }

    private string Folded(string operation, ExportValue[] inputs) =>
        inputs.Skip(1).Aggregate(inputs[0].Name, (left, right) => graph.Node(operation, [left, right.Name]));

    private string MatMul(ExportLayer layer, ExportValue[] inputs)
    {
        return graph.Node("MatMul", [Turned(inputs[0], "TransposeFirst"), Turned(inputs[1], "TransposeSecond")]);

        string Turned(ExportValue x, string argument) => layer.Boolean(argument, otherwise: false) ? graph.Permute(x.Name, [1, 0]) : x.Name;
    }
}
