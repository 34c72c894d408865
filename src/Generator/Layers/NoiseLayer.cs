using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[Dropout(rate)]</c> and <c>[GaussianNoise(standardDeviation)]</c>: disturb while training and keep the shape.</summary>
/// <param name="kind">The attribute's name.</param>
/// <param name="noise">The noise.</param>
/// <param name="argument">The amount of noise.</param>
/// <param name="limit">What the amount must stay below.</param>
/// <param name="range">The range of the amount, for messages.</param>
internal sealed class NoiseLayer(string kind, NoiseKind noise, string argument, double limit, string range) : LayerDefinition
{
    public override string Kind => kind;

    public override bool IsNoise => true;

    public override string EndActivation(LayerSpec layer) => Linear;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Number(argument) is { } amount && !(amount >= 0 && amount < limit))
            report.OutOfRange(layer, argument, amount, range);
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Noise(layer.Name, input, noise, layer.Number(argument) ?? 0);
}
