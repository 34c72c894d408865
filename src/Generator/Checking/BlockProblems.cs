using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Where the problems of layers are shown that a use of a block brought into a model.</summary>
internal static class BlockProblems
{
    /// <summary>
    /// Adds problems, without those that a block of the project shows itself, and of those inside a use only the first of each rule: a
    /// block that is repeated is wrong in every repetition.
    /// </summary>
    public static void AddTo(ProblemList problems, ModelDeclaration declaration, ProblemList found)
    {
        var shown = new HashSet<(string Rule, int Source)>();
        foreach (Problem problem in found.Problems)
        {
            DeclaredAttribute? inner = Inner(declaration, problem.Target);
            bool isShownAtBlock = inner is not null && problem.IsOfLayerAlone && inner.Place.IsShownAtBlock;
            if (inner is null || (!isShownAtBlock && shown.Add((problem.Rule.Id, inner.Source))))
                problems.Add(problem);
        }

        if (found.HasErrors)
            problems.AddHidden();
    }

    /// <summary>
    /// The problem with positions among the attributes that were written. Inside a use it is that of the use, and no code fix for a layer
    /// suits it.
    /// </summary>
    public static Problem AtSource(this Problem problem, ModelDeclaration declaration)
    {
        bool isInner =
            Inner(declaration, problem.Target) is not null || problem.OtherTargets.Any(target => Inner(declaration, target) is not null);
        return problem with
        {
            Target = AtSource(problem.Target, declaration),
            OtherTargets = isInner
                ? EquatableArray<ProblemTarget>.Empty
                : problem.OtherTargets.Select(target => AtSource(target, declaration)).ToEquatableArray(),
            Properties = isInner ? new([new(Diagnostics.FixProperties.InsideBlock, "")]) : problem.Properties,
        };
    }

    private static ProblemTarget AtSource(ProblemTarget target, ModelDeclaration declaration) =>
        target.Kind != TargetKind.Attribute ? target
        : Inner(declaration, target) is { } inner ? ProblemTarget.Attribute(inner.Source)
        : target with { Index = declaration.Attributes[target.Index].Source };

    private static DeclaredAttribute? Inner(ModelDeclaration declaration, ProblemTarget target) =>
        target.Kind == TargetKind.Attribute && declaration.Attributes[target.Index] is { Place.IsInner: true } inner ? inner : null;
}
