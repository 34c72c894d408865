using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>Turns the forward nodes into steps. A product takes its bias and its activation with it, so that they happen in registers.</summary>
internal static class ForwardPlanner
{
    public static void Plan(SchedulePlanner planner)
    {
        ModelGraph graph = planner.Graph;
        bool hasLoss = graph.Loss >= 0 && planner.IsNeeded(graph.Loss);
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
                case ReshapeNode reshape:
                    planner.Replace(index, reshape.Operands[0]);
                    break;
                case NoiseNode noise when hasLoss && !planner.UsesRunning:
                    int quiet = planner.Read(noise.Operands[0]);
                    planner.Add(new NoiseStep(noise.Label, false, noise.Kind, noise.Amount, noise.Stream, quiet, planner.Write(index, Names.Output(noise.Label))));
                    break;
                case NoiseNode noise:
                    planner.Replace(index, noise.Operands[0]);
                    break;
                case NormalizeNode normal:
                    int rows = planner.Read(normal.Operands[0]);
                    planner.Add(new NormalizeStep(normal.Label, normal.Epsilon, normal.IsCentered, rows, planner.Write(index, Names.Pascal(normal.Label) + "Normal")));
                    break;
                case BatchNormNode batch:
                    BatchNormPlanner.Forward(planner, index, batch);
                    break;
                case ConcatNode concat when ImageElementPlanner.Concat(planner, index, concat):
                    break;
                case ConcatNode concat:
                    EquatableArray<int> parts = concat.Operands.Select(planner.Read).ToEquatableArray();
                    planner.Add(new ConcatStep(concat.Label, parts, planner.Write(index, Names.Output(concat.Label))));
                    break;
                default:
                    ImageForwardPlanner.Plan(planner, index);
                    break;
            }
        }

        // What is handed out or compared with targets lies in padded rows of our own: the caller's input is not padded, and losses are
        // derived in place.
        int result = hasLoss ? graph.Nodes[graph.Loss].Operands[0] : graph.Output;
        if (planner.Read(result) == BufferPlan.Input)
            planner.Copy(graph.Nodes[result].Label, result, result, "Output", onRequest: false);
    }

    private static void Product(SchedulePlanner planner, int index, ContractionNode node)
    {
        ModelGraph graph = planner.Graph;
        int end = Math.Max(graph.ForwardCount, graph.Loss + 1);
        ParameterPlan weight = planner.Parameter(node.Operands[1]);
        int sum = index, bias = -1;
        if (planner.SoleConsumer(sum, end) is { } adder && graph.Nodes[adder] is MapNode { Activation: null, Value: Sum { Left: Variable, Right: Variable } } add && add.Operands[0] == sum
            && graph.Nodes[add.Operands[1]] is ParameterNode)
        {
            bias = planner.Parameter(add.Operands[1]).Index;
            sum = adder;
            planner.Fuse(adder);
        }

        sum = BatchNormPlanner.Fold(planner, sum, bias, out int table);
        int result = sum;
        NamedActivation? activation = null;
        if (planner.SoleConsumer(sum, end) is { } applier && graph.Nodes[applier] is MapNode { Activation: { } named })
        {
            activation = named;
            result = applier;
            planner.Fuse(applier);
        }

        int input = planner.Read(node.Operands[0]);
        int output = planner.Write(result, activation is null ? Names.Pascal(node.Label) + "Sum" : Names.Output(node.Label));
        int saved = activation is not null && planner.Consumers(sum, graph.Nodes.Count).Count > 1
            ? planner.Write(sum, Names.Pascal(node.Label) + "Sum")
            : BufferPlan.None;
        planner.Add(new ContractionStep(
            node.Label,
            input,
            weight.Index,
            bias,
            table,
            activation,
            output,
            saved,
            new ContractionShape(weight.Columns, weight.PaddedRows, BlockSize.Choose(weight.Columns, weight.PaddedRows), planner.Stride(input), planner.Stride(output))));
    }

    private static void Softmax(SchedulePlanner planner, int index, SoftmaxNode node)
    {
        planner.Add(new SoftmaxStep(node.Label, planner.Overwrite(index, node.Operands[0], node.Label, Names.Output(node.Label), onRequest: false)));
    }

    private static void Map(SchedulePlanner planner, int index, MapNode node)
    {
        if (ImageElementPlanner.Map(planner, index, node.Value, node.Variables, node.Operands, Names.Output(node.Label), onRequest: false))
            return;
        EquatableArray<int> inputs = node.Operands.Select(planner.Read).ToEquatableArray();
        int output = planner.Write(index, Names.Output(node.Label));
        planner.Add(new MapStep(node.Label, false, node.Value, node.Variables, inputs, output));
    }
}
