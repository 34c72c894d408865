using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>Turns the forward nodes into steps. A product takes its bias and its activation with it, so that they happen in registers.</summary>
internal static class ForwardPlanner
{
    public static void Plan(SchedulePlanner planner)
    {
        ModelGraph graph = planner.Graph;
        for (int index = 0; index < graph.ForwardCount; index++)
        {
            if (!planner.IsNeeded(index) || planner.IsFused(index))
                continue;
            switch (graph.Nodes[index])
            {
                case ContractionNode contraction:
                    Product(planner, index, contraction);
                    break;
                case SoftmaxNode softmax:
                    Softmax(planner, index, softmax);
                    break;
                case MapNode map:
                    Map(planner, index, map);
                    break;
                default:
                    ImageForwardPlanner.Plan(planner, index);
                    break;
            }
        }

        // What is handed out or compared with targets lies in padded rows of our own: the caller's input is not padded, and losses are
        // derived in place.
        int result = graph.Loss >= 0 && planner.IsNeeded(graph.Loss) ? graph.Nodes[graph.Loss].Operands[0] : graph.Output;
        if (planner.Read(result) == BufferPlan.Input)
            planner.Copy(graph.Nodes[result].Label, result, result, "Output");
    }

    private static void Product(SchedulePlanner planner, int index, ContractionNode node)
    {
        ModelGraph graph = planner.Graph;
        int end = Math.Max(graph.ForwardCount, graph.Loss + 1);
        ParameterPlan weight = planner.Parameter(node.Operands[1]);
        int sum = index, bias = -1;
        if (planner.SoleConsumer(sum, end) is { } adder && graph.Nodes[adder] is MapNode { Activation: null } add && add.Operands[0] == sum
            && graph.Nodes[add.Operands[1]] is ParameterNode)
        {
            bias = planner.Parameter(add.Operands[1]).Index;
            sum = adder;
            planner.Fuse(adder);
        }

        int result = sum;
        NamedActivation? activation = null;
        if (planner.SoleConsumer(sum, end) is { } applier && graph.Nodes[applier] is MapNode { Activation: { } named })
        {
            activation = named;
            result = applier;
            planner.Fuse(applier);
        }

        int input = planner.Read(node.Operands[0]);
        int output = planner.Write(result, Names.Pascal(node.Label) + (activation is null ? "Sum" : "Output"));
        int saved = activation is not null && planner.Consumers(sum, graph.Nodes.Count).Count > 1
            ? planner.Write(sum, Names.Pascal(node.Label) + "Sum")
            : BufferPlan.None;
        planner.Add(new ContractionStep(
            node.Label,
            input,
            weight.Index,
            bias,
            activation,
            output,
            saved,
            new ContractionShape(weight.Columns, weight.PaddedRows, BlockSize.Choose(weight.Columns, weight.PaddedRows), planner.Stride(input), planner.Stride(output))));
    }

    private static void Softmax(SchedulePlanner planner, int index, SoftmaxNode node)
    {
        int operand = node.Operands[0];
        if (planner.Read(operand) != BufferPlan.Input && planner.Consumers(operand, planner.Graph.Nodes.Count).Count == 1)
        {
            planner.Add(new SoftmaxStep(node.Label, planner.Replace(index, operand)));
            return;
        }

        // Somebody else reads the values before the softmax: it works on a copy.
        int output = planner.Copy(node.Label, operand, index, Names.Pascal(node.Label) + "Output");
        planner.Buffers.Use(output, planner.NextStep);
        planner.Add(new SoftmaxStep(node.Label, output));
    }

    private static void Map(SchedulePlanner planner, int index, MapNode node)
    {
        EquatableArray<int> inputs = node.Operands.Select(operand => planner.Read(operand)).ToEquatableArray();
        int output = planner.Write(index, Names.Pascal(node.Label) + "Output");
        planner.Add(new MapStep(node.Label, false, node.Value, node.Variables, inputs, output));
    }
}
