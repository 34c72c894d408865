using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Maps;

/// <summary>Noise in a gradient; in a prediction or a loss alone the values as they are.</summary>
internal static class Noise
{
    public static void Lower(ScheduleBuilder builder, int index, NoiseNode node)
    {
        ModelGraph graph = builder.Graph;
        bool isForward = index < graph.ForwardCount,
            isSilent = builder.IsInference || !(graph.Loss >= 0 && builder.IsNeeded(graph.Loss));
        if (isForward && isSilent)
        {
            builder.Values.ReplaceRow(index, node.Operands[0]);
            return;
        }

        bool forInput = builder.IsForInput(index),
            isDropout = node.Kind == NoiseKind.Dropout;
        Value input = builder.Values.Row(node.Operands[0]);
        Value output = builder.Values.WriteRow(index, isForward ? Names.Output(node.Label) : Names.Pascal(node.Label) + "Delta", forInput);
        int width = output.Layout.Shape.Channels;
        CodeLines code = new CodeLines()
            .Line(
                $"// {node.Label}: {(isDropout ? "zero in place of a part of the values, the rest scaled up" : "noise is added")}, in "
                    + $"gradients alone; {width} elements"
            )
            .Line($"Noise.{(isDropout ? "Dropout" : "Gaussian")}(")
            .Indented($"in {input.Pixels(Access.Read)}, strideX: {input.Layout.Sample}, ref {output.Pixels(Access.Write)},")
            .Indented($"strideY: {output.Layout.Sample},")
            .Indented(
                $"in batch, start, samples, count: {width}, {(isDropout ? "rate" : "standardDeviation")}: {node.Amount}, stream: "
                    + $"{node.Stream});"
            );
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines) { Explanation = "element by element", IsNoise = true });
    }

    /// <summary>Which channels of a sequence are dropped, in a row that all steps read.</summary>
    public static void LowerMask(ScheduleBuilder builder, int index, DropoutMaskNode node)
    {
        builder.Values.LayRow(index, Names.Pascal(node.Label) + "Mask", forInput: false);
        Value mask = builder.Values.Lying(index, forInput: false);
        int width = mask.Layout.Shape.Channels;
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: which of {width} units the steps of a sequence drop, in gradients alone")
            .Line($"Noise.Mask(")
            .Indented($"ref {mask.Pixels(Access.Write)}, stride: {mask.Layout.Sample},")
            .Indented($"in batch, start, samples, count: {width}, rate: {node.Rate}, stream: {node.Stream});");
        builder.Add(
            new Step(node.Label, false, Domain.Samples, code.Lines)
            {
                IsNoise = !builder.IsInference && builder.IsNeeded(builder.Graph.Loss),
            }
        );
    }
}
