namespace ModelCompiler.Tests.Harness;

/// <summary>The gradient by the input, which callers may leave out.</summary>
internal static class InputGradients
{
    /// <summary>
    /// Fails unless the gradient of the parameters has the same bits with and without that of the input, whatever its memory held before.
    /// </summary>
    public static void AssertOptional(Network network, ICompiledModel model)
    {
        var batch = new RandomBatch(network, 17);
        int[] expected = Bits.Of(model.Gradient(batch.Inputs, batch.Targets).Gradient.Span);
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        gradient.Span.Fill(float.NaN);
        model.Gradient(batch.Inputs, batch.Targets.Values, gradient.Span);
        Assert.Equal(expected, Bits.Of(gradient.Span));
    }
}
