using ModelCompiler.Generator.Graph;
using ModelCompiler.Shared;

namespace ModelCompiler.Generator.Planning;

/// <summary>
/// Turns normalisations into steps. Over a batch: sums of each block of samples, a boundary at which they are combined, and one pass that applies them. With running statistics:
/// a multiply-add for each channel, in the registers of the product before or else where the values lie, when nobody else reads them. Each takes a residual connection and its activation with it.
/// </summary>
internal static class BatchNormPlanner
{
    /// <summary>The samples of a block share two rows of channels.</summary>
    private const int BlockSamples = NormalizationTable.BlockSamples;

    public static void Forward(SchedulePlanner planner, int index, BatchNormNode node)
    {
        int x = node.Operands[0];
        ChannelView input = Read(planner, x, onRequest: false);
        bool isInPlace = IsInPlace(planner, index), isRunning = planner.UsesRunning || node.IsFrozen;
        int table = planner.Tables.Add(index, node, input.Stored, isRunning);
        if (!isRunning)
        {
            int partials = Partials(planner, node.Label, "Partials", input.Stored, onRequest: false);
            planner.Add(new BatchStatisticsStep(node.Label, input, partials));
            planner.Use(partials);
            planner.Add(new CombineStatisticsStep(node.Label, node, input, partials, table));
            planner.Use(input.Buffer);
        }

        (int sum, int? other, int result, NamedActivation? activation) = FollowersOf(planner, index);
        if (sum != index)
            planner.Fuse(sum);
        if (result != sum)
            planner.Fuse(result);
        ChannelView? residual = other is { } added ? Read(planner, added, onRequest: false) : null;
        ChannelView output = isInPlace ? Keep(planner, x, result, input) : Write(planner, result, Names.Output(node.Label), onRequest: false);
        ChannelView? saved = activation is not null && planner.Consumers(sum, planner.Graph.Nodes.Count).Count > 1
            ? Write(planner, sum, Names.Pascal(node.Label) + "Normal", onRequest: false)
            : null;
        planner.Add(new ChannelMapStep(node.Label, false, input, table, IsGradient: false, activation, output, saved, residual));
    }

    public static void Sums(SchedulePlanner planner, BatchNormSumsNode node, bool onRequest)
    {
        ChannelView delta = Read(planner, node.Operands[0], onRequest), input = Read(planner, node.Operands[1], onRequest);
        int partials = Partials(planner, node.Label, "Sums", input.Stored, onRequest), table = planner.Tables.Of(node.Source);
        planner.Add(new BatchNormSumsStep(node.Label, onRequest, delta, input, table, partials));
        planner.Use(partials);
        planner.Add(new CombineSumsStep(node.Label, onRequest, (BatchNormNode)planner.Graph.Nodes[node.Source], partials, table));
    }

    public static void Gradient(SchedulePlanner planner, int index, BatchNormGradientNode node, bool onRequest)
    {
        bool isFrozen = node.Operands.Count == 1;
        ChannelView delta = Read(planner, node.Operands[0], onRequest);
        ChannelView? input = isFrozen ? null : Read(planner, node.Operands[1], onRequest);
        ActivationGradientNode? activation = SoleActivation(planner, index, out int result);
        ChannelView? saved = activation is null ? null : Read(planner, activation.Operands[1], onRequest);
        bool isFlat = delta.Image is null;
        string name = isFlat && result == planner.Graph.InputGradient ? "InputDelta" : Names.Pascal(planner.Graph.Nodes[result].Label) + (activation is null ? "InputDelta" : "Delta");
        ChannelView output = Write(planner, result, name, onRequest);
        int table = planner.Tables.Of(node.Source);
        planner.Add(input is null
            ? new ChannelMapStep(node.Label, onRequest, delta, table, IsGradient: true, activation?.Activation, output, saved, Residual: null)
            : new BatchNormGradientStep(node.Label, onRequest, delta, input, table, activation?.Activation, saved, output));

        // The gradient by the model's input is handed out in planes.
        if (!isFlat && result == planner.Graph.InputGradient)
            planner.Read(result);
    }

    /// <summary>Whether a normalisation with running statistics writes over what it reads.</summary>
    public static bool IsInPlace(SchedulePlanner planner, int index)
    {
        var node = (BatchNormNode)planner.Graph.Nodes[index];
        int x = node.Operands[0];
        return (planner.UsesRunning || node.IsFrozen) && planner.Graph.Nodes[x] is WindowProductNode or ContractionNode or MapNode { Activation: null }
            && planner.Consumers(x, planner.Graph.Nodes.Count).Count == 1 && x != planner.Graph.Output;
    }

    /// <summary>
    /// The normalisation that a product applies to its sums in registers, and its table: the one that would be applied in place, and alone reads them. The product leaves it its bias.
    /// </summary>
    /// <param name="planner">What has been planned so far.</param>
    /// <param name="sum">The node of the sums.</param>
    /// <param name="bias">The bias that they lack, or -1.</param>
    /// <param name="table">The number of the table, or -1.</param>
    /// <returns>The normalisation, or <paramref name="sum"/> when there is none.</returns>
    public static int Fold(SchedulePlanner planner, int sum, int bias, out int table)
    {
        table = -1;
        if (planner.SoleConsumer(sum, planner.Graph.Nodes.Count) is not { } norm || planner.Graph.Nodes[norm] is not BatchNormNode node || !IsInPlace(planner, norm))
            return sum;
        planner.Fuse(norm);
        table = planner.Tables.Add(norm, node, MemoryLayout.Padded(node.Shape.Dimensions[0]), isRunning: true, bias);
        return norm;
    }

    /// <summary>The last node that is computed together with a normalisation, or the normalisation itself.</summary>
    public static int ResultOf(SchedulePlanner planner, int index) => FollowersOf(planner, index).Result;

    // A sum that is kept for a gradient and a residual connection exclude one another, as with convolutions.
    private static (int Sum, int? Other, int Result, NamedActivation? Activation) FollowersOf(SchedulePlanner planner, int index)
    {
        ModelGraph graph = planner.Graph;
        int end = Math.Max(graph.ForwardCount, graph.Loss + 1), sum = index;
        int? other = null;
        if (!IsFlat(planner, index) && ImageElementPlanner.Addition(planner, index, end) is { } addition)
            (sum, other) = addition;
        return planner.SoleConsumer(sum, end) is { } applier && graph.Nodes[applier] is MapNode { Activation: { } activation } && (other is null || planner.Consumers(sum, graph.Nodes.Count).Count == 1)
            ? (sum, other, applier, activation)
            : (sum, other, sum, null);
    }

    private static bool IsFlat(SchedulePlanner planner, int node) => planner.Graph.Nodes[node].Shape.Dimensions.Count == 1;

    private static ChannelView Read(SchedulePlanner planner, int node, bool onRequest)
    {
        if (!IsFlat(planner, node))
            return ChannelView.Of(planner.Images.Read(node, onRequest));

        // The caller's rows are not padded.
        if (planner.IsCallersInput(node))
            planner.Copy(planner.Graph.Nodes[node].Label, node, node, "InputRows", onRequest);
        int buffer = planner.Read(node);
        return ChannelView.OfRows(buffer, planner.Graph.Nodes[node].Shape.Size, planner.Stride(buffer));
    }

    private static ChannelView Write(SchedulePlanner planner, int node, string name, bool onRequest)
    {
        if (!IsFlat(planner, node))
            return ChannelView.Of(planner.Images.Write(node, name, onRequest));
        int buffer = planner.Write(node, name, onRequest);
        return ChannelView.OfRows(buffer, planner.Graph.Nodes[node].Shape.Size, planner.Stride(buffer));
    }

    private static ChannelView Keep(SchedulePlanner planner, int x, int result, ChannelView input)
    {
        if (input.Image is { } image)
            planner.Images.Replace(result, image);
        else
            planner.Replace(result, x);
        return input;
    }

    private static int Partials(SchedulePlanner planner, string label, string name, int stored, bool onRequest) =>
        planner.Buffers.Add(Names.Pascal(label) + name, 2 * stored, 2 * stored / BlockSamples, planner.NextStep, onRequest);

    /// <summary>The activation's gradient that alone reads a node, when what it saved lies as the node does.</summary>
    private static ActivationGradientNode? SoleActivation(SchedulePlanner planner, int index, out int result)
    {
        result = index;
        if (planner.SoleConsumer(index, planner.Graph.Nodes.Count) is not { } consumer || planner.Graph.Nodes[consumer] is not ActivationGradientNode activation || activation.Operands[0] != index)
            return null;
        if (IsFlat(planner, index) ? planner.IsCallersInput(activation.Operands[1]) : !planner.Images.Holds(activation.Operands[1]))
            return null;
        result = consumer;
        planner.Fuse(consumer);
        return activation;
    }
}
