using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether the attributes are all there, in one place, and sensible one by one.</summary>
internal static class AttributeChecks
{
    public static void Run(ModelDeclaration declaration, ProblemList problems, bool isUnclear)
    {
        int model = declaration.IndexOf(AttributeRole.Model);
        int input = declaration.IndexOf(AttributeRole.Input);
        int block = declaration.IndexOf(AttributeRole.Block);
        if (block >= 0)
            problems.Add(BlockRules.ModelAndBlock, ProblemTarget.Attribute(block), declaration.Type.Name);
        else if (input < 0 && !isUnclear)
            problems.Add(DeclarationRules.InputMissing, ProblemTarget.Attribute(model), declaration.Type.Name);
        if (!declaration.HasLayers && !isUnclear)
            problems.Add(DeclarationRules.LayersMissing, ProblemTarget.Attribute(model), declaration.Type.Name, "no layer");
        for (int i = 0; i < declaration.Attributes.Count; i++)
            if (declaration.Attributes[i] is { Role: AttributeRole.Input, IsErroneous: false })
                CheckInput(declaration.Attributes[i], i, problems);
        if (!problems.HasErrors && declaration.Inputs.Skip(1).Any() && !isUnclear)
            CheckRow(declaration, input, problems);
        OutputChecks.Run(declaration, problems);
        CheckParts(declaration, model, problems);
        CheckOrder(declaration, input, problems);
        for (int i = 0; i < declaration.Attributes.Count; i++)
            CheckAttribute(declaration.Attributes[i], i, problems);
    }

    /// <summary>The same for a block, which has layers only.</summary>
    public static void RunBlock(ModelDeclaration declaration, ProblemList problems, bool isUnclear)
    {
        int block = declaration.IndexOf(AttributeRole.Block);
        if (declaration.IndexOf(AttributeRole.Layer) < 0 && !isUnclear)
            problems.Add(BlockRules.BlockEmpty, ProblemTarget.Attribute(block), declaration.Type.Name);
        CheckParts(declaration, block, problems);
        for (int i = 0; i < declaration.Attributes.Count; i++)
        {
            if (declaration.Attributes[i].IsOfModel)
                problems.Add(
                    BlockRules.BlockNotOnlyLayers,
                    ProblemTarget.Attribute(i),
                    declaration.Type.Name,
                    declaration.Attributes[i].Kind,
                    "Remove it, or make the class a [Model]"
                );
            CheckAttribute(declaration.Attributes[i], i, problems);
        }
    }

    private static void CheckInput(DeclaredAttribute input, int index, ProblemList problems)
    {
        TensorShape shape = ModelSpecBuilder.InputShape(input);
        EquatableArray<int> dimensions = shape.Dimensions;
        if (dimensions.Count == 0)
            problems.Add(ShapeRules.InputEmpty, ProblemTarget.Attribute(index));
        for (int i = 0; i < dimensions.Count; i++)
            if (dimensions[i] < 1)
                problems.Add(ShapeRules.DimensionNotPositive, Dimension(shape, index, i), i + 1, dimensions[i]);
        if (input.Kind == "Tokens" && shape.Vocabulary is < 1 or > TensorShape.LargestVocabulary)
            problems.Add(
                DeclarationRules.ValueOutOfRange,
                ProblemTarget.Attribute(index, "Vocabulary"),
                "Vocabulary",
                Numbers.Count(shape.Vocabulary),
                "between 1 and " + Numbers.Count(TensorShape.LargestVocabulary),
                ""
            );
        if (dimensions.All(dimension => dimension > 0) && Sizes.Of(shape) > Sizes.Maximum)
            problems.Add(
                ShapeRules.ModelTooLarge,
                ProblemTarget.Attribute(index),
                "The input",
                Numbers.Count(Sizes.Of(shape)),
                Numbers.Count(Sizes.Maximum)
            );
    }

    private static void CheckRow(ModelDeclaration declaration, int input, ProblemList problems)
    {
        double size = declaration.Inputs.Sum(one => Sizes.Of(ModelSpecBuilder.InputShape(one)));
        if (size > Sizes.Maximum)
            problems.Add(
                ShapeRules.ModelTooLarge,
                ProblemTarget.Attribute(input),
                "The row of all inputs",
                Numbers.Count(size),
                Numbers.Count(Sizes.Maximum)
            );
    }

    // A sequence names its dimensions one by one, anything else gives them in an array.
    private static ProblemTarget Dimension(TensorShape shape, int index, int position) =>
        shape.IsSequence
            ? ProblemTarget.Attribute(index, position == 0 ? "Steps" : "Features")
            : ProblemTarget.Attribute(index, "Shape", position);

    private static void CheckOrder(ModelDeclaration declaration, int input, ProblemList problems)
    {
        int layer = declaration.Attributes.TakeWhile(attribute => attribute is not { Role: AttributeRole.Layer, IsImplied: false }).Count();
        if (
            layer == declaration.Attributes.Count
            || input < layer
            || declaration.Attributes.Any(attribute => attribute.Part != declaration.Attributes[input].Part)
        )
            return;
        problems.Add(
            ProblemList.Create(
                StyleRules.InputBelowLayer,
                ProblemTarget.Attribute(input),
                declaration.Type.Name,
                ModelSpecBuilder.Layers(declaration)[0].Name
            ) with
            {
                OtherTargets = Enumerable.Range(layer, input - layer).Select(index => ProblemTarget.Attribute(index)).ToEquatableArray(),
            }
        );
    }

    // One problem for the whole class: its fix moves all attributes at once.
    private static void CheckParts(ModelDeclaration declaration, int mark, ProblemList problems)
    {
        List<int> strays = Enumerable
            .Range(0, declaration.Attributes.Count)
            .Where(i => declaration.Attributes[i] is { IsImplied: false, Place.IsInner: false })
            .Where(i => declaration.Attributes[i].Part != declaration.Attributes[mark].Part)
            .ToList();
        if (strays.Count == 0)
            return;
        string kind = declaration.Attributes[strays[0]].Kind;
        problems.Add(
            ProblemList.Create(
                DeclarationRules.AttributesSpread,
                ProblemTarget.Attribute(strays[0]),
                declaration.Type.Name,
                kind,
                declaration.Attributes[mark].Kind
            ) with
            {
                OtherTargets = strays.Skip(1).Prepend(mark).Select(i => ProblemTarget.Attribute(i)).ToEquatableArray(),
            }
        );
    }

    private static void CheckAttribute(DeclaredAttribute attribute, int index, ProblemList problems)
    {
        if (attribute.Place.Fault is { } fault)
            CheckUse(attribute, fault, index, problems);
        else if (attribute.Role == AttributeRole.Layer && LayerCatalogue.Find(attribute.Kind) is null)
            Add(DeclarationRules.LayerUnknown, null, attribute.Kind, LayerCatalogue.Names);
        FunctionChecks.Run(attribute, index, problems);
        foreach (LayerArgument argument in attribute.Arguments)
            if (argument.IsUndefined)
                Add(DeclarationRules.ValueUndefined, argument.Name, argument.Text!, argument.Enumeration!);

        void Add(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, string? argument, params object[] arguments) =>
            problems.Add(ProblemList.Create(rule, ProblemTarget.Attribute(index, argument), arguments) with { IsOfLayerAlone = true });
    }

    private static void CheckUse(DeclaredAttribute use, UseFault fault, int index, ProblemList problems)
    {
        if (fault.IsShownAtBlock)
        {
            problems.AddHidden();
            return;
        }

        Problem? problem = fault.Kind switch
        {
            UseFaultKind.NotABlock => Create(BlockRules.BlockUnknown, null, fault.Block),
            UseFaultKind.Empty => Create(BlockRules.BlockEmpty, null, fault.Block),
            UseFaultKind.NotOnlyLayers => Create(
                BlockRules.BlockNotOnlyLayers,
                null,
                fault.Block,
                fault.Detail,
                "Use a block with one input and one output"
            ),
            UseFaultKind.ContainsItself => Create(BlockRules.BlockContainsItself, null, fault.Block, fault.Detail),
            UseFaultKind.TooLarge => Create(BlockRules.BlocksTooLarge, null, fault.Block, fault.Detail),
            _ when BlockExpansion.Repetitions(use) is var repetitions && repetitions < 1 => Create(
                DeclarationRules.ValueOutOfRange,
                "Repeat",
                "Repeat",
                Numbers.Text(repetitions),
                "at least 1",
                LayerReport.OrDefault
            ),

            // What else is wrong with its arguments is a matter of names, or the C# compiler's.
            _ => null,
        };
        if (problem is not null)
            problems.Add(problem);

        Problem Create(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, string? argument, params object[] arguments) =>
            ProblemList.Create(rule, ProblemTarget.Attribute(index, argument), arguments) with
            {
                IsOfLayerAlone = true,
            };
    }
}
