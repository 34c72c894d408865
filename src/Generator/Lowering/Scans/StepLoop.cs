using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Scans;

/// <summary>
/// A loop over the steps of sequences. A step is products of all samples with weights and, before and between and after them, everything
/// that is computed unit by unit, which is one function each time. What other steps, other loops or what follows read lies in memory for all
/// steps; a delay reads there, a step further, and in a border of zeros where there is none.
/// </summary>
internal static class StepLoop
{
    public static void Lower(ScheduleBuilder builder, Loop loop)
    {
        bool forInput = builder.IsForInput(loop.Members[0]);
        string label = builder.Graph.Nodes[loop.Members[0]].Label;
        Dictionary<int, int> stages = Stages(builder.Graph, loop);
        var clearing = new CodeLines();
        Place(builder, loop, stages, forInput, clearing);
        var body = new CodeLines();
        Repacking? repacking = null;
        for (int stage = 0; stage <= stages.Values.Max(); stage++)
        {
            int[] members = [.. loop.Members.Where(member => stages.TryGetValue(member, out int own) && own == stage)];
            int[] units = [.. members.Where(member => !IsProduct(builder.Graph.Nodes[member]))];
            if (units.Length > 0)
                UnitFunction.Add(body, builder, units, forInput);
            foreach (int product in members.Where(member => IsProduct(builder.Graph.Nodes[member])))
                repacking = StepProduct.Add(body, builder, product, forInput) ?? repacking;
        }

        string order = loop.IsReversed
            ? $"int step = {Text.Of(loop.Steps - 1)}; step >= 0; step--"
            : $"int step = 0; step < {Text.Of(loop.Steps)}; step++";
        CodeLines code = loop.Steps == 1 ? clearing.Add(body.Lines) : clearing.Line($"for ({order})").Body(body.Lines);
        builder.Add(
            new Step(label, forInput, Domain.Samples, code.Lines)
            {
                Explanation = $"{Text.Of(loop.Steps)} steps one after the other",
                IsLargePerSample = true,
                Repacking = repacking,
            }
        );
    }

    /// <summary>Whether a node is the product of a step's row with a weight.</summary>
    public static bool IsProduct(Node node) => node is WindowProductNode or ConvolutionInputGradientNode;

    // Products read what units have computed in the same stage; units read products of stages before.
    private static Dictionary<int, int> Stages(ModelGraph graph, Loop loop)
    {
        var stages = new Dictionary<int, int>();
        foreach (int member in loop.Members.Where(member => graph.Nodes[member] is not DelayNode))
        {
            int stage = 0;
            foreach (int operand in graph.Nodes[member].Operands)
                if (stages.TryGetValue(operand, out int before))
                    stage = Math.Max(stage, before + (IsProduct(graph.Nodes[operand]) ? 1 : 0));
            stages[member] = stage;
        }

        return stages;
    }

    // Where the values lie that are not used up where they are computed.
    private static void Place(ScheduleBuilder builder, Loop loop, Dictionary<int, int> stages, bool forInput, CodeLines clearing)
    {
        ModelGraph graph = builder.Graph;
        var members = new HashSet<int>(loop.Members);
        foreach (int member in loop.Members)
        {
            Node node = graph.Nodes[member];
            IReadOnlyList<int> readers = builder.Consumers(member, graph.Nodes.Count);
            if (node is DelayNode or SliceNode)
                continue;
            if (
                !IsProduct(node)
                && readers.All(reader => stages.TryGetValue(reader, out int stage) && IsOfUnits(graph, reader, stage, stages[member]))
            )
                continue;
            string name = NameOf(node, member < graph.ForwardCount);
            if (
                IsProduct(node)
                && readers.All(reader =>
                    members.Contains(reader) && graph.Nodes[reader] is not DelayNode && !ReadsLater(builder, reader, members)
                )
            )
            {
                int channels = node.Shape.Extent(Axis.Channel);
                var row = Layout.Row(channels);
                builder.Values.Lay(member, new Value(builder.Buffers.Add(name, channels, builder.NextStep, forInput), row), forInput);
                continue;
            }

            Value value = builder.Values.WritePixels(member, name, forInput);
            clearing.ClearBorder(value);
            if (!IsProduct(node))
                clearing.ClearPadding(value);
        }

        foreach (int member in loop.Members)
            if (graph.Nodes[member] is DelayNode delay)
                builder.Values.Lay(member, builder.Values.Lying(delay.Operands[0], forInput).Shifted(delay.IsReversed ? 1 : -1), forInput);
            else if (graph.Nodes[member] is SliceNode part)
                Concatenation.LayPart(builder, member, part);
    }

    private static bool IsOfUnits(ModelGraph graph, int reader, int stage, int own) => stage == own && !IsProduct(graph.Nodes[reader]);

    // Some channels of a product are read wherever those are.
    private static bool ReadsLater(ScheduleBuilder builder, int reader, HashSet<int> members) =>
        builder.Graph.Nodes[reader] is SliceNode
        && builder.Consumers(reader, builder.Graph.Nodes.Count).Any(further => !members.Contains(further));

    private static string NameOf(Node node, bool isForward) =>
        Names.Pascal(node.Label)
        + (
            node.Meaning is { } meaning ? char.ToUpperInvariant(meaning[0]) + meaning.Substring(1)
            : isForward ? "Value"
            : "Delta"
        );
}
