using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Reductions;

/// <summary>
/// Sums of weighted neighbours. As a gradient, through the activation that made the image when one joins it.
/// </summary>
internal static class Resample
{
    public static void Lower(ScheduleBuilder builder, int index, ResampleNode node)
    {
        bool isForward = index < builder.Graph.ForwardCount,
            forInput = builder.IsForInput(index);
        Value input = builder.Values.Pixels(node.Operands[0], forInput);
        BackwardFollowers followers = isForward
            ? new BackwardFollowers(index, null, null, index)
            : BackwardFollowers.Of(builder, index, takesResidual: false);
        followers.Fuse(builder, index);
        NamedActivation? activation = followers.Activation?.Activation;
        Value? saved = followers.Activation is { } applier ? builder.Values.Pixels(applier.Operands[1], forInput) : null;
        Value output = builder.Values.WritePixels(
            followers.Result,
            isForward ? Names.Output(node.Label) : followers.Name(builder, "InputDelta"),
            forInput
        );
        string name = Names.Pascal(node.Label) + (isForward ? string.Empty : "Gradient"),
            through = activation is null ? string.Empty : $", through {activation.Name}";
        var shape = new TypePiece(ShapeOf(input.Layout, output.Layout, (saved ?? output).Layout), name + "Shape");
        var vertical = new TypePiece(AxisTable.Of(node.Vertical), name + "Lines");
        var horizontal = new TypePiece(AxisTable.Of(node.Horizontal), name + "Pixels");
        CodeLines code = new CodeLines()
            .Line(
                $"// {node.Label}: {(isForward ? "weighted neighbours of each pixel" : "d to the neighbours by their weights")}{through}; "
                    + $"{Shapes.Change(input.Layout, output.Layout)}"
            )
            .Line(
                $"Resample.Run<{new VectorPiece(output.Layout.Stored)}, {shape}, {vertical}, {horizontal}, "
                    + $"{Epilogue.Backward(activation)}>("
            )
            .Indented(
                $"in {input.Pixels(Access.Read)}, ref {output.Pixels(Access.Write)}, ref "
                    + $"{(saved ?? output).Pixels(saved is null ? Access.Write : Access.Read)}, samples);"
            )
            .ClearBorder(output);
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines) { Explanation = "pixel by pixel", IsLargePerSample = true });
        if (!isForward)
            builder.Values.HandOut(followers.Result);
    }

    private static GeneratedType ShapeOf(Layout input, Layout output, Layout saved) =>
        GeneratedType.Constants(
            GeneratedTypeKind.Kernel,
            "IImageResultShape",
            null,
            ("Columns", output.Stored),
            ("Pixels", output.Shape.Width),
            ("Lines", output.Shape.Height),
            ("LeftLine", input.Line),
            ("LeftSample", input.Sample),
            ("OutputLine", output.Line),
            ("OutputSample", output.Sample),
            ("SavedLine", saved.Line),
            ("SavedSample", saved.Sample)
        );
}
