using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Losses;

/// <summary>The samples' losses and the derivative by the prediction or, fused with an activation, by what stands before it.</summary>
internal static class ElementLoss
{
    public static void Lower(ScheduleBuilder builder, int index, ElementLossGradientNode node)
    {
        Value output = builder.Values.Row(node.Operands[0]);
        BackwardFollowers followers = BackwardFollowers.Of(builder, index, takesResidual: false);
        followers.Fuse(builder, index);
        NamedActivation? activation = followers.Activation?.Activation ?? (builder.IsInference ? Through(builder.Graph, index) : null);
        Value saved = followers.Activation is { } applier ? builder.Values.Row(applier.Operands[1]) : output;
        Value delta = builder.Values.WriteRow(followers.Result, "LossDelta");
        Layout layout = delta.Layout;
        int width = layout.Shape.Channels;
        var target = (TargetNode)builder.Graph.Nodes[node.Operands[1]];
        Code lengths = $"";
        if (node.Operands.Count > 2 && builder.Values.Row(node.Operands[2]) is { } row)
            lengths =
                $"in {row.Pixels(Access.Read)}, sampleLengths: {row.Layout.Sample}, "
                + $"features: {builder.Graph.Nodes[node.Operands[0]].Shape.Extent(Axis.Channel)}, ";
        CodeLines code = new CodeLines()
            .Line($"// {Heads.Describe(target)}: {node.Loss.Value.ToString()}, and its derivative times scale")
            .Line($"ElementLoss.Gradient<{new VectorPiece(layout.Sample)}, {new TypePiece(TypeOf(node.Loss, activation), "OutputLoss")}>(")
            .Indented(
                $"in {output.Pixels(Access.Read)}, in {saved.Pixels(Access.Read)}, in {new TargetsPiece(target, AreClasses: false)}, "
                    + $"{lengths}ref {new LossesPiece(target.Head)},"
            )
            .Indented(
                $"ref {delta.Pixels(Access.Write)}, samples, count: {width}, stride: {layout.Sample}, "
                    + $"targetStride: {new TargetStridePiece(target)}, {new ScalePiece(target.Head)});"
            )
            .ByWeights(delta, target);
        builder.Add(
            new Step("loss", false, Domain.Samples, code.Lines)
            {
                IsLoss = true,
                Sample = node.Operands.Count > 2 ? null : new LossForm(delta.Buffer),
            }
        );
    }

    // A loss without its gradient has the type of that gradient, whose derivative it does not use.
    private static NamedActivation? Through(ModelGraph graph, int index) =>
        graph
            .Consumers(index, graph.Nodes.Count)
            .Select(consumer => graph.Nodes[consumer])
            .OfType<ActivationGradientNode>()
            .FirstOrDefault()
            ?.Activation;

    private static GeneratedType TypeOf(LossDefinition loss, NamedActivation? activation)
    {
        string output = loss.Prediction.Name;
        string saved = activation?.Definition.SavedValue switch
        {
            DerivativeInput.PreActivation => "x",
            DerivativeInput.Output => "y",
            _ => "saved",
        };
        Expression derivative = activation is null ? loss.Derivative : Gradient.Of(loss.Derivative, activation.Definition.Derivative);
        string through = activation is null ? string.Empty : $", through y = {activation.Definition.Value}";
        return GeneratedType.Functions(
            GeneratedTypeKind.Loss,
            "IElementLoss",
            loss.Value + through,
            ($"public static TVector Value<TVector>(TVector {output}, TVector t)", loss.Value),
            ($"public static TVector Derivative<TVector>(TVector {output}, TVector {saved}, TVector t)", derivative)
        );
    }
}
