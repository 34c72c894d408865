using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[BatchNorm]</c>: the shape stays, parameters and running statistics have one value for each channel.</summary>
internal sealed class BatchNormRule : LayerRule
{
    private const string Epsilon = "Epsilon",
        Momentum = "Momentum";

    public override string Kind => "BatchNorm";

    public override string ParametersType => "BatchNormParameters";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Number(Epsilon) is { } epsilon && (!Numbers.IsFinite(epsilon) || epsilon <= 0))
            report.OutOfRange(layer, Epsilon, epsilon, "a finite number above 0");
        if (layer.Number(Momentum) is { } momentum && !(momentum >= 0 && momentum <= 1))
            report.OutOfRange(layer, Momentum, momentum, "from 0 to 1; Keras's momentum is 1 minus it");
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) =>
        input.Count == 1 || ImageArguments.ImageOrSignal(layer, input, report) is not null ? input : null;

    public override double ParameterCount(LayerSpec layer, EquatableArray<int> input) =>
        layer.Boolean("Affine", otherwise: true) ? 2.0 * input[0] : 0;

    public override double BufferLength(LayerSpec layer, EquatableArray<int> input) =>
        ParameterCount(layer, input) + (2.0 * input[0]) + (4 * 16);

    public override string EndActivation(LayerSpec layer) => "Linear";
}
