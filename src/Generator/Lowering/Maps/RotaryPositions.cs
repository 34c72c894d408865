using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Lowering.Norms;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Maps;

/// <summary>Rotary positions: pairs of channels of each step turned by an angle.</summary>
internal static class RotaryPositions
{
    public static void Lower(ScheduleBuilder builder, int index, RotaryNode node)
    {
        bool forInput = builder.IsForInput(index);
        Value input = builder.Values.Pixels(node.Operands[0], forInput),
            output = builder.Values.WritePixels(
                index,
                node.IsReversed ? Names.Pascal(node.Label) + "RotaryDelta" : Names.Pascal(node.Label) + "Rotary",
                forInput
            );
        var turns = GeneratedType.Constants(
            GeneratedTypeKind.Kernel,
            "IRotaryShape",
            $"The step t turns the pair i of a head by t {Text.Of(node.Base)}^(-2 i / {Text.Of(node.HeadSize)}).",
            ("Steps", Math.Max(node.Context, node.Shape.Extent(Axis.Step))),
            ("HeadSize", node.HeadSize),
            ("Base", (int)node.Base)
        );
        string pair = node.IsInterleaved ? "2 i, 2 i + 1" : $"i, i + {Text.Of(node.HeadSize / 2)}";
        CodeLines code = new CodeLines()
            .Line(
                $"// {node.Label}: the channels {pair} of each head turned{(node.IsReversed ? " back" : string.Empty)} by an angle of "
                    + $"their step; {node.Shape.ToString()}"
            )
            .Line(
                $"RotaryPositions.{(node.IsInterleaved ? "Interleaved" : "Halves")}<{Positions.Vector(output)}, "
                    + $"{new TypePiece(turns, Names.Pascal(node.Label) + "Turns#")}>("
            )
            .Indented($"in {Positions.Argument(input, Access.Read)},")
            .Indented($"ref {Positions.Argument(output, Access.Write)},")
            .Indented(
                $"samples, channels: {node.Shape.Extent(Axis.Channel)}, "
                    + $"isReversed: {node.IsReversed}{(node.KnowsStep ? ", first: batch.Step" : string.Empty)});"
            )
            .ClearPadding(output)
            .ClearBorder(output);
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines) { Explanation = "pair by pair" });
        builder.Values.HandOut(index);
    }
}
