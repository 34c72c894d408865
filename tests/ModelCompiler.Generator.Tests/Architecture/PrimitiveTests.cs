using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Tests.Architecture;

/// <summary>No primitive is forgotten: each has a gradient rule, a step that computes it, and a reference in double precision.</summary>
public sealed class PrimitiveTests
{
    private static readonly string[] _rules =
    [
        "src/Generator/Graph/Differentiation.cs",
        "src/Generator/Graph/ImageGradients.cs",
        "src/Generator/Graph/BatchNormNodes.cs",
    ];

    // A step of a stream is not trained. What it is compared with is the whole sequence.
    private static readonly string[] _ofStreams = [nameof(HistoryNode), nameof(StepRowNode)];

    // What the loss is compared with is given, as lengths are and what a mask drops, and nothing is derived by them.
    private static readonly string[] _withoutRule = [nameof(TargetNode), nameof(StepWeightNode), nameof(DropoutMaskNode), .. _ofStreams];

    public static TheoryData<string> Nodes { get; } =
    [.. typeof(Node).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Node)) && !type.IsAbstract).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Has_a_gradient_rule_or_is_part_of_one(string node) =>
        Assert.True(
            _withoutRule.Contains(node)
                || _rules.Any(rule => Asked(rule).Any(asked => Covers(asked, node)))
                || _rules.Any(rule => Created(rule).Contains(node))
        );

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Has_a_choice(string node) => Assert.Contains(Asked("src/Generator/Lowering/Choices.cs"), asked => Covers(asked, node));

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Has_a_reference(string node) =>
        Assert.True(
            _ofStreams.Contains(node)
                || SourceFile
                    .In("tests/ModelCompiler.Generator.Tests/Graph")
                    .SelectMany(file => Asked(file.Path))
                    .Any(asked => Covers(asked, node))
        );

    private static bool Covers(string asked, string node)
    {
        for (Type? type = Type(node); type is not null && type != typeof(Node); type = type.BaseType)
            if (type.Name == asked)
                return true;
        return false;
    }

    private static Type? Type(string node) => typeof(Node).Assembly.GetType(typeof(Node).Namespace + "." + node);

    // The types in the arms of its switches.
    private static IEnumerable<string> Asked(string path) =>
        SourceFile
            .All.Single(file => file.Path == path)
            .Tree.DescendantNodes()
            .Where(node => node is PatternSyntax or CaseSwitchLabelSyntax && node.Parent is not IsPatternExpressionSyntax)
            .SelectMany(node => node.DescendantNodes().OfType<SimpleNameSyntax>())
            .Select(name => name.Identifier.ValueText);

    private static IEnumerable<string> Created(string path) =>
        SourceFile
            .All.Single(file => file.Path == path)
            .Tree.DescendantNodes()
            .OfType<ObjectCreationExpressionSyntax>()
            .Select(node => node.Type.ToString());
}
