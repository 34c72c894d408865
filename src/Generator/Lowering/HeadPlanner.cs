using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>What the losses of a graph are means of.</summary>
internal static class HeadPlanner
{
    public static EquatableArray<HeadPlan> Plan(ModelSpec model, ModelGraph graph) =>
        graph.Losses.Zip(model.TrainedHeads, (loss, head) => Plan(graph, graph.Nodes[loss], head)).ToEquatableArray();

    /// <summary>The outputs of a model that declares several.</summary>
    public static EquatableArray<OutputPlan> Outputs(ModelSpec model, EquatableArray<LayerPlan> layers, TrainingPlan? training)
    {
        if (!model.Heads.Skip(1).Any())
            return EquatableArray<OutputPlan>.Empty;
        int trained = 0;
        return model
            .Heads.Select(head => new OutputPlan(
                head.Name,
                layers.First(layer => layer.Name == head.Layer).OutputShape,
                head.Loss?.Kind,
                head.Loss is null ? null : training!.Heads[trained++]
            ))
            .ToEquatableArray();
    }

    /// <summary>
    /// Where the rows of the outputs lie after the forward pass, in a model the gradient by whose outputs comes from outside; else none.
    /// </summary>
    public static EquatableArray<int> HandedOutputs(ModelSpec model, ScheduleBuilder builder) =>
        model.Heads.All(head => head.Loss?.Kind == LossCatalogue.FromOutside)
            ? builder.Graph.Losses.Select(loss => builder.Values.Row(builder.Graph.Nodes[loss].Operands[0]).Buffer).ToEquatableArray()
            : EquatableArray<int>.Empty;

    private static HeadPlan Plan(ModelGraph graph, Node loss, HeadSpec head)
    {
        Node output = graph.Nodes[loss.Operands[0]];
        var target = (TargetNode)graph.Nodes[loss.Operands[1]];
        return new HeadPlan(
            target.Head.Name,
            head.Weight,
            ScaleOutputs(loss, target),
            output.Shape.Size,
            target.Head.Start,
            target.Shape.Size
        )
        {
            CountedFeatures = loss is { HasLengths: true, MeanOver: MeanOver.Elements } ? output.Shape.Extent(Axis.Channel) : 0,
            Classes = loss.HasClassTargets ? output.Shape.Size / target.Shape.Size : 0,
            Labels = loss.Labels is { } labels
                ? new LabelPlan(
                    output.Shape.Extent(Axis.Channel),
                    labels.Blank,
                    output.Shape.Extent(Axis.Step),
                    loss.HasLengths,
                    MustFit: !labels.ZeroInfinity
                )
                : null,
            MayMissTargets = loss.MayMissTargets,
            // The classes of a pixel are its channels, which do not lie side by side.
            ClassStride = loss.ReadsPositions && !output.Shape.IsChannelsLast ? target.Shape.Size : 1,
        };
    }

    // What the mean divides by besides the samples; 0 for a sum.
    private static int ScaleOutputs(Node loss, TargetNode target) =>
        loss.MeanOver switch
        {
            MeanOver.Elements => target.Shape.Size,
            MeanOver.Samples => 1,
            _ => 0,
        };
}
