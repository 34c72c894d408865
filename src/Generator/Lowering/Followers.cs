using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Lowering;

/// <summary>
/// What joins a step of the forward pass, so that it happens before its sums are stored: a residual connection, then an activation. Every
/// step asks here. A sum that is kept for a gradient and a residual connection exclude one another: a kernel has one second place.
/// </summary>
/// <param name="Sum">The node before the activation, with the residual connection.</param>
/// <param name="Residual">The node that is added, or null.</param>
/// <param name="Activation">The activation, or null.</param>
/// <param name="Result">The last node.</param>
internal sealed record Followers(int Sum, int? Residual, NamedActivation? Activation, int Result)
{
    /// <summary>What follows a node.</summary>
    public static Followers Of(ScheduleBuilder builder, int index)
    {
        ModelGraph graph = builder.Graph;
        int end = builder.ForwardEnd,
            sum = index;
        int? residual = null;
        if (Addition(builder, index, end) is { } addition)
            (sum, residual) = addition;
        return
            builder.SoleConsumer(sum, end) is { } applier
            && graph.Nodes[applier].Applied is { } activation
            && (residual is null || !builder.IsShared(sum))
            ? new Followers(sum, residual, activation, applier)
            : new Followers(sum, residual, null, sum);
    }

    /// <summary>
    /// The only needed node before <paramref name="end"/> that reads a node, when it adds another one that has been computed and lies as
    /// pixels; that one and the sum.
    /// </summary>
    public static (int Sum, int Other)? Addition(ScheduleBuilder builder, int index, int end)
    {
        if (builder.SoleConsumer(index, end) is not { } sum || !builder.Graph.Nodes[sum].IsSum)
            return null;
        EquatableArray<int> operands = builder.Graph.Nodes[sum].Operands;
        int other = operands[0] == index ? operands[1] : operands[0];
        return other < index && builder.Graph.Nodes[other].IsBatched && builder.Values.HasPixels(other) ? (sum, other) : null;
    }

    /// <summary>Whether a gradient reads what stands before the activation.</summary>
    public bool KeepsSum(ScheduleBuilder builder) => Activation is not null && builder.IsShared(Sum);

    /// <summary>Notes that all of them are computed together with a node.</summary>
    public void Fuse(ScheduleBuilder builder, int index)
    {
        if (Sum != index)
            builder.Fuse(Sum);
        if (Result != Sum)
            builder.Fuse(Result);
    }
}

/// <summary>
/// What joins a step of the backward pass: what another reader of the value sends, then the gradient through the activation that made the
/// value.
/// </summary>
/// <param name="Sum">The node before the activation's gradient.</param>
/// <param name="Residual">The node that is added, or null.</param>
/// <param name="Activation">The activation's gradient, or null.</param>
/// <param name="Result">The last node.</param>
internal sealed record BackwardFollowers(int Sum, int? Residual, ActivationGradientNode? Activation, int Result)
{
    /// <summary>What follows a node.</summary>
    public static BackwardFollowers Of(ScheduleBuilder builder, int index, bool takesResidual)
    {
        int sum = index;
        int? residual = null;
        if (takesResidual && Followers.Addition(builder, index, builder.Graph.Nodes.Count) is { } addition)
            (sum, residual) = addition;
        return Through(builder, sum) is { } activation
            ? new BackwardFollowers(sum, residual, (ActivationGradientNode)builder.Graph.Nodes[activation], activation)
            : new BackwardFollowers(sum, residual, null, sum);
    }

    /// <summary>The name of the result.</summary>
    public string Name(ScheduleBuilder builder, string otherwise) =>
        Names.Pascal(builder.Graph.Nodes[Result].Label) + (Activation is null ? otherwise : "Delta");

    /// <summary>Notes that all of them are computed together with a node.</summary>
    public void Fuse(ScheduleBuilder builder, int index)
    {
        if (Sum != index)
            builder.Fuse(Sum);
        if (Result != Sum)
            builder.Fuse(Result);
    }

    // The activation's gradient that alone reads a node, when what it saved lies as the node does.
    private static int? Through(ScheduleBuilder builder, int index)
    {
        if (
            builder.SoleConsumer(index, builder.Graph.Nodes.Count) is not { } consumer
            || builder.Graph.Nodes[consumer] is not ActivationGradientNode activation
            || activation.Operands[0] != index
        )
            return null;
        int saved = activation.Operands[1];
        return (LiesAsRow(builder, index) ? builder.Values.IsCallersInput(saved) : !builder.Values.HasPixels(saved)) ? null : consumer;
    }

    private static bool LiesAsRow(ScheduleBuilder builder, int index) => builder.Graph.Nodes[index].IsRow || builder.Values.IsFlat(index);
}
