using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the steps that work on each value of images alone, or only move channels.</summary>
internal sealed class ImageElementEmitter(MapEmitter maps)
{
    public void Map(CodeWriter code, ImagePlace place, ImageMapStep step)
    {
        ImageLayout output = step.Output.Layout;
        code.Line($"// {step.Label}: {step.Value}; [{ImageStepEmitter.Shape(output)}]");
        IEnumerable<string> operands = Enumerable.Range(0, 3).Select(position => step.Inputs[position < step.Inputs.Count ? position : 0])
            .Select(image => $"in {place.Pixels(image)}, {Text.Of(image.Layout.Line)}, {Text.Of(image.Layout.Sample)}");
        code.Line($"ImageMap.Run<{StepEmitter.Vector(output.Stored)}, {maps.Name(step)}>(");
        code.Indented($"{string.Join(", ", operands)},");
        code.Indented($"ref {place.Pixels(step.Output)}, {Text.Of(output.Line)}, {Text.Of(output.Sample)}, {Text.Of(output.Shape.Width * output.Stored)}, {Text.Of(output.Shape.Height)}, samples);");
        if (!IsZeroAtZero(step.Value))
            ImageStepEmitter.ClearLanes(code, place, step.Output);
        if (step.Inputs.All(input => input.Buffer != step.Output.Buffer))
            ImageStepEmitter.ClearBorder(code, place, step.Output);
    }

    public static void Concat(CodeWriter code, ImagePlace place, ImageConcatStep step)
    {
        ImageLayout output = step.Output.Layout;
        code.Line($"// {step.Label}: {string.Join(" and ", step.Inputs.Select(input => $"[{ImageStepEmitter.Shape(input.Layout)}]"))} one behind the other; [{ImageStepEmitter.Shape(output)}]");
        int channel = 0;
        foreach (Image input in step.Inputs)
        {
            int channels = input.Layout.Shape.Channels, end = channel + channels;
            Copy(code, place, input, 0, step.Output, channel, channels, end == output.Shape.Channels ? output.Stored - end : 0);
            channel = end;
        }

        ImageStepEmitter.ClearBorder(code, place, step.Output);
    }

    public static void Slice(CodeWriter code, ImagePlace place, ImageSliceStep step)
    {
        int channels = step.Output.Layout.Shape.Channels;
        code.Line($"// {step.Label}: the channels {Text.Of(step.Channel)} to {Text.Of(step.Channel + channels - 1)} of d");
        Copy(code, place, step.Input, step.Channel, step.Output, 0, channels, step.Output.Layout.Stored - channels);
        ImageStepEmitter.ClearBorder(code, place, step.Output);
    }

    private static void Copy(CodeWriter code, ImagePlace place, Image source, int from, Image destination, int to, int channels, int zeros)
    {
        ImageLayout input = source.Layout, output = destination.Layout;
        code.Line("ImageChannels.Copy(");
        code.Indented($"in {place.Pixels(source, from)}, {Text.Of(input.Stored)}, {Text.Of(input.Line)}, {Text.Of(input.Sample)},");
        code.Indented($"ref {place.Pixels(destination, to)}, {Text.Of(output.Stored)}, {Text.Of(output.Line)}, {Text.Of(output.Sample)}, channels: {Text.Of(channels)}, zeros: {Text.Of(zeros)}, {Text.Of(output.Shape.Height)}, {Text.Of(output.Shape.Width)}, samples);");
    }

    // What pads the channels is zero in every operand, and must be in the result.
    private static bool IsZeroAtZero(Expression expression) => expression switch
    {
        Constant constant => constant.Value == 0,
        Variable => true,
        Product product => IsZeroAtZero(product.Left) || IsZeroAtZero(product.Right),
        FunctionCall { Function: MathFunction.Tanh or MathFunction.Erf or MathFunction.ExpMinusOne or MathFunction.LogOnePlus or MathFunction.Abs or MathFunction.Sqrt or MathFunction.Sign } call =>
            IsZeroAtZero(call.Argument),
        Conditional conditional => IsZeroAtZero(conditional.WhenTrue) && IsZeroAtZero(conditional.WhenFalse),
        Sum or Difference or Negation or Maximum or Minimum => expression.Operands.All(IsZeroAtZero),
        _ => false,
    };
}
