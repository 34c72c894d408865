using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>
/// <c>[BatchNorm]</c>: <c>y = (x - mean) / sqrt(variance + epsilon) * weight + bias</c> for each feature or channel, over the batch or with
/// running statistics.
/// </summary>
internal sealed class BatchNormLayer : LayerDefinition
{
    private const string Momentum = "Momentum";

    private const double DefaultEpsilon = 1e-5,
        DefaultMomentum = 0.1;

    public override string Kind => "BatchNorm";

    public override string ParametersType => "BatchNormParameters";

    public override string EndActivation(LayerSpec layer) => Linear;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        NormArguments.CheckEpsilon(layer, report);
        if (layer.Number(Momentum) is { } momentum && !(momentum >= 0 && momentum <= 1))
            report.OutOfRange(layer, Momentum, momentum, "from 0 to 1; Keras's momentum is 1 minus it");
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        inputs[0].Dimensions.Count == 1 || ImageArguments.ImageOrSignal(layer, inputs[0], report) is not null;

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        var channels = TensorShape.Of(graph.ShapeOf(input).Dimensions[0]);
        int[] affine = layer.Boolean("Affine", otherwise: true)
            ? [graph.Parameter(layer.Name, "weight", channels, Constant(1)), graph.Parameter(layer.Name, "bias", channels, Constant(0))]
            : [];
        int mean = graph.Statistic(layer.Name, "running_mean", channels, Constant(0)),
            variance = graph.Statistic(layer.Name, "running_var", channels, Constant(1));
        return graph.Add(
            new BatchNormNode(
                layer.Name,
                graph.ShapeOf(input),
                NormArguments.Epsilon(layer, DefaultEpsilon),
                layer.Number(Momentum) ?? DefaultMomentum,
                IsFrozen: !graph.IsTrainable,
                GraphBuilder.Operands([input, mean, variance, .. affine])
            )
        );
    }

    public override string ParameterArguments(LayerSpec layer, int first, int count) =>
        FormattableString.Invariant($"{first}, isAffine: {(layer.Boolean("Affine", otherwise: true) ? "true" : "false")}, {Freezing}");

    private static Initialization Constant(double value) => value == 0 ? new("Zeros", 0, 1, 1) : new("Constant", value, 1, 1);
}
