using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Lowering.Products;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Reductions;

/// <summary>
/// The largest value or the mean of each window, and the gradient, through the activation that made the image when one joins it.
/// </summary>
internal static class Pool
{
    public static void Lower(ScheduleBuilder builder, int index, PoolNode node)
    {
        Value input = builder.Values.Pixels(node.Operands[0], forInput: false),
            output = builder.Values.WritePixels(index, Names.Output(node.Label));
        CodeLines code = new CodeLines()
            .Line(
                $"// {node.Label}: {(node.IsMaximum ? "largest value" : "mean")} of each window; "
                    + $"{Shapes.Change(input.Layout, output.Layout)}"
            )
            .Line(
                $"{Kernel(node.IsMaximum)}.Run<{new VectorPiece(output.Layout.Stored)}, {Type(node, input.Layout, output.Layout)}>(in "
                    + $"{input.Pixels(Access.Read)}, ref {output.Pixels(Access.Write)}, samples);"
            )
            .ClearBorder(output);
        builder.Add(new Step(node.Label, false, Domain.Samples, code.Lines) { Explanation = "window by window", IsLargePerSample = true });
    }

    /// <summary>The constants of a pool.</summary>
    public static TypePiece Type(PoolNode node, Layout input, Layout output) =>
        new(ConvolutionShapes.Pool(node.Window, input, output), Names.Pascal(node.Label) + "Shape");

    public static void LowerGradient(ScheduleBuilder builder, int index, PoolGradientNode node)
    {
        bool forInput = builder.IsForInput(index);
        Value upstream = builder.Values.Pixels(node.Operands[0], forInput);
        Value? input = node.IsMaximum ? builder.Values.Pixels(node.Operands[1], forInput) : null;
        Value? pooled = node.IsMaximum ? builder.Values.Pixels(node.Operands[2], forInput) : null;
        BackwardFollowers followers = BackwardFollowers.Of(builder, index, takesResidual: false);
        followers.Fuse(builder, index);
        NamedActivation? activation = followers.Activation?.Activation;
        Value? saved = followers.Activation is { } applier ? builder.Values.Pixels(applier.Operands[1], forInput) : null;
        Value output = builder.Values.WritePixels(followers.Result, followers.Name(builder, "InputDelta"), forInput);
        GeneratedType kernel = ConvolutionShapes.PoolGradient(
            node.Window,
            (input ?? output).Layout,
            (pooled ?? upstream).Layout,
            upstream.Layout,
            output.Layout,
            (saved ?? output).Layout
        );
        var type = new TypePiece(kernel, Names.Pascal(node.Label) + "GradientShape");
        Code forward = input is null || pooled is null ? $"" : (Code)$"in {input.Pixels(Access.Read)}, in {pooled.Pixels(Access.Read)}, ";
        string to = node.IsMaximum ? "the first largest value" : "every value",
            through = activation is null ? string.Empty : $", through {activation.Name}";
        CodeLines code = new CodeLines()
            .Line($"// {node.Label}: d to {to} of each window{through}; {Shapes.Change(upstream.Layout, output.Layout)}")
            .Line($"{Kernel(node.IsMaximum)}.Gradient<{new VectorPiece(output.Layout.Stored)}, {type}, {Epilogue.Backward(activation)}>(")
            .Indented(
                $"{forward}in {upstream.Pixels(Access.Read)}, ref {output.Pixels(Access.Write)}, ref "
                    + $"{(saved ?? output).Pixels(Access.Read)}, samples);"
            )
            .ClearBorder(output);
        builder.Add(new Step(node.Label, forInput, Domain.Samples, code.Lines) { IsLargePerSample = true });
        builder.Values.HandOut(followers.Result);
    }

    private static string Kernel(bool isMaximum) => isMaximum ? "MaxPool" : "AveragePool";
}
