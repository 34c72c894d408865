namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>The shapes of outputs, of sequences too, as the documentation states them; <see cref="Shapes"/> knows the others.</summary>
internal static class SampleShapes
{
    /// <summary>The shape of one sample's output, or null when the inputs do not fit.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="axis">The axis that it names, where it may name that of the channels alone.</param>
    /// <param name="inputs">What it reads.</param>
    public static SampleShape? Of(LayerAttribute layer, int? axis, IReadOnlyList<SampleShape> inputs)
    {
        SampleShape x = inputs[0];
        if (layer is EmbeddingAttribute table)
            return table.PaddingIndex < x.Vocabulary ? new([x[0], table.Size], isSequence: true) : null;
        if (inputs.Any(input => input.Vocabulary > 0))
            return null;
        if (inputs.Any(other => other.IsSequence != x.IsSequence))
            return null;
        if (axis is { } given && (given < 0 ? given + x.Count : given) != x.ChannelAxis)
            return null;
        if (!x.IsSequence)
            return
                layer
                    is not (
                        MatMulAttribute
                        or AttentionAttribute
                        or RecurrentAttribute
                        or LearnedPositionsAttribute
                        or SinusoidalPositionsAttribute
                    )
                && Shapes.Of(layer, inputs) is { } shape
                ? new(shape)
                : null;
        return layer switch
        {
            MatMulAttribute product => Product(product, inputs),
            AttentionAttribute attention => Attention(attention, x),
            DenseAttribute dense => new([x[0], dense.Units], isSequence: true),
            RecurrentAttribute recurrent => Recurrent(recurrent, x[0]),
            LearnedPositionsAttribute or SinusoidalPositionsAttribute => x,
            GroupNormAttribute or InstanceNormAttribute => null,
            _ when TakesChannelsFirst(layer) || layer is ConcatAttribute => Shapes.Of(
                layer,
                [.. inputs.Select(input => input.ChannelsFirst)]
            )
                is { } signal
                ? SampleShape.OfSteps(signal)
                : null,
            _ => Shapes.Of(layer, inputs) is { } steps ? new(steps, steps.Count == 2 && layer is not ReshapeAttribute) : null,
        };
    }

    /// <summary>Whether a layer takes a sequence as a signal of its features, over whose positions it works.</summary>
    public static bool TakesChannelsFirst(LayerAttribute layer) =>
        layer
            is ConvolutionAttribute
                or PoolAttribute
                or GlobalAvgPoolAttribute
                or GlobalMaxPoolAttribute
                or AdaptiveAvgPoolAttribute
                or UpsampleAttribute
                or ZeroPadAttribute
                or BatchNormAttribute
                or PReluAttribute { Slopes: ParameterSharing.PerChannel };

    // Whether heads and pairs divide the features.
    private static SampleShape? Attention(AttentionAttribute attention, SampleShape x)
    {
        bool fits =
            x.Count == 2
            && x.Channels % attention.Heads == 0
            && (attention.KeyValueHeads == 0 || attention.Heads % attention.KeyValueHeads == 0)
            && (attention.Rotary == Rotary.None || x.Channels / attention.Heads % 2 == 0);
        return fits ? x : null;
    }

    private static SampleShape Recurrent(RecurrentAttribute layer, int steps) =>
        (layer.Bidirectional ? 2 : 1) * layer.Units is var features && layer.Output == RecurrentOutput.LastStep
            ? new([features])
            : new([steps, features], isSequence: true);

    private static SampleShape? Product(MatMulAttribute product, IReadOnlyList<SampleShape> inputs)
    {
        if (inputs.Count != 2)
            return null;
        (int rows, int inner) = Turned(inputs[0], product.TransposeFirst);
        (int other, int columns) = Turned(inputs[1], product.TransposeSecond);
        return inner == other ? new([rows, columns], isSequence: true) : null;
    }

    private static (int Rows, int Columns) Turned(SampleShape shape, bool isTransposed) =>
        isTransposed ? (shape[1], shape[0]) : (shape[0], shape[1]);
}
