using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the steps on images: a comment with the formula and the shapes, and one kernel call.</summary>
internal sealed class ImageStepEmitter(ModelPlan plan, KernelShapeEmitter shapes, ActivationEmitter activations, ImageElementEmitter elements, DistanceEmitter distances, ColumnsEmitter columns)
{
    private readonly PlanarEmitter _planar = new(plan, shapes, activations, columns);

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
                Convolution(code, schedule, place, convolution);
                break;
            case PlanarConvolutionStep planar:
                _planar.Write(code, schedule, place, planar);
                break;
            case ConvolutionInputGradientStep gradient:
                InputGradient(code, place, gradient);
                break;
            case ImageMapStep map:
                elements.Map(code, place, map);
                break;
            case ImageConcatStep concat:
                ImageElementEmitter.Concat(code, place, concat);
                break;
            case ImageSliceStep slice:
                ImageElementEmitter.Slice(code, place, slice);
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

    private void Convolution(CodeWriter code, Schedule schedule, ImagePlace place, ConvolutionStep step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        string product = step.Node is TransposedConvolutionNode ? "W *' x" : "W * x", added = step.Residual is null ? string.Empty : " + r";
        code.Line($"// {step.Label}: z = {ColumnsEmitter.Formula(product, step.Table, step.Bias)}{added}{(step.Activation is null ? string.Empty : $", y = {step.Activation.Name}(z)")}; {Shapes(step.Input.Layout, step.Output.Layout)}, W {weight.Shape}");
        string bias = ColumnsEmitter.OfEach(plan, schedule, place.Memory, step.Table, step.Bias) is { } each ? $"in {each}, true" : "in parameters[0], false";
        string sum = step.Residual is null ? "StoreSum" : "AddSaved", activate = step.Activation is null ? sum : Activate(step, activations.Name(step.Activation));
        Phases(code, place, step.Phases, step.IsDepthwise, columns.Normalized(schedule, step.Table, step.InRegisters ? activate : sum), $"parameters[{MemoryEmitter.Parameter(weight)}]", bias, step.Input, step.Output, step.Saved ?? step.Residual ?? step.Output);
        if (!step.InRegisters)
            Pass(code, place, (step.Saved is null ? "Activate<" : "ActivateKeepingSum<") + activations.Name(step.Activation!) + ">", step.Output, step.Saved ?? step.Output);
        if (step.Activation is { } activation && !KeepsZero(activation.Name))
            ClearLanes(code, place, step.Output);
        ClearBorder(code, place, step.Output);
        if (step.Saved is { } saved)
            ClearBorder(code, place, saved);
    }

    private static string Activate(ConvolutionStep step, string activation) =>
        (step.Residual is not null ? "AddSavedActivate<" : step.Saved is not null ? "ActivateKeepingSum<" : "Activate<") + activation + ">";

    private void InputGradient(CodeWriter code, ImagePlace place, ConvolutionInputGradientStep step)
    {
        string gradient = step.Scatter is null ? "turned(W) * d" : "W^T d at each place of the window", product = step.Residual is null ? gradient : gradient + " + r";
        code.Line($"// {step.Label}: d = {(step.Activation is null ? product : $"({product}) {step.Activation.Name}'")}; {Shapes(step.Delta.Layout, step.Output.Layout)}");
        if (step.Scatter is { } scattered)
            code.Line($"// scattered: {scattered.Reason}");
        string weight = $"workspace[{place.Memory}.{Names.Pascal(step.Label)}Transposed]", sum = step.Residual is null ? "StoreSum" : "AddSaved";
        string? through = step.Activation is null ? null : $"Backpropagate<{activations.Name(step.Activation)}>";
        bool together = step.InRegisters && (step.Residual is null || (step.LieAlike && place.HasConstantDistances));
        if (step.Residual is { } added && through is not null && together)
            through = $"AddBackpropagate<{activations.Name(step.Activation!)}, {distances.Name(place.Name(added), place.Name(step.Saved!))}>";
        Image second = (together ? step.Saved : null) ?? step.Residual ?? step.Saved ?? step.Output;
        string epilogue = together ? through ?? sum : sum;
        if (step.Scatter is { } scatter)
        {
            code.Line($"ConvolutionScatter.Run<TWide, {StepEmitter.Vector(scatter.Channels)}, {shapes.Name(scatter.Kernel)}, {epilogue}>(");
            code.Indented($"in {place.Pixels(step.Delta)}, in {weight}, ref {place.Pixels(step.Output)}, ref {place.Pixels(second)}, samples);");
        }
        else
        {
            Phases(code, place, step.Phases, step.IsDepthwise, epilogue, weight, "in workspace[0], false", step.Delta, step.Output, second);
        }

        if (!together && through is not null)
            Pass(code, place, through, step.Output, step.Saved!);
        ClearBorder(code, place, step.Output);
    }

    private void Phases(
        CodeWriter code, ImagePlace place, IEnumerable<ConvolutionPhase> phases, bool isDepthwise, string epilogue, string weight, string bias, Image input, Image output, Image saved)
    {
        foreach (ConvolutionPhase phase in phases)
        {
            string vector = StepEmitter.Vector(phase.Kernel["Columns"]), first = isDepthwise ? string.Empty : $"firstInner: {Text.Of(phase.FirstInner)}, ";
            code.Line($"{(isDepthwise ? "DepthwiseConvolution" : "Convolution")}.Run<{vector}, {shapes.Name(phase.Kernel)}, {epilogue}>(");
            code.Indented($"in {place.At(input, phase.InputStart)}, in {weight}, {first}{bias}, ref {place.At(output, phase.Start(output.Layout))}, ref {place.At(saved, phase.Start(saved.Layout))}, samples);");
        }
    }

    // A second pass over the output.
    private static void Pass(CodeWriter code, ImagePlace place, string epilogue, Image output, Image saved)
    {
        ImageLayout layout = output.Layout, second = saved.Layout;
        code.Line($"ImagePass.Apply<{Vector(output)}, {epilogue}>(");
        code.Indented($"ref {place.Pixels(output)}, {Text.Of(layout.Line)}, {Text.Of(layout.Sample)}, ref {place.Pixels(saved)}, {Text.Of(second.Line)}, {Text.Of(second.Sample)}, {Text.Of(layout.Shape.Width * layout.Stored)}, {Text.Of(layout.Shape.Height)}, samples);");
    }

    private void Pool(CodeWriter code, ImagePlace place, PoolStep step)
    {
        code.Line($"// {step.Label}: {(step.Node.IsMaximum ? "largest value" : "mean")} of each window; {Shapes(step.Input.Layout, step.Output.Layout)}");
        code.Line($"{(step.Node.IsMaximum ? "MaxPool" : "AveragePool")}.Run<{Vector(step.Output)}, {shapes.Name(step.Kernel)}>(in {place.Pixels(step.Input)}, ref {place.Pixels(step.Output)}, samples);");
        ClearBorder(code, place, step.Output);
    }

    private void PoolGradient(CodeWriter code, ImagePlace place, PoolGradientStep step)
    {
        string through = step.Activation is null ? string.Empty : $", through {step.Activation.Name}";
        code.Line($"// {step.Label}: d to {(step.Node.IsMaximum ? "the first largest value" : "every value")} of each window{through}; {Shapes(step.Upstream.Layout, step.Output.Layout)}");
        string epilogue = step.Activation is null ? "StoreSum" : $"Backpropagate<{activations.Name(step.Activation)}>";
        string forward = step.Input is { } input && step.Pooled is { } pooled ? $"in {place.Pixels(input)}, in {place.Pixels(pooled)}, " : string.Empty;
        code.Line($"{(step.Node.IsMaximum ? "MaxPool" : "AveragePool")}.Gradient<{Vector(step.Output)}, {shapes.Name(step.Kernel)}, {epilogue}>(");
        code.Indented($"{forward}in {place.Pixels(step.Upstream)}, ref {place.Pixels(step.Output)}, ref {place.Pixels(step.Saved ?? step.Output)}, samples);");
        ClearBorder(code, place, step.Output);
    }

    /// <summary>Prints what sets the border of an image to zero, when it has one.</summary>
    public static void ClearBorder(CodeWriter code, ImagePlace place, Image image)
    {
        ImageLayout layout = image.Layout;
        if (!layout.IsBare)
            code.Line($"ImageBorder.Clear(ref {place.Whole(image)}, {Text.Of(layout.Sample)}, {Text.Of(layout.First)}, {Text.Of(layout.Line)}, {Text.Of(layout.Shape.Width * layout.Stored)}, {Text.Of(layout.Shape.Height)}, samples);");
    }

    /// <summary>Prints what sets the channels of padding to zero, when there are any.</summary>
    public static void ClearLanes(CodeWriter code, ImagePlace place, Image image)
    {
        ImageLayout layout = image.Layout;
        if (layout.Stored != layout.Shape.Channels)
            code.Line($"ImageBorder.ClearLanes(ref {place.Pixels(image)}, {Text.Of(layout.Sample)}, {Text.Of(layout.Line)}, {Text.Of(layout.Stored)}, {Shape(layout)}, samples);");
    }

    // What pads the channels must stay zero: the weights' gradient reads it.
    internal static bool KeepsZero(string activation) => activation is not ("Sigmoid" or "HardSigmoid" or "Softplus");

    private static string Vector(Image image) => StepEmitter.Vector(image.Layout.Stored);

    public static string Shape(ImageLayout layout) => $"{Text.Of(layout.Shape.Channels)}, {Text.Of(layout.Shape.Height)}, {Text.Of(layout.Shape.Width)}";

    public static string Shapes(ImageLayout from, ImageLayout to) => $"[{Shape(from)}] -> [{Shape(to)}]";
}
