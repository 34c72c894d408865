namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>The layers that the checker knows. A new layer is one class and one row.</summary>
internal static class LayerRules
{
    private static readonly LayerRule[] _all =
    [
        new DenseRule(),
        new ActivationRule(),
        new ConvolutionRule("Conv1D"),
        new ConvolutionRule("Conv2D"),
        new ConvolutionRule("DepthwiseConv2D"),
        new TransposedConvolutionRule(),
        new PoolRule("MaxPool1D"),
        new PoolRule("MaxPool2D"),
        new PoolRule("AvgPool1D"),
        new PoolRule("AvgPool2D"),
        new GlobalPoolRule("GlobalAvgPool"),
        new GlobalPoolRule("GlobalMaxPool"),
        new ZeroPadRule(),
        new SameShapeJoinRule("Add", "adds"),
        new SameShapeJoinRule("Multiply", "multiplies"),
        new SameShapeJoinRule("Subtract", "subtracts"),
        new ConcatRule(),
        new FlattenRule(),
        new ReshapeRule(),
        new PermuteRule(),
        new TransposeRule(),
        new FlipRule(),
        new SliceRule(),
        new SplitRule(),
        new PixelShuffleRule(),
        new PixelUnshuffleRule(),
        new GluRule(),
        new ReductionRule("MeanOver", null),
        new ReductionRule("SumOver", "Linear"),
        new ReductionRule("MaxOver", null),
        new NormRule("LayerNorm", hasBias: true),
        new NormRule("RmsNorm", hasBias: false),
        new BatchNormRule(),
        new NoiseRule("Dropout", "Rate", 1, "at least 0 and below 1"),
        new NoiseRule("GaussianNoise", "StandardDeviation", double.PositiveInfinity, "a finite number of at least 0"),
        new ScaleRule(),
        new PReluRule(),
        new StandardizeRule(),
    ];

    /// <summary>The attributes, for a message.</summary>
    public static string Names { get; } = string.Join(", ", _all.Select(rule => $"[{rule.Kind}]"));

    public static LayerRule? Find(string kind)
    {
        foreach (LayerRule rule in _all)
            if (rule.Kind == kind)
                return rule;
        return null;
    }
}
