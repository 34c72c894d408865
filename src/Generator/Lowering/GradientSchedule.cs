using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>
/// The order of a schedule: the forward pass, the loss with the gradient of each sample, then the gradients of parameters, which sum over
/// the samples.
/// </summary>
internal static class GradientSchedule
{
    /// <summary>Plans the forward pass; returns the number of its steps.</summary>
    public static int Forward(ScheduleBuilder builder)
    {
        ModelGraph graph = builder.Graph;
        Lower(builder, builder.Loops.Order(0, graph.ForwardCount).Where(item => builder.IsNeeded(item.Node)));

        // What is handed out or compared with targets lies in padded rows of our own: the caller's input is not padded, and losses are
        // derived in place.
        IEnumerable<Node> losses = graph.Loss >= 0 && builder.IsNeeded(graph.Loss) ? graph.Losses.Select(loss => graph.Nodes[loss]) : [];
        if (!losses.Any())
            HandOut(builder, graph.Output, areRows: true);
        foreach (Node loss in losses)
            HandOut(builder, loss.Operands[0], areRows: !loss.ReadsPositions);
        return builder.NextStep;
    }

    private static void HandOut(ScheduleBuilder builder, int result, bool areRows)
    {
        if (!areRows && !builder.Values.IsFlat(result))
            builder.Values.Pixels(result, forInput: false);
        else if (builder.Values.Row(result) is { Buffer: BufferPlan.Input })
            Moves.Rows.Copy(builder, builder.Graph.Nodes[result].Label, result, result, "Output", forInput: false);
    }

    /// <summary>Plans the loss and what each sample's gradient consists of; returns the number of steps until there.</summary>
    public static int Propagate(ScheduleBuilder builder)
    {
        ModelGraph graph = builder.Graph;
        Lower(
            builder,
            builder
                .Loops.Order(graph.Loss, graph.Nodes.Count)
                .Where(item => builder.IsNeeded(item.Node) && graph.Nodes[item.Node].ServesSamples)
        );

        // The gradient by the input is handed out as a row, also where that of the loss is the only one there is.
        if (graph.InputGradient >= 0 && builder.IsNeeded(graph.InputGradient))
            builder.Values.HandOut(graph.InputGradient);

        // The conversions that sums over samples need are made while samples are still treated alone.
        foreach (int index in ParameterGradients(builder))
            Choices.Prepare(builder, index);
        return builder.NextStep;
    }

    /// <summary>Plans the gradients of parameters.</summary>
    public static void Sum(ScheduleBuilder builder)
    {
        foreach (int index in ParameterGradients(builder))
            if (!builder.IsFused(index))
                Choices.Lower(builder, index);
    }

    private static void Lower(ScheduleBuilder builder, IEnumerable<LoopItem> items)
    {
        foreach (LoopItem item in items)
        {
            if (item.Loop is { } loop)
                Scans.StepLoop.Lower(builder, loop);
            else if (!builder.IsFused(item.Node))
                Choices.Lower(builder, item.Node);
        }
    }

    // Products come first: each takes the gradient of its bias with it.
    private static IReadOnlyList<int> ParameterGradients(ScheduleBuilder builder)
    {
        ModelGraph graph = builder.Graph;
        return Enumerable
            .Range(graph.Loss + 1, graph.Nodes.Count - graph.Loss - 1)
            .Where(index => builder.IsNeeded(index) && !graph.Nodes[index].ServesSamples)
            .OrderBy(index => graph.Nodes[index].SumOrder)
            .ToList();
    }
}
