using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the steps on images: a comment with the formula and the shapes, and one kernel call.</summary>
internal sealed class ImageStepEmitter(ModelPlan plan, KernelShapeEmitter shapes, ActivationEmitter activations)
{
    public void Write(CodeWriter code, Schedule schedule, string memory, Step step)
    {
        var place = new ImagePlace(schedule, memory);
        switch (step)
        {
            case FromPlanesStep planes:
                FromPlanes(code, place, planes);
                break;
            case ToPlanesStep planes:
                ToPlanes(code, place, planes);
                break;
            case PlaceStep placed:
                Place(code, place, placed);
                break;
            case ConvolutionStep convolution:
                Convolution(code, place, convolution);
                break;
            case ConvolutionInputGradientStep gradient:
                InputGradient(code, place, gradient);
                break;
            case PoolStep pool:
                Pool(code, place, pool);
                break;
            case PoolGradientStep gradient:
                PoolGradient(code, place, gradient);
                break;
        }
    }

    private void FromPlanes(CodeWriter code, ImagePlace place, FromPlanesStep step)
    {
        ImageLayout layout = step.Output.Layout;
        string planes = step.Input == BufferPlan.Input ? "x[start * InputSize]" : place.Row(step.Input);
        int stride = step.Input == BufferPlan.Input ? plan.InputShape.Size : place.Stride(step.Input);
        code.Line($"// {step.Label}: planes into pixels; {Text.Of(layout.Shape.Channels)} channels of {Text.Of(layout.Shape.Height)} x {Text.Of(layout.Shape.Width)}");
        code.Line($"ImageCopy.FromPlanes(in {planes}, {Text.Of(stride)}, ref {place.Whole(step.Output)}, {Text.Of(layout.Sample)}, {Text.Of(layout.First)}, {Text.Of(layout.Line)}, {Text.Of(layout.Stored)}, {Shape(layout)}, samples);");
    }

    private static void ToPlanes(CodeWriter code, ImagePlace place, ToPlanesStep step)
    {
        ImageLayout layout = step.Input.Layout;
        code.Line($"// {step.Label}: pixels into planes; {Text.Of(layout.Shape.Channels)} channels of {Text.Of(layout.Shape.Height)} x {Text.Of(layout.Shape.Width)}");
        code.Line($"ImageCopy.ToPlanes(in {place.Pixels(step.Input)}, {Text.Of(layout.Sample)}, {Text.Of(layout.Line)}, {Text.Of(layout.Stored)}, ref {place.Row(step.Output)}, {Text.Of(place.Stride(step.Output))}, {Shape(layout)}, samples);");
    }

    private static void Place(CodeWriter code, ImagePlace place, PlaceStep step)
    {
        ImageLayout input = step.Input.Layout, output = step.Output.Layout;
        int skipLines = Math.Max(0, -step.Vertical), skipPixels = Math.Max(0, -step.Horizontal);
        int first = output.First + (Math.Max(0, step.Vertical) * output.Line) + (Math.Max(0, step.Horizontal) * output.Stored);
        code.Line($"// {step.Label}: {step.Formula}; {Text.Of(input.Shape.Height)} x {Text.Of(input.Shape.Width)} -> {Text.Of(output.Shape.Height)} x {Text.Of(output.Shape.Width)}");
        code.Line("ImageCopy.Place(");
        code.Indented($"in {place.Pixels(step.Input, (skipLines * input.Line) + (skipPixels * input.Stored))}, {Text.Of(input.Sample)}, {Text.Of(input.Line)},");
        code.Indented($"ref {place.Whole(step.Output)}, {Text.Of(output.Sample)}, {Text.Of(first)}, {Text.Of(step.VerticalStep * output.Line)}, {Text.Of(step.HorizontalStep * output.Stored)},");
        code.Indented($"{Text.Of(input.Stored)}, {Text.Of(input.Shape.Height - (2 * skipLines))}, {Text.Of(input.Shape.Width - (2 * skipPixels))}, samples);");
    }

    private void Convolution(CodeWriter code, ImagePlace place, ConvolutionStep step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        bool isDepthwise = ConvolutionShapes.IsDepthwise(step.Node);
        code.Line($"// {step.Label}: {(step.Bias < 0 ? "z = W * x" : "z = W * x + b")}{(step.Activation is null ? string.Empty : $", y = {step.Activation.Name}(z)")}; {Shapes(step.Input.Layout, step.Output.Layout)}, W {weight.Shape}");
        string epilogue = step.Activation is null ? "StoreSum" : (step.Saved is not null ? "ActivateKeepingSum<" : "Activate<") + activations.Name(step.Activation) + ">";
        string bias = step.Bias < 0 ? "in parameters[0], false" : $"in parameters[{MemoryEmitter.Parameter(plan.Parameters[step.Bias])}], true";
        code.Line($"{Kernel(isDepthwise, step.InRegisters)}<{Vector(step.Output)}, {shapes.Name(step)}, {epilogue}>(");
        code.Indented($"in {place.At(step.Input, step.Input.Layout.Start(step.Node.Window))}, in parameters[{MemoryEmitter.Parameter(weight)}], {bias}, ref {place.Pixels(step.Output)}, ref {place.Pixels(step.Saved ?? step.Output)}, samples);");
        if (step.Activation is { } activation && !KeepsZero(activation.Name))
            ClearLanes(code, place, step.Output);
        ClearBorder(code, place, step.Output);
        if (step.Saved is { } saved)
            ClearBorder(code, place, saved);
    }

    private void InputGradient(CodeWriter code, ImagePlace place, ConvolutionInputGradientStep step)
    {
        code.Line($"// {step.Label}: d = {(step.Activation is null ? "turned(W) * d" : $"(turned(W) * d) {step.Activation.Name}'")}; {Shapes(step.Delta.Layout, step.Output.Layout)}");
        string epilogue = step.Activation is null ? "StoreSum" : $"Backpropagate<{activations.Name(step.Activation)}>";
        code.Line($"{Kernel(step.IsDepthwise, step.InRegisters)}<{Vector(step.Output)}, {shapes.Name(step)}, {epilogue}>(");
        code.Indented($"in {place.At(step.Delta, step.Delta.Layout.Start(step.Window))}, in workspace[{place.Memory}.{Names.Pascal(step.Label)}Transposed], in workspace[0], false, ref {place.Pixels(step.Output)}, ref {place.Pixels(step.Saved ?? step.Output)}, samples);");
        ClearBorder(code, place, step.Output);
    }

    private void Pool(CodeWriter code, ImagePlace place, PoolStep step)
    {
        code.Line($"// {step.Label}: {(step.Node.IsMaximum ? "largest value" : "mean")} of each window; {Shapes(step.Input.Layout, step.Output.Layout)}");
        code.Line($"{(step.Node.IsMaximum ? "MaxPool" : "AveragePool")}.Run<{Vector(step.Output)}, {shapes.Name(step)}>(in {place.Pixels(step.Input)}, ref {place.Pixels(step.Output)}, samples);");
        ClearBorder(code, place, step.Output);
    }

    private void PoolGradient(CodeWriter code, ImagePlace place, PoolGradientStep step)
    {
        string through = step.Activation is null ? string.Empty : $", through {step.Activation.Name}";
        code.Line($"// {step.Label}: d to {(step.Node.IsMaximum ? "the first largest value" : "every value")} of each window{through}; {Shapes(step.Upstream.Layout, step.Output.Layout)}");
        string epilogue = step.Activation is null ? "StoreSum" : $"Backpropagate<{activations.Name(step.Activation)}>";
        string forward = step.Input is { } input && step.Pooled is { } pooled ? $"in {place.Pixels(input)}, in {place.Pixels(pooled)}, " : string.Empty;
        code.Line($"{(step.Node.IsMaximum ? "MaxPool" : "AveragePool")}.Gradient<{Vector(step.Output)}, {shapes.Name(step)}, {epilogue}>(");
        code.Indented($"{forward}in {place.Pixels(step.Upstream)}, ref {place.Pixels(step.Output)}, ref {place.Pixels(step.Saved ?? step.Output)}, samples);");
        ClearBorder(code, place, step.Output);
    }

    internal static void ClearBorder(CodeWriter code, ImagePlace place, Image image)
    {
        ImageLayout layout = image.Layout;
        if (!layout.IsBare)
            code.Line($"ImageBorder.Clear(ref {place.Whole(image)}, {Text.Of(layout.Sample)}, {Text.Of(layout.First)}, {Text.Of(layout.Line)}, {Text.Of(layout.Shape.Width * layout.Stored)}, {Text.Of(layout.Shape.Height)}, samples);");
    }

    internal static void ClearLanes(CodeWriter code, ImagePlace place, Image image)
    {
        ImageLayout layout = image.Layout;
        if (layout.Stored != layout.Shape.Channels)
            code.Line($"ImageBorder.ClearLanes(ref {place.Pixels(image)}, {Text.Of(layout.Sample)}, {Text.Of(layout.Line)}, {Text.Of(layout.Stored)}, {Shape(layout)}, samples);");
    }

    // What pads the channels must stay zero: the weights' gradient reads it.
    internal static bool KeepsZero(string activation) => activation is not ("Sigmoid" or "HardSigmoid" or "Softplus");

    private static string Kernel(bool isDepthwise, bool inRegisters) => isDepthwise ? "DepthwiseConvolution.Run" : inRegisters ? "Convolution.Run" : "Convolution.RunThen";

    private static string Vector(Image image) => StepEmitter.Vector(image.Layout.Stored);

    private static string Shape(ImageLayout layout) => $"{Text.Of(layout.Shape.Channels)}, {Text.Of(layout.Shape.Height)}, {Text.Of(layout.Shape.Width)}";

    private static string Shapes(ImageLayout from, ImageLayout to) => $"[{Shape(from)}] -> [{Shape(to)}]";
}
