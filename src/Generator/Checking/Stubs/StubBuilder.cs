using System.Globalization;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Stubs;

/// <summary>Decides what the stub of a broken model offers: the members of the real model, as far as they are known.</summary>
internal static class StubBuilder
{
    /// <summary>The stub, or null when no code at all can be added to the type.</summary>
    public static StubSpec? Build(ModelDeclaration declaration, string reason)
    {
        TypeHeader type = declaration.Type;

        // A type that lacks 'partial' gets another part all the same. The C# compiler then says that the modifier is missing (CS0260), on
        // the type's name, and stops there; without the part it would say instead, at every use of the model, that there is no such member.
        // An editor shows our own diagnostic with its fix as well.
        bool isImpossible =
            type.Is(TypeTraits.Static | TypeTraits.FileLocal)
            || type.Keyword is not ("class" or "record")
            || declaration.ContainingTypes.Any(outer => outer.Is(TypeTraits.FileLocal));
        if (isImpossible)
            return null;
        return new StubSpec(
            declaration.Namespace,
            declaration.ContainingTypes.Select(outer => $"partial {outer.Keyword} {outer.Name}{outer.TypeParameters}").ToEquatableArray(),
            $"{type.Accessibility} partial {type.Keyword} {type.Name}{type.TypeParameters}",
            type.Name,
            type.Name + type.TypeParameters,
            Omitted(declaration).ToEquatableArray(),
            SizeConstants(declaration),
            Layers(declaration).ToEquatableArray(),
            GeneratedMembers
                .OfParts(declaration)
                .Where(member => !declaration.Members.Any(member.CollidesWith))
                .Select(member => member.Declaration.Replace("#", ""))
                .ToEquatableArray(),
            reason
        );
    }

    /// <summary>The reason for a declaration with problems, or for one that is right but cannot be compiled.</summary>
    public static string Reason(ModelDeclaration declaration, CheckResult result)
    {
        Problem? error = result.Problems.FirstOrDefault(problem =>
            problem.Rule.DefaultSeverity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error
        );
        if (error is null && declaration.Attributes.Any(attribute => attribute.IsErroneous))
            error = ProblemList.Create(GeneratorRules.ArgumentUnseen, ProblemTarget.Class, declaration.Type.Name);
        string detail = error is null
            ? "its declaration, a block that it uses or the compiler itself has an error."
            : error.Rule.Id
                + ": "
                + string.Format(
                    CultureInfo.InvariantCulture,
                    error.Rule.MessageFormat.ToString(CultureInfo.InvariantCulture),
                    error.Arguments.ToArray<object>()
                );
        return $"The model {declaration.Type.Name} was not compiled: {detail}";
    }

    private static IEnumerable<string> Omitted(ModelDeclaration declaration)
    {
        bool hasNoConstructor = declaration.Type.Is(TypeTraits.PrimaryConstructor | TypeTraits.BaseNeedsArguments);
        var present = new HashSet<GeneratedMember>(GeneratedMembers.Of(declaration));
        foreach (GeneratedMember member in GeneratedMembers.All)
            if (
                !present.Contains(member)
                || member.Name == declaration.Type.Name
                || (hasNoConstructor && member.Origin == MemberOrigin.Constructor)
                || declaration.Members.Any(member.CollidesWith)
            )
            {
                yield return member.Signature;
            }
    }

    private static EquatableArray<int> SizeConstants(ModelDeclaration declaration)
    {
        NetworkFacts network = NetworkWalk.Run(declaration, new ProblemList());
        IReadOnlyList<LayerFacts> layers = network.Layers;
        double parameters = layers.Sum(layer => layer.Parameters);
        double inputSize = ModelSpecBuilder.InputSize(declaration);
        double outputSize = layers.Count == 0 ? 1 : Sizes.Of(layers[layers.Count - 1].OutputShape);
        return new([Positive(inputSize), Positive(outputSize), network.IsComplete && parameters == 0 ? 0 : Positive(parameters)]);
    }

    // Where a size is not known, a constant of zero would bring errors of its own, as division by zero.
    private static int Positive(double size) => size is >= 1 and <= int.MaxValue ? (int)size : 1;

    private static IEnumerable<StubLayer> Layers(ModelDeclaration declaration)
    {
        var taken = new HashSet<string>(GeneratedMembers.Of(declaration).Select(member => member.Name), StringComparer.Ordinal)
        {
            declaration.Type.Name,
        };
        taken.UnionWith(NameChecks.NamesInAttributes);
        taken.UnionWith(declaration.Members.Select(member => member.Name));
        foreach (LayerSpec layer in ModelSpecBuilder.Layers(declaration))
            if (
                LayerCatalogue.Find(layer.Kind)?.ParametersTypeOf(layer) is { } parameters
                && taken.Add(LayerNames.ToPascalCase(layer.Name))
            )
                yield return new StubLayer(parameters, LayerNames.ToPascalCase(layer.Name));
    }
}
