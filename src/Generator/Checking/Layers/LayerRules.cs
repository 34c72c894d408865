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
        new PoolRule("MaxPool1D"),
        new PoolRule("MaxPool2D"),
        new PoolRule("AvgPool1D"),
        new PoolRule("AvgPool2D"),
        new GlobalPoolRule("GlobalAvgPool"),
        new GlobalPoolRule("GlobalMaxPool"),
        new FlattenRule(),
        new ZeroPadRule(),
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
