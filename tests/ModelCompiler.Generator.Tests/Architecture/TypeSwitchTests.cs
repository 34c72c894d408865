using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Tests.Architecture;

/// <summary>
/// Nobody asks a node or a step what it is, but for the two places that know them all: how each is derived, and which step computes it.
/// Everywhere else a node or a step says by its properties what others need to know.
/// </summary>
public sealed class TypeSwitchTests
{
    // Who may ask, each with its reason.
    private static readonly Dictionary<string, string> _allowed = new()
    {
        ["Graph/Differentiation.cs"] = "the gradient rules",
        ["Graph/ImageGradients.cs"] = "the gradient rules of images",
        ["Graph/LossHead.cs"] = "looks for the pairs of activation and loss that are one primitive",
        ["Lowering/Choices.cs"] = "which step computes a node",
        ["Lowering/ParameterPlanner.cs"] = "takes the parameters out of the graph, and asks the product of a weight how it wants it packed",
        ["Lowering/Followers.cs"] = "looks for the gradient through an activation, which joins the step before",
        ["Lowering/Norms/BatchNorm.cs"] = "looks for the normalisation that joins a product",
        ["Lowering/Products/ConvolutionGradient.cs"] = "of its own node, asked by those who lay out what it reads",
        ["Lowering/Products/DenseWeightGradient.cs"] = "looks for the gradient of the bias, which joins that of the weight",
        ["Lowering/Products/PlanarConvolution.cs"] = "looks for the pool that joins a convolution",
        ["Lowering/StraightLinePlanner.cs"] = "whether the forms of all steps are those of straight-line code, which has four",
        ["Lowering/StraightLineGradientPlanner.cs"] = "the same of a gradient",
        ["Lowering/LayerTable.cs"] = "the form of a step in straight-line code, for the summary",
    };

    private static readonly HashSet<string> _types =
    [
        .. typeof(Node)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Node)) || type.IsSubclassOf(typeof(Step)) || type.IsSubclassOf(typeof(SampleForm)))
            .Select(type => type.Name),
    ];

    [Fact]
    public void Only_those_that_must_know_ask_for_the_type() =>
        Assert.Empty(
            Askers().Where(asker => !_allowed.ContainsKey(asker.File)).Select(asker => $"{asker.File}:{asker.Line}: {asker.Type}")
        );

    [Fact]
    public void Every_exception_is_one() => Assert.Empty(_allowed.Keys.Except(Askers().Select(asker => asker.File)));

    private static IEnumerable<(string File, int Line, string Type)> Askers() =>
        from file in SourceFile.In("src/Generator")
        from node in file.Tree.DescendantNodes()
        from type in Asked(node)
        where _types.Contains(type)
        select (file.Path["src/Generator/".Length..], node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, type);

    private static IEnumerable<string> Asked(SyntaxNode node) =>
        node switch
        {
            // 'x is A' without a name, 'x as A'
            BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.IsExpression } test => [test.Right.ToString()],
            BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.AsExpression } test => [test.Right.ToString()],
            DeclarationPatternSyntax pattern => [pattern.Type.ToString()],
            RecursivePatternSyntax { Type: { } type } => [type.ToString()],
            TypePatternSyntax pattern => [pattern.Type.ToString()],
            ConstantPatternSyntax pattern => [pattern.Expression.ToString()],
            _ => [],
        };
}
