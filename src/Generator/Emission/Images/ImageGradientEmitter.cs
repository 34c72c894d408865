using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints what convolutions add to a gradient besides the steps for each sample: repacked weights, and sums over the samples.</summary>
internal sealed class ImageGradientEmitter(ModelPlan plan, Schedule schedule, KernelShapeEmitter shapes)
{
    private readonly ImagePlace _place = new(schedule, "Training");

    /// <summary>The call that repacks a weight for the gradient of its layer's input.</summary>
    public string Repack(ConvolutionInputGradientStep step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        string arguments = $"in batch, {MemoryEmitter.Parameter(weight)}, Training.{Names.Pascal(step.Label)}Transposed, {Text.Of(step.Taps)}";
        if (weight.Packing is not { } packing)
            return $"WindowFlip.Depthwise({arguments}, {Text.Of(step.Output.Layout.Stored)});";
        int groups = packing.StoredGroups;
        if (step.Scatter is { } scatter)
            return $"WindowTranspose.Part(in batch, part, parts, {MemoryEmitter.Parameter(weight)}, Training.{Names.Pascal(step.Label)}Transposed, {Text.Of(step.Taps)}, {Text.Of(packing.StoredChannels)}, {Text.Of(scatter.Channels)}, {Text.Of(scatter.Outputs)}, {Text.Of(groups)});";
        return $"WindowFlip.Run({arguments}, {Text.Of(packing.StoredChannels)}, {Text.Of(step.Output.Layout.Shape.Channels / groups)}, {Text.Of(step.Output.Layout.Stored / groups)}, {Text.Of(step.Delta.Layout.Stored / groups)}, groups: {Text.Of(groups)});";
    }

    /// <summary>Prints the gradient of a parameter.</summary>
    public void Sum(CodeWriter code, Step step)
    {
        if (step is ConvolutionWeightGradientStep weight)
            Weight(code, weight);
        else if (step is ChannelSumStep bias)
            Bias(code, bias);
        else
            throw new InvalidOperationException($"A {step.GetType().Name} of '{step.Label}' treats each sample alone, but stands among the sums over the samples.");
    }

    private void Weight(CodeWriter code, ConvolutionWeightGradientStep step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        string place = $"ref gradient[{MemoryEmitter.Parameter(weight)}]";
        code.Line($"// {step.Label}: dW = sum over samples and pixels of d x^T; {weight.Shape}");
        code.Line($"{(step.IsDepthwise ? "DepthwiseConvolution.Part" : "ConvolutionGradient.Part")}<{StepEmitter.Vector(step.Kernel["Columns"])}, {shapes.Name(step.Kernel)}>(");
        code.Indented($"in {_place.FirstOfAll(step.Input, step.InputStart)}, in {_place.FirstOfAll(step.Delta, step.DeltaStart)}, {place}, in batch, part, parts);");
        if (weight.Packing is { Groups: > 1, AreGroupsApart: false } packing)
            code.Line($"ConvolutionGradient.KeepGroups({place}, {Text.Of(packing.Columns)}, {Text.Of(packing.StoredChannels)}, {Text.Of(packing.Channels)}, {Text.Of(packing.Outputs * packing.Groups)}, {Text.Of(weight.PaddedRows)}, {Text.Of(packing.Outputs)}, part, parts);");
    }

    private void Bias(CodeWriter code, ChannelSumStep step)
    {
        ParameterPlan bias = plan.Parameters[step.Bias];
        ImageLayout layout = step.Delta.Layout;
        code.Line($"// {step.Label}: db = sum over samples and pixels of d; [{Text.Of(bias.Rows)}]");
        code.Line("if (part == 0)");
        code.Indented($"ConvolutionGradient.Bias<{StepEmitter.Vector(layout.Stored)}>(in {_place.FirstOfAll(step.Delta, layout.First)}, {Text.Of(layout.Stored)}, {Text.Of(layout.Shape.Width)}, {Text.Of(layout.Shape.Height)}, {Text.Of(layout.Line)}, {Text.Of(layout.Sample)}, ref gradient[{MemoryEmitter.Parameter(bias)}], batch.Samples, batch.Accumulate);");
    }
}
