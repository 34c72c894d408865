using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>Zeros at random while training.</summary>
internal sealed class DropoutLayer : LayerDefinition
{
    public override string Kind => "Dropout";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Noise(layer.Name, input, NoiseKind.Dropout, layer.Number("Rate") ?? 0);

    public override string Describe(LayerSpec layer) => Kind;
}

/// <summary>Normally distributed noise while training.</summary>
internal sealed class GaussianNoiseLayer : LayerDefinition
{
    public override string Kind => "GaussianNoise";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Noise(layer.Name, input, NoiseKind.Gaussian, layer.Number("StandardDeviation") ?? 0);

    public override string Describe(LayerSpec layer) => Kind;
}
