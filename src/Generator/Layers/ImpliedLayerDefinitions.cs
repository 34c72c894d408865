using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>One of several inputs: a part of the row that a sample is.</summary>
internal sealed class InputPartLayer : LayerDefinition
{
    public override string Kind => ImpliedLayers.InputPart;

    public override string Describe(LayerSpec layer) => layer.Text(ImpliedLayers.As, "Input");

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = ModelSpecBuilder.InputShape(layer.Text(ImpliedLayers.As, ""), layer.Arguments);
        int part = graph.Slice(layer.Name, input, axis: 0, layer.Integer(ImpliedLayers.Start), shape.Size);
        return graph.ShapeOf(part) == shape ? part : graph.Reshape(layer.Name, part, shape);
    }
}

/// <summary>The row of several outputs, the values of each behind those of the one before; a single output stays as it is.</summary>
internal sealed class OutputsLayer : LayerDefinition
{
    public override string Kind => ImpliedLayers.Outputs;

    public override string Describe(LayerSpec layer) => $"{Kind} {string.Join(", ", layer.Inputs)}";

    public override int Build(LayerSpec layer, int input, GraphBuilder graph) => Build(layer, [input], graph);

    public override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph) =>
        inputs.Count == 1 ? inputs[0] : graph.Concat(layer.Name, inputs.Select(input => Flat(layer, input, graph)).ToList());

    private static int Flat(LayerSpec layer, int input, GraphBuilder graph) =>
        graph.ShapeOf(input).Dimensions.Count == 1 ? input : graph.Reshape(layer.Name, input, TensorShape.Of(graph.ShapeOf(input).Size));
}
