using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Goes through the layers from the input on, checks their arguments and infers their shapes.</summary>
internal sealed class NetworkWalk
{
    private readonly ModelDeclaration _declaration;
    private readonly ProblemList _problems;
    private readonly int _input;
    private readonly EquatableArray<LayerSpec> _specs;
    private readonly List<LayerFacts> _layers = [];
    private readonly List<TensorShape?> _shapes = [];
    private readonly HashSet<int> _read = [];
    private double _bufferLength;

    private NetworkWalk(ModelDeclaration declaration, ProblemList problems)
    {
        _declaration = declaration;
        _problems = problems;
        _input = declaration.IndexOf(AttributeRole.Input);
        _specs = ModelSpecBuilder.Layers(declaration);
    }

    public static NetworkFacts Run(ModelDeclaration declaration, ProblemList problems)
    {
        var walk = new NetworkWalk(declaration, problems);
        var attributes = new List<int>();
        for (int i = 0; i < declaration.Attributes.Count; i++)
        {
            if (declaration.Attributes[i].Role != AttributeRole.Layer)
                continue;
            walk.Visit(attributes.Count, i);
            attributes.Add(i);
        }

        walk.CheckUnused(attributes);
        return new NetworkFacts(walk._layers, IsComplete: attributes.Count == walk._layers.Count);
    }

    private void Visit(int position, int attribute)
    {
        LayerSpec layer = _specs[position];
        LayerPlace place = _declaration.Attributes[attribute].Place;
        TensorShape? output = null;
        var alone = new ProblemList();
        var joined = new ProblemList();
        IReadOnlyList<int> inputs = Inputs(position, attribute, alone);
        _read.UnionWith(inputs);
        if (!_declaration.Attributes[attribute].IsErroneous && LayerCatalogue.Find(layer.Kind) is { } definition)
        {
            layer = RelativeSizes.Resolve(
                layer,
                place,
                BlockInput(position, place),
                new LayerReport(alone, attribute),
                new LayerReport(joined, attribute)
            );
            var report = new LayerReport(alone, attribute);
            definition.CheckArguments(layer, report);
            if (
                definition.WhyNotTrainable(layer) is { } reason
                && _declaration.Attributes[attribute].Arguments.Any(argument => argument.Name == "Trainable")
            )
                report.Add(StyleRules.ArgumentWithoutEffect, "Trainable", "Trainable", reason);
            if (definition.ParametersTypeOf(layer) is null && _declaration.Attributes[attribute].GivenKey is not null)
                report.Add(StyleRules.ArgumentWithoutEffect, "Key", "Key", "the layer has no parameters");
            if (
                !ReadsRow(attribute, inputs)
                && ShapesOf(inputs) is { } shapes
                && !alone.HasErrors
                && !joined.HasErrors
                && TokenArguments.AreRead(definition, layer, shapes, new LayerReport(joined, attribute))
                && TiedWeights.Fit(_specs, position, ShapesOf, new LayerReport(joined, attribute))
                && definition.Fits(layer, shapes, new LayerReport(joined, attribute))
                && HaveLengths(definition, layer, shapes, new LayerReport(joined, attribute))
            )
            {
                DryRun run = DryRun.Of(definition, layer, shapes);
                if (FitsMemory(layer, definition, attribute, run, joined))
                {
                    output = run.Output;
                    _layers.Add(new LayerFacts(attribute, layer, definition, run.ParameterCount, run.Output, inputs));
                }
            }
        }

        foreach (Problem problem in alone.Problems)
            _problems.Add(problem with { IsOfLayerAlone = true });
        foreach (Problem problem in joined.Problems)
            _problems.Add(problem);

        // After a mistake the shapes are unknown: what follows is judged by its arguments only.
        _shapes.Add(output);
    }

    // The row of several inputs is no layer's input: only its parts are.
    private bool ReadsRow(int attribute, IReadOnlyList<int> inputs) =>
        inputs.Contains(LayerInputs.InputPosition) && !_declaration.Attributes[attribute].IsImplied && _declaration.Inputs.Skip(1).Any();

    /// <summary>The positions of the layers that a layer reads, without those that do not exist.</summary>
    private IReadOnlyList<int> Inputs(int position, int attribute, ProblemList problems)
    {
        var inputs = new List<int>();
        for (int input = 0; input < _specs[position].Inputs.Count; input++)
        {
            string reader = _specs[position].Name,
                name = _specs[position].Inputs[input];
            if (LayerInputs.Find(_specs, position, name) is { } found)
            {
                inputs.Add(found);
                continue;
            }

            (string argument, int element) = LayerInputs.ArgumentOf(_declaration.Attributes[attribute], input);
            ProblemTarget target = ProblemTarget.Attribute(attribute, argument, element);
            if (_specs.Any(layer => layer.Name == name || layer.Name.StartsWith(name + ".", StringComparison.Ordinal)))
                problems.Add(BranchRules.LayerInputLater, target, reader, name, Order(reader, name));
            else
                problems.Add(
                    BranchRules.LayerInputUnknown,
                    target,
                    reader,
                    name,
                    string.Join(", ", _declaration.Attributes[attribute].Place.Visible.Select(visible => $"'{visible}'"))
                );
        }

        return inputs;
    }

    /// <summary>What to do about a layer that reads a later one: to move that up is no help when it reads the layer itself.</summary>
    private string Order(string reader, string later) =>
        later == reader ? "a layer cannot read itself; name another layer"
        : Circles.Reads(_declaration, later, reader) ? $"since '{later}' itself needs '{reader}', read another layer"
        : $"move '{later}' up, or read another layer";

    /// <summary>The shape of what a layer's block reads, or null when it is not known.</summary>
    private TensorShape? BlockInput(int position, LayerPlace place) =>
        place.BlockInput is { } name && LayerInputs.Find(_specs, position, name) is { } found ? ShapesOf([found])?[0] : null;

    /// <summary>The shapes of what a layer reads, or null when one of them is not known.</summary>
    private IReadOnlyList<TensorShape>? ShapesOf(IReadOnlyList<int> inputs)
    {
        var shapes = new List<TensorShape>();
        foreach (int input in inputs)
        {
            if ((input == LayerInputs.InputPosition ? KnownInput() : _shapes[input]) is not { } shape)
                return null;
            shapes.Add(shape);
        }

        return shapes.Count == 0 ? null : shapes;
    }

    // Where a name is not found, the layer that it means may seem unused: one mistake, one message.
    private void CheckUnused(List<int> attributes)
    {
        if (_problems.HasErrors || _declaration.HasUnresolvedAttributes || _declaration.Attributes.Any(attribute => attribute.IsErroneous))
            return;
        for (int position = 0; position < attributes.Count - 1; position++)
        {
            if (_read.Contains(position))
                continue;
            string? use = _declaration.Attributes[attributes[position]].Place.OutputOf;
            _problems.Add(
                ProblemList.Create(
                    BranchRules.LayerUnused,
                    ProblemTarget.Attribute(attributes[position]),
                    use ?? _specs[position].Name
                ) with
                {
                    IsOfLayerAlone = use is null,
                }
            );
        }
    }

    private TensorShape? KnownInput()
    {
        if (_input < 0 || !_declaration.Inputs.All(IsKnown))
            return null;
        TensorShape shape = ModelSpecBuilder.InputShape(_declaration);
        return Sizes.Of(shape) <= Sizes.Maximum ? shape : null;
    }

    private static bool IsKnown(DeclaredAttribute input)
    {
        TensorShape shape = ModelSpecBuilder.InputShape(input);
        return !input.IsErroneous
            && shape.Dimensions.Count > 0
            && shape.Dimensions.All(dimension => dimension > 0)
            && Sizes.Of(shape) <= Sizes.Maximum
            && (input.Kind != "Tokens" || shape.Vocabulary is > 0 and <= TensorShape.LargestVocabulary);
    }

    // A layer that asks which steps count must read those that the lengths are of.
    private bool HaveLengths(LayerDefinition definition, LayerSpec layer, IReadOnlyList<TensorShape> shapes, LayerReport report)
    {
        if (!definition.CountsSteps || !ModelSpecBuilder.HasLengths(_declaration))
            return true;
        int declared = ModelSpecBuilder.InputShape(_declaration).Extent(Axis.Step);
        TensorShape? other = shapes.FirstOrDefault(shape => shape.IsSequence && shape.Extent(Axis.Step) != declared);
        if (other is null)
            return true;
        report.Add(TokenRules.StepsWithoutLengths, null, layer.Name, Numbers.Text(other.Extent(Axis.Step)), Numbers.Text(declared));
        return false;
    }

    private bool FitsMemory(LayerSpec layer, LayerDefinition definition, int attribute, DryRun run, ProblemList problems)
    {
        double size = Sizes.Of(run.Output);
        if (size > Sizes.Maximum)
        {
            problems.Add(
                ShapeRules.ModelTooLarge,
                ProblemTarget.Attribute(attribute, definition.SizeArgument),
                $"The output of the layer '{layer.Name}'",
                Numbers.Count(size),
                Numbers.Count(Sizes.Maximum)
            );
            return false;
        }

        _bufferLength += run.BufferLength;
        if (_bufferLength <= Sizes.Maximum)
            return true;
        string subject = run.BufferLength > Sizes.Maximum ? $"The layer '{layer.Name}'" : $"The model up to the layer '{layer.Name}'";
        problems.Add(
            ShapeRules.ModelTooLarge,
            ProblemTarget.Attribute(attribute, definition.SizeArgument),
            subject,
            Numbers.Count(_bufferLength),
            Numbers.Count(Sizes.Maximum)
        );
        return false;
    }
}
