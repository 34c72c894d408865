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
        string arguments = $"in batch, {MemoryEmitter.Parameter(weight)}, Training.{Names.Pascal(step.Label)}Transposed, {Text.Of(step.Window.Taps)}";
        return weight.Packing is not { } packing
            ? $"WindowFlip.Depthwise({arguments}, {Text.Of(step.Output.Layout.Stored)});"
            : $"WindowFlip.Run({arguments}, {Text.Of(packing.StoredChannels)}, {Text.Of(step.Output.Layout.Shape.Channels)}, {Text.Of(step.Output.Layout.Stored)}, {Text.Of(step.Delta.Layout.Stored)});";
    }

    /// <summary>Prints the gradient of a parameter.</summary>
    public void Sum(CodeWriter code, Step step)
    {
        if (step is ConvolutionWeightGradientStep weight)
            Weight(code, weight);
        else if (step is ChannelSumStep bias)
            Bias(code, bias);
    }

    private void Weight(CodeWriter code, ConvolutionWeightGradientStep step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        Window window = step.Node.Window;
        int rows = weight.Packing?.Columns ?? window.Taps;
        string place = $"ref gradient[{MemoryEmitter.Parameter(weight)}]";
        code.Line($"// {step.Label}: dW = sum over samples and pixels of d x^T; {weight.Shape}");
        code.Line($"{(step.IsDepthwise ? "DepthwiseConvolution.Part" : "ConvolutionGradient.Part")}<{StepEmitter.Vector(step.Delta.Layout.Stored)}, {shapes.Name(step)}>(");
        code.Indented($"in {_place.FirstOfAll(step.Input, step.Input.Layout.Start(window))}, in {_place.FirstOfAll(step.Delta, step.Delta.Layout.First)}, {place}, in batch, part, parts);");
        if (weight.Packing is { Groups: > 1 } packing)
            code.Line($"ConvolutionGradient.KeepGroups({place}, {Text.Of(rows)}, {Text.Of(packing.StoredChannels)}, {Text.Of(weight.Shape.Dimensions[1])}, {Text.Of(weight.Rows)}, {Text.Of(weight.PaddedRows)}, {Text.Of(weight.Rows / packing.Groups)}, part, parts);");
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
