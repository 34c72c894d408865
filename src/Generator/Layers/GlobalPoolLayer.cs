using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The largest value or the mean of each channel: a pool whose window is the image.</summary>
internal sealed class GlobalPoolLayer(string kind) : LayerDefinition
{
    public override string Kind { get; } = kind;

    public override bool CountsSteps => true;

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        ImageArguments.ImageOrSignal(layer, inputs[0], report) is not null;

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        var image = ImageShape.Of(graph.ShapeOf(input));
        if (graph.HasLengths(input) && Kind == "GlobalAvgPool")
            return graph.Reshape(layer.Name, graph.SumOfSteps(layer.Name, input, StepWeight.Mean), TensorShape.Of(image.Channels));
        input = graph.LowestBehind(layer.Name, input);
        var window = new Window(WindowAxis.Single with { Kernel = image.Height }, WindowAxis.Single with { Kernel = image.Width });
        return graph.Reshape(layer.Name, graph.Pool(layer.Name, input, window, Kind == "GlobalMaxPool"), TensorShape.Of(image.Channels));
    }
}
