using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Lowering.Moves;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Scans;

/// <summary>
/// A loop over the steps of sequences. A step is products of all samples with weights and, before and between and after them, everything
/// that is computed unit by unit, which is one function each time. What other steps, other loops or what follows read lies in memory for
/// all steps; a delay reads there, a step further, and in a border of zeros where there is none.
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
        var repackings = new List<Repacking>();
        for (int stage = 0; stage <= stages.Values.Max(); stage++)
        {
            int[] members = [.. loop.Members.Where(member => stages.TryGetValue(member, out int own) && own == stage)];
            int[] units = [.. members.Where(member => !IsProduct(builder.Graph.Nodes[member]))];
            if (units.Length > 0)
                UnitFunction.Add(body, builder, units, forInput);
            foreach (int product in members.Where(member => IsProduct(builder.Graph.Nodes[member])))
                if (StepProduct.Add(body, builder, product, forInput) is { } repacking)
                    repackings.Add(repacking);
        }

        string order = loop.IsReversed
            ? $"int step = {Text.Of(loop.Steps - 1)}; step >= 0; step--"
            : $"int step = 0; step < {Text.Of(loop.Steps)}; step++";
        CarriedSteps.Load(clearing, builder, loop, forInput);
        CodeLines code = loop.Steps == 1 ? clearing.Add(body.Lines) : clearing.Line($"for ({order})").Body(body.Lines);
        CarriedSteps.Keep(code, builder, loop, forInput);
        builder.Add(
            new Step(label, forInput, Domain.Samples, code.Lines)
            {
                Explanation = $"{Text.Of(loop.Steps)} steps one after the other",
                IsLargePerSample = true,
                Repackings = repackings.ToEquatableArray(),
            }
        );
    }

    /// <summary>Whether a node is the product of a step's row with a weight.</summary>
    public static bool IsProduct(Node node) => node is { Part: null, Reading: not null };

    // Products read what units have computed in the same stage; units read products of stages before.
    private static Dictionary<int, int> Stages(ModelGraph graph, Loop loop)
    {
        var stages = new Dictionary<int, int>();
        foreach (int member in loop.Members.Where(member => graph.Nodes[member].Part is not { Steps: not 0 }))
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
        foreach (int member in loop.Members.Where(member => graph.Nodes[member].Part is null))
        {
            Node node = graph.Nodes[member];
            if (
                !IsProduct(node)
                && builder.Consumers(member, graph.Nodes.Count).All(reader => IsOfUnits(graph, reader, stages, stages[member]))
            )
                continue;
            string name = NameOf(node, member < graph.ForwardCount);
            if (IsProduct(node) && IsReadInItsStep(builder, member, stages))
                builder.Values.LayRow(member, name, forInput);
            else if (builder.Values.WritePixels(member, name, forInput) is var value && !IsProduct(node))
                clearing.ClearBorder(value).ClearPadding(value);
            else
                clearing.ClearBorder(value);
        }

        foreach (int member in loop.Members.Where(member => graph.Nodes[member].Part is not null))
            builder.Values.LayPart(member, forInput);
    }

    private static bool IsOfUnits(ModelGraph graph, int reader, Dictionary<int, int> stages, int own) =>
        stages.TryGetValue(reader, out int stage) && stage == own && !IsProduct(graph.Nodes[reader]);

    // Whoever reads a part of a product reads the product.
    private static bool IsReadInItsStep(ScheduleBuilder builder, int node, Dictionary<int, int> stages) =>
        builder
            .Consumers(node, builder.Graph.Nodes.Count)
            .All(reader =>
                stages.ContainsKey(reader) && (builder.Graph.Nodes[reader].Part is null || IsReadInItsStep(builder, reader, stages))
            );

    private static string NameOf(Node node, bool isForward) =>
        Names.Pascal(node.Label)
        + (
            node.Meaning is { } meaning ? char.ToUpperInvariant(meaning[0]) + meaning.Substring(1)
            : isForward ? "Value"
            : "Delta"
        );
}
