namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>The layers that are drawn; what stands here several times is drawn more often.</summary>
internal static class LayerKinds
{
    /// <summary>Layers that keep any shape, or work on any.</summary>
    public static IReadOnlyList<Type> OfAnyShape { get; } =
    [
        typeof(DenseAttribute),
        typeof(DenseAttribute),
        typeof(DenseAttribute),
        typeof(ActivationAttribute),
        typeof(BatchNormAttribute),
        typeof(LayerNormAttribute),
        typeof(GroupNormAttribute),
        typeof(SoftmaxAttribute),
        typeof(LogSoftmaxAttribute),
        typeof(RmsNormAttribute),
        typeof(ScaleAttribute),
        typeof(StandardizeAttribute),
        typeof(PReluAttribute),
        typeof(DropoutAttribute),
        typeof(GaussianNoiseAttribute),
        typeof(FlattenAttribute),
        typeof(ReshapeAttribute),
        typeof(PermuteAttribute),
        typeof(TransposeAttribute),
        typeof(FlipAttribute),
        typeof(SliceAttribute),
        typeof(SplitAttribute),
        typeof(GluAttribute),
        typeof(MeanOverAttribute),
        typeof(SumOverAttribute),
        typeof(MaxOverAttribute),
        typeof(CumulativeSumAttribute),
        typeof(LearnedPositionsAttribute),
        typeof(SinusoidalPositionsAttribute),
    ];

    /// <summary>Layers that give an image or a signal another size, of the values that it has.</summary>
    public static IReadOnlyList<Type> OfOtherSizes { get; } =
    [
        typeof(MaxPool1DAttribute),
        typeof(MaxPool2DAttribute),
        typeof(AvgPool1DAttribute),
        typeof(AvgPool2DAttribute),
        typeof(GlobalAvgPoolAttribute),
        typeof(GlobalMaxPoolAttribute),
        typeof(AdaptiveAvgPoolAttribute),
        typeof(UpsampleAttribute),
    ];

    /// <summary>Layers that work on images or signals alone.</summary>
    public static IReadOnlyList<Type> OfImages { get; } =
    [
        typeof(Conv1DAttribute),
        typeof(Conv2DAttribute),
        typeof(Conv2DAttribute),
        typeof(DepthwiseConv2DAttribute),
        typeof(ConvTranspose2DAttribute),
        .. OfOtherSizes,
        typeof(ZeroPadAttribute),
        typeof(PixelShuffleAttribute),
        typeof(PixelUnshuffleAttribute),
        typeof(InstanceNormAttribute),
    ];

    /// <summary>Layers whose axis is that of the channels.</summary>
    public static IReadOnlyList<Type> OverChannels { get; } =
    [typeof(LayerNormAttribute), typeof(RmsNormAttribute), typeof(SoftmaxAttribute), typeof(LogSoftmaxAttribute)];

    /// <summary>Layers that work on sequences alone.</summary>
    public static IReadOnlyList<Type> OfSequences { get; } = [typeof(AttentionAttribute)];

    public static bool HaveParameters(Type type) =>
        type == typeof(DenseAttribute)
        || type == typeof(EmbeddingAttribute)
        || type == typeof(LearnedPositionsAttribute)
        || type.IsSubclassOf(typeof(ConvolutionAttribute))
        || type == typeof(AttentionAttribute)
        || type == typeof(BatchNormAttribute)
        || type == typeof(LayerNormAttribute)
        || type == typeof(RmsNormAttribute)
        || type == typeof(GroupNormAttribute)
        || type == typeof(InstanceNormAttribute)
        || type == typeof(ScaleAttribute)
        || type == typeof(StandardizeAttribute)
        || type == typeof(PReluAttribute);
}
