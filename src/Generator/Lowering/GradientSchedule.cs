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
        for (int index = 0; index < graph.ForwardCount; index++)
            if (builder.IsNeeded(index) && !builder.IsFused(index))
                Choices.Lower(builder, index);

        // What is handed out or compared with targets lies in padded rows of our own: the caller's input is not padded, and losses are
        // derived in place.
        Node? loss = graph.Loss >= 0 && builder.IsNeeded(graph.Loss) ? graph.Nodes[graph.Loss] : null;
        int result = loss?.Operands[0] ?? graph.Output;
        if (loss is { ReadsPositions: true } && !builder.Values.IsFlat(result))
            builder.Values.Pixels(result, forInput: false);
        else if (builder.Values.Row(result) is { Buffer: BufferPlan.Input })
            Moves.Rows.Copy(builder, graph.Nodes[result].Label, result, result, "Output", forInput: false);
        return builder.NextStep;
    }

    /// <summary>Plans the loss and what each sample's gradient consists of; returns the number of steps until there.</summary>
    public static int Propagate(ScheduleBuilder builder)
    {
        ModelGraph graph = builder.Graph;
        for (int index = graph.Loss; index < graph.Nodes.Count; index++)
            if (builder.IsNeeded(index) && !builder.IsFused(index) && graph.Nodes[index].ServesSamples)
                Choices.Lower(builder, index);

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
