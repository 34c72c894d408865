using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[LearnedPositions]</c>: a learned vector added to each step.</summary>
internal sealed class LearnedPositionsLayer : LayerDefinition
{
    public override string Kind => "LearnedPositions";

    public override string ParametersType => "LayerParameters";

    public override string EndActivation(LayerSpec layer) => Linear;

    public override void CheckArguments(LayerSpec layer, LayerReport report) => InitializerArguments.CheckWeight(layer, report);

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        SequenceArguments.AreSteps(layer, inputs[0], report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        int steps = graph.Context > 0 ? graph.Context : shape.Dimensions[0],
            features = shape.Dimensions[1];
        Initialization start = Initializers.Embedding(layer, graph.Initialization, steps, features);
        int table = graph.Table(layer.Name, "weight", TensorShape.Of(steps, features), start, isOfSteps: true);
        return graph.Sum(layer.Name, input, graph.OfStep(layer.Name, table));
    }
}

/// <summary><c>[SinusoidalPositions]</c>: sines and cosines of its number added to each step.</summary>
internal sealed class SinusoidalPositionsLayer : LayerDefinition
{
    public override string Kind => "SinusoidalPositions";

    public override string EndActivation(LayerSpec layer) => Linear;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        SequenceArguments.AreSteps(layer, inputs[0], report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) => graph.Sinusoids(layer.Name, input);
}

/// <summary>The checks of layers that work on the steps of a sequence.</summary>
internal static class SequenceArguments
{
    /// <summary>Whether an input has steps; reports it when not.</summary>
    public static bool AreSteps(LayerSpec layer, TensorShape input, LayerReport report)
    {
        if (input.IsSequence && input.Dimensions.Count == 2)
            return true;
        report.Add(TokenRules.NotASequence, null, layer.Name, input);
        return false;
    }
}
