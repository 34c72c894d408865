using ModelCompiler.Generator.Checking.Layers;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>One layer of the network as the walk found it.</summary>
/// <param name="Attribute">The position of its attribute.</param>
/// <param name="Spec">Its name and arguments.</param>
/// <param name="Rule">What the checker knows about its kind.</param>
/// <param name="Parameters">The number of its trainable values.</param>
/// <param name="OutputShape">The shape of one sample's output.</param>
internal sealed record LayerFacts(int Attribute, LayerSpec Spec, LayerRule Rule, double Parameters, EquatableArray<int> OutputShape)
{
    public string? EndActivation { get; } = Rule.EndActivation(Spec);

    public bool HasParameters => Rule.ParametersType is not null;
}

/// <summary>The network as far as its shapes are known.</summary>
/// <param name="Layers">The layers that are right, with their shapes.</param>
/// <param name="IsComplete">Whether those are all that were declared.</param>
internal sealed record NetworkFacts(IReadOnlyList<LayerFacts> Layers, bool IsComplete)
{
    /// <summary>The layer that decides the activation of the output, or null for none.</summary>
    public LayerFacts? Head => Layers.LastOrDefault(layer => layer.EndActivation is not null);
}

/// <summary>Goes through the layers from the input on, checks their arguments and infers their shapes.</summary>
internal sealed class NetworkWalk
{
    private readonly ModelDeclaration _declaration;
    private readonly ProblemList _problems;
    private readonly int _input;
    private readonly List<LayerFacts> _layers = [];
    private EquatableArray<int>? _shape;
    private double _bufferLength;

    private NetworkWalk(ModelDeclaration declaration, ProblemList problems)
    {
        _declaration = declaration;
        _problems = problems;
        _input = declaration.IndexOf(AttributeRole.Input);
        _shape = KnownInput();
    }

    public static NetworkFacts Run(ModelDeclaration declaration, ProblemList problems)
    {
        var walk = new NetworkWalk(declaration, problems);
        EquatableArray<LayerSpec> layers = ModelSpecBuilder.Layers(declaration);
        int next = 0;
        for (int i = 0; i < declaration.Attributes.Count; i++)
            if (declaration.Attributes[i].Role == AttributeRole.Layer)
                walk.Visit(layers[next++], i);
        return new NetworkFacts(walk._layers, IsComplete: next == walk._layers.Count);
    }

    private void Visit(LayerSpec layer, int attribute)
    {
        EquatableArray<int>? output = null;
        if (!_declaration.Attributes[attribute].IsErroneous && LayerRules.Find(layer.Kind) is { } rule)
        {
            var problems = new ProblemList();
            var report = new LayerReport(problems, attribute);
            rule.CheckArguments(layer, report);
            if (_shape is { } input && !problems.HasErrors)
                output = rule.OutputShape(layer, input, report) is { } shape && Fits(layer, rule, attribute, input, shape, problems) ? shape : null;
            if (output is { } known)
                _layers.Add(new LayerFacts(attribute, layer, rule, rule.ParameterCount(layer, _shape!.Value), known));
            foreach (Problem problem in problems.Problems)
                _problems.Add(problem);
        }
        // After a mistake the shapes are unknown: what follows is judged by its arguments only.
        _shape = output;
    }

    private EquatableArray<int>? KnownInput()
    {
        if (_input < 0 || _declaration.Attributes[_input].IsErroneous)
            return null;
        EquatableArray<int> shape = ModelSpecBuilder.InputShape(_declaration.Attributes[_input]);
        return shape.Count > 0 && shape.All(dimension => dimension > 0) && Shapes.Size(shape) <= Shapes.MaximumSize ? shape : null;
    }

    private bool Fits(LayerSpec layer, LayerRule rule, int attribute, EquatableArray<int> input, EquatableArray<int> output, ProblemList problems)
    {
        if (Shapes.Size(output) > Shapes.MaximumSize)
        {
            problems.Add(ShapeRules.ModelTooLarge, ProblemTarget.Attribute(attribute, rule.SizeArgument), $"The output of '{layer.Name}'", Numbers.Count(Shapes.Size(output)), Numbers.Count(Shapes.MaximumSize));
            return false;
        }

        double own = rule.BufferLength(layer, input);
        _bufferLength += own;
        if (_bufferLength <= Shapes.MaximumSize)
            return true;
        string subject = own > Shapes.MaximumSize ? $"The layer '{layer.Name}'" : $"The model up to the layer '{layer.Name}'";
        problems.Add(ShapeRules.ModelTooLarge, ProblemTarget.Attribute(attribute, rule.SizeArgument), subject, Numbers.Count(_bufferLength), Numbers.Count(Shapes.MaximumSize));
        return false;
    }
}
