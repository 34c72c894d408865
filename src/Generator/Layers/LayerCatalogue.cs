namespace ModelCompiler.Generator.Layers;

/// <summary>Every kind of layer.</summary>
internal static class LayerCatalogue
{
    private static readonly LayerDefinition[] Definitions =
    [
        new DenseLayer(),
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
        new ZeroPadLayer(),
        new AddLayer(),
        new MultiplyLayer(),
        new SubtractLayer(),
        new ConcatLayer(),
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
        new LayerNormLayer(),
        new RmsNormLayer(),
        new BatchNormLayer(),
        new DropoutLayer(),
        new GaussianNoiseLayer(),
        new ScaleLayer(),
        new PReluLayer(),
        new StandardizeLayer(),
    ];

    /// <summary>The definition of a kind.</summary>
    public static LayerDefinition Find(string kind) =>
        Array.Find(Definitions, definition => definition.Kind == kind)
        ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such layer.");
}
