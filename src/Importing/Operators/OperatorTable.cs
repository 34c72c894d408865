using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Operators;

/// <summary>All operators that are known: what is not here is refused by name.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, Operator> _operators = All().ToDictionary(known => known.Name);

    // Layers of Keras that no operator of ONNX says.
    private static readonly Dictionary<string, Operator> _ofKeras = new Operator[]
    {
        new DenseOperator(),
        new TrainingOperator("Dropout"),
        new TrainingOperator("GaussianNoise"),
    }.ToDictionary(known => known.Name);

    /// <summary>By name.</summary>
    public static IEnumerable<Operator> Operators => _operators.Values.OrderBy(known => known.Name, StringComparer.Ordinal);

    /// <summary>An operator, or null when it is not known.</summary>
    public static Operator? Find(string name, string domain = "") =>
        domain is "" or "com.microsoft" ? _operators.GetValueOrDefault(name) : null;

    /// <summary>The operator of a node, or null when it is not known.</summary>
    public static Operator? Find(NetworkNode node) =>
        node.Layer is not null && _ofKeras.TryGetValue(node.Operator, out Operator? known) ? known : Find(node.Operator, node.Domain);

    private static IEnumerable<Operator> All() =>
        [
            .. Pointwise.All,
            .. Arithmetic.All,
            .. FoldedOperator.All,
            .. ReshapeOperator.Shaping,
            .. ReduceOperator.All,
            .. Recurrent.All,
            new PRelu(),
            new IdentityOperator("Identity"),
            new Cast("Cast"),
            new Cast("CastLike"),
            new Dropout(),
            new Transpose(),
            new DepthToSpace(),
            new SpaceToDepth(),
            new Slice(),
            new Split(),
            new Concat(),
            new Gather(),
            new CumulativeSum(),
            new Expand(),
            new Tile(),
            new Pad(),
            new Resize("Resize"),
            new Resize("Upsample"),
            new Convolution(),
            new TransposedConvolution(),
            new Pool(isMaximum: true),
            new Pool(isMaximum: false),
            new GlobalPool(isMaximum: true),
            new GlobalPool(isMaximum: false),
            new MatMul(),
            new Gemm(),
            new SoftmaxOperator("Softmax"),
            new SoftmaxOperator("LogSoftmax"),
            new LayerNormalization("LayerNormalization", "LayerNorm"),
            new LayerNormalization("RMSNormalization", "RmsNorm"),
            new BatchNormalization(),
            new InstanceNormalization("InstanceNormalization"),
            new InstanceNormalization("GroupNormalization"),
        ];
}
