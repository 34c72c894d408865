namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>What the documentation says of the first values of parameters, as far as each value shows it.</summary>
internal static class InitialValues
{
    // What nobody draws: the slope is the default of an attribute that does not say it.
    private const double Unwritten = 0.25;

    public static void Check(PlacedLayer layer, ParameterDescriptor parameter, float[] values, Initialization start)
    {
        bool isWeight = parameter.Name.EndsWith(".weight", StringComparison.Ordinal);
        (Initializer kind, double value) = (layer.Attribute, isWeight) switch
        {
            (EmbeddingAttribute table, _) => (table.WeightInitializer, table.WeightInitializerValue),
            (LearnedPositionsAttribute positions, _) => (positions.WeightInitializer, positions.WeightInitializerValue),
            (DenseAttribute dense, true) => (dense.WeightInitializer, dense.WeightInitializerValue),
            (DenseAttribute dense, false) => (dense.BiasInitializer, dense.BiasInitializerValue),
            (ConvolutionAttribute convolution, true) => (convolution.WeightInitializer, convolution.WeightInitializerValue),
            (ConvolutionAttribute convolution, false) => (convolution.BiasInitializer, convolution.BiasInitializerValue),
            (AttentionAttribute, _) => (
                parameter.Name.EndsWith("bias", StringComparison.Ordinal) ? Initializer.Zeros : Initializer.GlorotUniform,
                0
            ),
            (RecurrentAttribute, _) => (
                start == Initialization.Keras && parameter.Name.Contains("bias_hh", StringComparison.Ordinal)
                    ? Initializer.Zeros
                    : Initializer.PyTorchUniform,
                0
            ),
            (PReluAttribute slope, _) => (
                Initializer.Constant,
                start == Initialization.Keras && slope.InitialSlope == Unwritten ? 0 : slope.InitialSlope
            ),
            _ => (Initializer.Constant, isWeight || IsSpread(parameter.Name) ? 1 : 0),
        };
        if (layer.Attribute is EmbeddingAttribute { PaddingIndex: >= 0 and var row } padded)
        {
            (int first, int end) = (row * padded.Size, (row + 1) * padded.Size);
            Assert.True(Array.TrueForAll(values[first..end], own => own == 0), $"the padding of {parameter.Name} does not start at zero");
            values = [.. values[..first], .. values[end..]];
        }

        if (kind == Initializer.Default && !isWeight)
            kind = start == Initialization.PyTorch ? Initializer.PyTorchUniform : Initializer.Zeros;
        double? only = kind switch
        {
            Initializer.Zeros => 0,
            Initializer.Constant => value,
            _ => null,
        };
        Assert.True(
            Array.TrueForAll(values, own => float.IsFinite(own) && (only is null || own == (float)only)),
            $"the first values of {parameter.Name} are not those of {kind}"
        );
    }

    private static bool IsSpread(string name) =>
        name.EndsWith(".running_var", StringComparison.Ordinal) || name.EndsWith(".standard_deviation", StringComparison.Ordinal);
}
