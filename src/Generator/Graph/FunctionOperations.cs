using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Parsing.Functions;

namespace ModelCompiler.Generator.Graph;

/// <summary>Activations as layers declare them: those of the vocabulary, and functions of the user's.</summary>
internal static class FunctionOperations
{
    // What generated code calls its own parameters.
    private static readonly HashSet<string> s_taken =
    [
        "x",
        "y",
        "p",
        "z",
        "upstream",
        "saved",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
    ];

    /// <summary>The activation that a layer ends with.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="x">What it is applied to.</param>
    /// <param name="kind">The activation of the vocabulary, for a layer without one of its own.</param>
    public static int Activation(this GraphBuilder graph, LayerSpec layer, int x, string kind)
    {
        if (layer.Function is not { } function)
            return graph.Activation(layer.Name, x, kind, layer.Number);
        Expression value = function.Value.Replace(function.Given.First().Variable, Variables.X);
        List<(Variable Variable, int Node)> learned = [];
        foreach (FunctionParameter parameter in function.Learned)
        {
            Variable variable = Readable(parameter);
            value = value.Replace(parameter.Variable, variable);
            learned.Add((variable, Parameter(graph, layer.Name, x, parameter)));
        }

        return learned.Count > 0
            ? graph.Map(layer.Name, value, [(Variables.X, x), .. learned])
            : graph.Applied(
                layer.Name,
                x,
                new NamedActivation(function.Name, ActivationDefinition.FromInput(value))
                {
                    TypeName = function.Name.Substring(function.Name.LastIndexOf('.') + 1) + "Function",
                }
            );
    }

    /// <summary>A parameter that several values share, as one value for each of them.</summary>
    public static int Spread(this GraphBuilder graph, string layer, string role, int x, string sharing, double start)
    {
        TensorShape shape = graph.ShapeOf(x),
            own = sharing switch
            {
                "PerChannel" => TensorShape.Of(shape.Extent(Axis.Channel)),
                "PerValue" => shape,
                _ => TensorShape.Of(1),
            };
        int parameter = graph.ElementwiseParameter(layer, role, own, start);
        if (own == shape)
            return parameter;
        int[] ones = [.. shape.Axes.Select(axis => axis == Axis.Channel ? own.Size : 1)];
        return graph.View(layer, parameter, View.Of(ones).Expand(shape), shape);
    }

    private static int Parameter(GraphBuilder graph, string layer, int x, FunctionParameter parameter) =>
        graph.Spread(layer, parameter.Name, x, parameter.Sharing, parameter.Start ?? 0);

    // As the user calls it, where that is no name of the generated code's own and no keyword of C#.
    private static Variable Readable(FunctionParameter parameter) =>
        s_taken.Contains(parameter.Name)
        || parameter.Name.Any(character => character is not (>= 'a' and <= 'z'))
        || Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(parameter.Name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None
            ? parameter.Variable
            : new Variable(parameter.Name);
}
