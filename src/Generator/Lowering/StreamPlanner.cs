using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering;

/// <summary>
/// Plans one step of a stream: the model on a sequence of one step, in memory that belongs to the stream. What a layer reads of earlier
/// steps lies in the border of its sequence, where a whole sequence has zeros.
/// </summary>
internal static class StreamPlanner
{
    /// <summary>Why a model whose step does not fit it cannot be streamed.</summary>
    public const string AllSteps = "a layer needs all steps at once";

    /// <summary>The same where a row of outputs has all steps of one behind those of another.</summary>
    public const string SeveralOutputs = "it has several outputs";

    /// <summary>Why a model cannot be streamed, or null when it can.</summary>
    public static string? WhyNot(ModelGraph graph)
    {
        foreach (Node node in graph.Nodes.Take(graph.ForwardCount))
        {
            bool readsSequence = node.Operands.Any(operand => graph.Nodes[operand] is { IsBatched: true, Shape.IsSequence: true });
            if (readsSequence && !node.IsStepwise(graph.Nodes))
                return $"the layer '{node.Label}' needs more than a step and those before it";
        }

        return null;
    }

    /// <summary>The plan, or null when a layer has other parameters for one step than for a sequence.</summary>
    /// <param name="graph">The model on a sequence of one step.</param>
    /// <param name="parameters">The parameters of the model.</param>
    /// <param name="context">The steps of a sequence.</param>
    public static StreamPlan? Plan(ModelGraph graph, EquatableArray<ParameterPlan> parameters, int context)
    {
        EquatableArray<ParameterPlan> own = ParameterPlanner.Plan(graph, out _, out _, out _);
        if (!own.Select(Apart).SequenceEqual(parameters.Select(Apart)))
            return null;
        var builder = new ScheduleBuilder(graph, own, [graph.Output], []) { IsInference = true, IsStream = true };
        GradientSchedule.Forward(builder);
        int output = builder.Values.Row(graph.Output).Buffer;
        builder.Buffers.PlaceApart(out int length);
        if (builder.Tables.Place(ref length).Count > 0)
            return null;
        EquatableArray<BufferPlan> buffers = builder.Buffers.Finish(ref length);
        var advance = new CodeLines();
        foreach (Value kept in builder.Values.Kept)
            advance.Line(
                $"StreamMemory.Advance(ref {kept.At(0, Access.Change)}, kept: {kept.Layout.Border.Left * kept.Layout.Stored}, step: "
                    + $"{kept.Layout.Stored});"
            );
        return new StreamPlan(
            new Schedule(builder.Steps.ToEquatableArray(), buffers, output, 1, length),
            graph.Nodes[graph.Input].Shape.Size,
            graph.Nodes[graph.Output].Shape.Size,
            advance.Lines,
            graph.Nodes.Any(node => node.KnowsStep) ? context : StreamPlan.Endless
        );

        // The graph of a step has other nodes between them.
        static ParameterPlan Apart(ParameterPlan parameter) => parameter with { Node = 0 };
    }
}
