using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[Softmax]</c>: <c>y = exp(x) / sum(exp(x))</c> over an axis, or all values of a sample.</summary>
internal sealed class SoftmaxLayer : LayerDefinition
{
    public override string Kind => "Softmax";

    public override bool IsActivation => true;

    public override string EndActivation(LayerSpec layer) => Kind;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        ChannelAxis.Fits(layer, inputs[0], report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.Softmax(layer.Name, input, ChannelAxis.Of(layer, input, graph));
}

/// <summary><c>[LogSoftmax]</c>: <c>y = x - log(sum(exp(x)))</c> over an axis, or all values of a sample.</summary>
internal sealed class LogSoftmaxLayer : LayerDefinition
{
    public override string Kind => "LogSoftmax";

    public override string EndActivation(LayerSpec layer) => Kind;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        ChannelAxis.Fits(layer, inputs[0], report);

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.LogSoftmax(layer.Name, input, ChannelAxis.Of(layer, input, graph));
}
