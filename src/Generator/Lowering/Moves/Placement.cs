using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Moves;

/// <summary>Pixels into an image of another border or size, or with gaps between them.</summary>
internal static class Placement
{
    /// <summary>Plans zeros around an image, or the cut that is its gradient.</summary>
    public static void Lower(ScheduleBuilder builder, int index, PadNode node)
    {
        bool forInput = builder.IsForInput(index);
        Value input = builder.Values.Pixels(node.Operands[0], forInput);
        Value output = builder.Values.WritePixels(
            index,
            index < builder.Graph.ForwardCount ? Names.Output(node.Label) : Names.Pascal(node.Label) + "Delta",
            forInput
        );
        builder.Add(
            Step(
                node.Label,
                forInput,
                input,
                output,
                node.Margins,
                1,
                1,
                node.Shape.Size < builder.Graph.Nodes[node.Operands[0]].Shape.Size ? "cut" : "zeros around"
            )
        );
        builder.Values.HandOut(index);
    }

    /// <summary>The step that gives the features of each step of a sequence other padding.</summary>
    public static Step OfSteps(string label, bool forInput, Value input, Value output) =>
        Step(label, forInput, input, output, default, 1, 1, "the features of a step in whole vectors, or without padding");

    /// <summary>The step that places an image.</summary>
    /// <param name="label">The layer.</param>
    /// <param name="forInput">Whether it serves the gradient by the input alone.</param>
    /// <param name="input">The image.</param>
    /// <param name="output">Where to.</param>
    /// <param name="margins">What surrounds it in the output; cuts off that much when negative.</param>
    /// <param name="verticalStep">The lines of the output from one line to the next.</param>
    /// <param name="horizontalStep">The pixels of the output from one pixel to the next.</param>
    /// <param name="formula">What it means, for the comment.</param>
    public static Step Step(
        string label,
        bool forInput,
        Value input,
        Value output,
        Margins margins,
        int verticalStep,
        int horizontalStep,
        string formula
    )
    {
        Layout from = input.Layout,
            to = output.Layout;
        int skipLines = Math.Max(0, -margins.Top),
            skipPixels = Math.Max(0, -margins.Left),
            lines = from.Shape.Height - skipLines - Math.Max(0, -margins.Bottom),
            pixels = from.Shape.Width - skipPixels - Math.Max(0, -margins.Right);
        int first = to.First + (Math.Max(0, margins.Top) * to.Line) + (Math.Max(0, margins.Left) * to.Stored);
        CodeLines code = new CodeLines()
            .Line($"// {label}: {formula}; {from.Shape.Height} x {from.Shape.Width} -> {to.Shape.Height} x {to.Shape.Width}")
            .Line($"ImageCopy.Place(")
            .Indented(
                $"in {input.Pixels(Access.Read, (skipLines * from.Line) + (skipPixels * from.Stored))}, sourceSample: {from.Sample}, "
                    + $"sourceLine: {from.Line}, sourcePixel: {from.Stored},"
            )
            .Indented(
                $"ref {output.At(to.Kept, Access.Write)}, imageSample: {to.Sample - to.Kept}, first: {first - to.Kept}, "
                    + $"imageLine: {verticalStep * to.Line}, imagePixel: {horizontalStep * to.Stored},"
            )
            .Indented($"channels: {Math.Min(from.Stored, to.Stored)}, lines: {lines}, pixels: {pixels}, samples);");
        return new Step(label, forInput, Domain.Samples, code.Lines) { Explanation = "element by element" };
    }
}
