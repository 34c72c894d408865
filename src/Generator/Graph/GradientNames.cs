using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Graph;

/// <summary>
/// What people call the gradients of nodes that have a name: <c>memoryGradient</c>, and before everything has been added that it receives,
/// <c>memoryGradientFromState</c>.
/// </summary>
internal static class GradientNames
{
    private const string Gradient = "Gradient",
        From = Gradient + "From";

    /// <summary>Names all that a node receives.</summary>
    public static void Whole(GraphBuilder graph, int node, int gradient)
    {
        if (graph.Nodes[node].Meaning is not { } meaning || graph.Nodes[gradient].Part is not null)
            return;
        if (graph.Nodes[gradient].Meaning is not { } known || known.StartsWith(meaning + From, StringComparison.Ordinal))
            graph.Named(gradient, meaning + Gradient);
    }

    /// <summary>Names what a node receives from one that reads it.</summary>
    public static void Part(GraphBuilder graph, int node, int gradient, int reader)
    {
        if (reader >= 0 && graph.Nodes[node].Meaning is { } meaning && graph.Nodes[gradient].Meaning is null)
            graph.Named(gradient, meaning + From + NameOf(graph.Nodes[reader], graph.Nodes[node].Label));
    }

    /// <summary>Names what a value receives from the step after it, in the order in which the steps were taken.</summary>
    public static int OfDelay(GraphBuilder graph, DelayNode delay, int gradient) =>
        graph.Nodes[delay.Operands[0]].Meaning is { } meaning ? graph.Named(gradient, meaning + From + "NextStep") : gradient;

    // Within a layer the name of the layer says nothing.
    private static string NameOf(Node reader, string label) =>
        reader.Meaning is { } meaning && reader.Label == label
            ? char.ToUpperInvariant(meaning[0]) + meaning.Substring(1)
            : LayerNames.ToPascalCase(reader.Label);
}
