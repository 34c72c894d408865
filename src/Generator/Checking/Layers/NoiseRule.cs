using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[Dropout(rate)]</c> and <c>[GaussianNoise(standardDeviation)]</c>: keep the shape.</summary>
/// <param name="kind">The attribute's name.</param>
/// <param name="argument">The amount of noise.</param>
/// <param name="limit">What the amount must stay below.</param>
/// <param name="range">The range of the amount, for messages.</param>
internal sealed class NoiseRule(string kind, string argument, double limit, string range) : LayerRule
{
    public override string Kind => kind;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Number(argument) is { } amount && !(amount >= 0 && amount < limit))
            report.OutOfRange(layer, argument, amount, range);
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) => input;

    public override string EndActivation(LayerSpec layer) => "Linear";
}
