using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>
/// Finds everything that is wrong with a declaration. The generator asks whether there is an error, the analyzer shows the problems.
/// Later checks run only where earlier ones found nothing that would make them guess: one mistake, one message.
/// </summary>
internal static class ModelChecker
{
    public static CheckResult Check(ModelDeclaration declaration)
    {
        var problems = new ProblemList();
        TypeChecks.Run(declaration, problems);
        if (declaration.Circle is { } circle)
            return InCircle(declaration, circle, problems);
        bool isUnclear = declaration.HasUnresolvedAttributes || declaration.Attributes.Any(attribute => attribute.IsErroneous);

        var attributeProblems = new ProblemList();
        AttributeChecks.Run(declaration, attributeProblems, isUnclear);
        NameChecks.Run(declaration, attributeProblems);
        NetworkFacts network = NetworkWalk.Run(declaration, attributeProblems);
        if (!attributeProblems.HasErrors && network.IsIdentity && declaration.HasLayers)
            attributeProblems.Add(
                DeclarationRules.LayersMissing,
                ProblemTarget.Attribute(declaration.IndexOf(AttributeRole.Model)),
                declaration.Type.Name,
                "no layer that changes its input"
            );
        if (!attributeProblems.HasErrors && !isUnclear)
        {
            LossChecks.Run(declaration, network, attributeProblems);
            OutputChecks.CheckTraining(declaration, network, attributeProblems);
        }
        if (!attributeProblems.HasErrors && !isUnclear)
        {
            StyleChecks.Run(declaration, network, attributeProblems);
            NoiseChecks.Run(network, attributeProblems);
        }

        BlockProblems.AddTo(problems, declaration, attributeProblems);
        bool isIncomplete = declaration.IndexOf(AttributeRole.Input) < 0 || !declaration.HasLayers;
        bool isBroken = problems.HasErrors || isIncomplete || declaration.Attributes.Any(attribute => attribute.IsErroneous);
        return new CheckResult(problems.Problems.ToEquatableArray(), isBroken, network);
    }

    // Without the sizes nothing else can be judged.
    private static CheckResult InCircle(ModelDeclaration declaration, SizeCircle circle, ProblemList problems)
    {
        foreach (int source in circle.Sources)
        {
            int attribute = declaration.Attributes.TakeWhile(found => found.Source != source).Count();
            problems.Add(
                GeneratorRules.SizesInCircle,
                ProblemTarget.Attribute(attribute),
                declaration.Type.Name,
                string.Join(", ", circle.Models)
            );
        }

        return new CheckResult(problems.Problems.ToEquatableArray(), true, NetworkWalk.Run(declaration, new ProblemList()));
    }

    /// <summary>Finds what is wrong with a block whatever it is given; the rest is seen where it is used.</summary>
    public static IReadOnlyList<Problem> CheckBlock(ModelDeclaration declaration)
    {
        bool isUnclear = declaration.HasUnresolvedAttributes || declaration.Attributes.Any(attribute => attribute.IsErroneous);
        var found = new ProblemList();
        AttributeChecks.RunBlock(declaration, found, isUnclear);
        NameChecks.RunBlock(declaration, found);
        NetworkWalk.Run(declaration, found);
        var problems = new ProblemList();
        BlockProblems.AddTo(problems, declaration, found);
        return problems.Problems;
    }
}
