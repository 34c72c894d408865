using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Layers;

/// <summary>Every kind of layer. A new one is one class and one row.</summary>
internal static class LayerCatalogue
{
    private static readonly LayerDefinition[] _all =
    [
        new DenseLayer(),
        new EmbeddingLayer(),
        new LearnedPositionsLayer(),
        new SinusoidalPositionsLayer(),
        new ActivationLayer(),
        new ConvolutionLayer("Conv1D"),
        new ConvolutionLayer("Conv2D"),
        new ConvolutionLayer("DepthwiseConv2D"),
        new TransposedConvolutionLayer(),
        new PoolLayer("MaxPool1D"),
        new PoolLayer("MaxPool2D"),
        new PoolLayer("AvgPool1D"),
        new PoolLayer("AvgPool2D"),
        new GlobalPoolLayer("GlobalAvgPool"),
        new GlobalPoolLayer("GlobalMaxPool"),
        new AdaptivePoolLayer(),
        new UpsampleLayer(),
        new ZeroPadLayer(),
        new AddLayer(),
        new MultiplyLayer(),
        new SubtractLayer(),
        new ConcatLayer(),
        new MatMulLayer(),
        new AttentionLayer(),
        new FlattenLayer(),
        new ReshapeLayer(),
        new PermuteLayer(),
        new TransposeLayer(),
        new FlipLayer(),
        new SliceLayer(),
        new SplitLayer(),
        new PixelShuffleLayer(),
        new PixelUnshuffleLayer(),
        new GluLayer(),
        new ReductionLayer("MeanOver"),
        new ReductionLayer("SumOver"),
        new ReductionLayer("MaxOver"),
        new SoftmaxLayer(),
        new LogSoftmaxLayer(),
        new CumulativeSumLayer(),
        new RnnLayer(),
        new LstmLayer(),
        new GruLayer(),
        new LayerNormLayer(),
        new RmsNormLayer(),
        new GroupNormLayer(),
        new InstanceNormLayer(),
        new BatchNormLayer(),
        new NoiseLayer("Dropout", NoiseKind.Dropout, "Rate", 1, "at least 0 and below 1"),
        new NoiseLayer("GaussianNoise", NoiseKind.Gaussian, "StandardDeviation", double.PositiveInfinity, "a finite number of at least 0"),
        new ScaleLayer(),
        new PReluLayer(),
        new StandardizeLayer(),
    ];

    private static readonly LayerDefinition[] _implied = [new InputPartLayer(), new OutputsLayer()];

    /// <summary>The attributes, for a message.</summary>
    public static string Names { get; } = string.Join(", ", _all.Select(definition => $"[{definition.Kind}]"));

    /// <summary>The definition of a kind, or null when there is none.</summary>
    public static LayerDefinition? Find(string kind)
    {
        foreach (LayerDefinition definition in _all)
            if (definition.Kind == kind)
                return definition;
        return Array.Find(_implied, definition => definition.Kind == kind);
    }

    /// <summary>Whether a declared layer, whose kind may be unknown, has parameters.</summary>
    public static bool HasParameters(Parsing.DeclaredAttribute layer) =>
        Find(layer.Kind)?.ParametersTypeOf(new(layer.Kind, "", layer.Arguments) { Function = layer.Function?.Function }) is not null;

    /// <summary>The definition of a declared layer whose kind was checked.</summary>
    public static LayerDefinition Of(Parsing.LayerSpec layer) =>
        Find(layer.Kind) ?? throw new ArgumentOutOfRangeException(nameof(layer), layer.Kind, "There is no such layer.");
}
