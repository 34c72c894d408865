using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Operators;
using ModelCompiler.Onnx;

namespace ModelCompiler.Importing.Passes;

/// <summary>
/// Computes what is known at import (constants, shapes, and what is computed of them) and finds the shapes of all other values. The batch
/// is a number here, one that occurs nowhere else.
/// </summary>
/// <param name="network">The graph, which is changed.</param>
internal sealed class Folding(Network network)
{
    private const int MostSteps = 400_000;

    /// <summary>Why the shapes of a node's outputs are not known.</summary>
    public Dictionary<NetworkNode, Refusal> Failures { get; } = [];

    /// <summary>How many nodes were computed.</summary>
    public int Folded { get; private set; }

    public void Run()
    {
        var open = new LinkedList<NetworkNode>(network.Nodes);
        var kept = new List<NetworkNode>();
        for (int step = 0; open.First is { } first; step++)
        {
            NetworkNode node = first.Value;
            open.RemoveFirst();
            if (step > MostSteps)
                throw new OnnxFormatException($"The graph has more than {MostSteps:N0} nodes.");
            if (Branch(node) is { } branch)
            {
                foreach (NetworkNode inner in Enumerable.Reverse(branch))
                    open.AddFirst(inner);
                continue;
            }

            if (TryFold(node))
                Folded++;
            else
                kept.Add(node);
        }

        network.Nodes = kept;
    }

    // A choice that is known is its branch.
    private List<NetworkNode>? Branch(NetworkNode node)
    {
        if (
            node.Operator != "If"
            || node.Domain.Length > 0
            || network.Constant(node.Inputs.ElementAtOrDefault(0) ?? "") is not { } condition
        )
            return null;
        string name = condition.Value != 0 ? "then_branch" : "else_branch";
        if (!node.Attributes.TryGetValue(name, out OnnxAttribute? attribute) || attribute.Graph is not { } graph)
            return null;
        foreach (OnnxTensor tensor in graph.Initializers.Where(tensor => tensor.Type != OnnxElementType.Text))
            network.Constants[tensor.Name] = Tensor.Of(tensor);
        List<NetworkNode> nodes = [.. graph.Nodes.Select(inner => NetworkLoader.Node(inner, node.Version))];
        for (int index = 0; index < node.Outputs.Count && index < graph.Outputs.Count; index++)
            nodes.Add(
                new NetworkNode
                {
                    Operator = "Identity",
                    Name = node.Name,
                    Inputs = [graph.Outputs[index].Name],
                    Outputs = [node.Outputs[index]],
                    Version = node.Version,
                }
            );
        return nodes;
    }

    private bool TryFold(NetworkNode node)
    {
        if (OperatorTable.Find(node) is not { } known)
            return false;
        string[] inputs = [.. node.Inputs];
        Tensor?[] constants = [.. inputs.Select(network.Constant)];
        int[]?[] shapes = [.. inputs.Select((input, index) => input.Length == 0 ? [] : ShapeOf(input, constants[index]))];
        if (shapes.Any(shape => shape is null))
            return false;
        try
        {
            bool isKnown = inputs
                .Take(known.KnownInputs)
                .Select((input, index) => input.Length == 0 || constants[index] is not null)
                .All(given => given);
            if (isKnown && known.Evaluate(node, constants, shapes!) is { } results)
            {
                for (int index = 0; index < node.Outputs.Count && index < results.Count; index++)
                    if (node.HasOutput(index))
                        network.Constants[node.Outputs[index]] = results[index];
                return results.Count >= node.Outputs.Count(output => output.Length > 0);
            }

            IReadOnlyList<int[]> outputs = known.ShapesOf(node, shapes!, constants);
            for (int index = 0; index < node.Outputs.Count && index < outputs.Count; index++)
                network.Shapes[node.Outputs[index]] = outputs[index];
        }
        catch (Refusal refusal)
        {
            Failures[node] = refusal;
        }
        catch (Exception exception) when (Misfit.Is(exception))
        {
            Failures[node] = new Refusal("its inputs are not those of the operator", "the file is not valid; export it anew");
        }

        return false;
    }

    private int[]? ShapeOf(string name, Tensor? constant) => constant?.Shape ?? network.Shapes.GetValueOrDefault(name);
}
