using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Moves;

/// <summary>Values one behind the other along the first dimension, and the parts that the gradient of that consists of.</summary>
internal static class Concatenation
{
    public static void Lower(ScheduleBuilder builder, int index, ConcatNode node)
    {
        bool onPixels = OnPixels(builder, node),
            forInput = builder.IsForInput(index);
        Value[] parts = node
            .Operands.Select(operand => onPixels ? builder.Values.Pixels(operand, forInput) : builder.Values.Row(operand))
            .ToArray();
        string name = index < builder.Graph.ForwardCount ? Names.Output(node.Label) : Names.Pascal(node.Label) + "Delta";
        Value output = onPixels ? builder.Values.WritePixels(index, name, forInput) : builder.Values.WriteRow(index, name, forInput);
        int channels = output.Layout.Shape.Channels,
            channel = 0;
        var code = new CodeLines();
        string shapes = string.Join(" and ", parts.Select(part => Shape(part.Layout)));
        code.Line($"// {node.Label}: {shapes} one behind the other; {Shape(output.Layout)}");
        foreach (Value part in parts)
        {
            int count = part.Layout.Shape.Channels,
                end = channel + count;
            Copy(code, part, 0, output, channel, count, end == channels ? Behind(output.Layout) : 0);
            channel = end;
        }

        builder.Add(Step(node.Label, forInput, code.ClearBorder(output)));
        if (onPixels)
            builder.Values.HandOut(index);
    }

    public static void LowerPart(ScheduleBuilder builder, int index, SliceNode node)
    {
        bool forInput = builder.IsForInput(index),
            onPixels = OnPixels(builder, node);
        Value whole = onPixels ? builder.Values.Pixels(node.Operands[0], forInput) : builder.Values.Row(node.Operands[0]);
        bool isForward = index < builder.Graph.ForwardCount;
        string name = isForward ? Names.Output(node.Label) : Names.Pascal(node.Label) + "Part";
        Value part = onPixels ? builder.Values.WritePixels(index, name, forInput) : builder.Values.WriteRow(index, name, forInput);
        ImageShape shape = part.Layout.Shape;
        int first = node.Start / (shape.Height * shape.Width),
            count = shape.Channels;
        CodeLines code = new CodeLines().Line(
            $"// {node.Label}: the {(onPixels ? "channels" : "elements")} {first} to {first + count - 1} of {(isForward ? "x" : "d")}"
        );
        Copy(code, whole, first, part, 0, count, Behind(part.Layout));
        builder.Add(Step(node.Label, forInput, code.ClearBorder(part)));
        if (onPixels)
            builder.Values.HandOut(index);
    }

    // In rows the channels of a sequence do not lie one behind the other.
    private static bool OnPixels(ScheduleBuilder builder, Node node) => node.Shape.IsSequence || Pixels.AreWanted(builder, node.Operands);

    private static Step Step(string label, bool forInput, CodeLines code) =>
        new(label, forInput, Domain.Samples, code.Lines) { Explanation = "element by element" };

    private static string Shape(Layout layout) => $"[{(layout.IsRow ? Text.Of(layout.Shape.Channels) : Shapes.List(layout))}]";

    // The zeros that belong behind the last channel of a pixel.
    private static int Behind(Layout layout) => (layout.IsRow ? layout.Sample : layout.Stored) - layout.Shape.Channels;

    private static void Copy(CodeLines code, Value source, int from, Value destination, int to, int channels, int zeros)
    {
        Layout input = source.Layout,
            output = destination.Layout;
        if (output.IsRow)
        {
            code.Line(
                $"RowParts.Copy(in {source.Pixels(Access.Read, from)}, sourceStride: {input.Sample}, ref "
                    + $"{destination.Pixels(Access.Write, to)}, destinationStride: {output.Sample}, samples, count: {channels}, "
                    + $"zeros: {zeros});"
            );
            return;
        }

        code.Line($"ImageChannels.Copy(")
            .Indented($"in {source.Pixels(Access.Read, from)}, sourcePixel: {input.Stored}, sourceLine: {input.Line},")
            .Indented($"sourceSample: {input.Sample},")
            .Indented(
                $"ref {destination.Pixels(Access.Write, to)}, destinationPixel: {output.Stored}, destinationLine: "
                    + $"{output.Line}, destinationSample: {output.Sample}, channels: {channels}, zeros: {zeros}, lines: "
                    + $"{output.Shape.Height}, pixels: {output.Shape.Width}, samples);"
            );
    }
}
