using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Onnx.Export;

/// <content>Layers that move values, take parts of them, or reduce an axis.</content>
internal sealed partial class LayerExport
{
    private string Transpose(ExportLayer layer, ExportValue x)
    {
        int first = Place(layer.Integer("First", -2), x),
            second = Place(layer.Integer("Second", -1), x);
        int[] axes = [.. Enumerable.Range(0, x.Shape.Length)];
        (axes[first], axes[second]) = (second, first);
        return graph.Permute(x.Name, axes);
    }

    private string Flip(ExportLayer layer, ExportValue x) =>
        layer
            .Integers("Axes")
            .Select(axis => Place(axis, x))
            .Distinct()
            .Aggregate(x.Name, (y, axis) => graph.Slice(y, axis, -1, long.MinValue, -1));

    private string SliceOf(ExportLayer layer, ExportValue x)
    {
        int stop = layer.Integer("Stop", int.MaxValue);
        return graph.Slice(
            x.Name,
            Place(layer.Integer("Axis"), x),
            layer.Integer("Start"),
            stop == int.MaxValue ? long.MaxValue : stop,
            layer.Integer("Step", 1)
        );
    }

    private string Split(ExportLayer layer, ExportValue x) =>
        Part(x, Place(layer.Integer("Axis"), x), layer.Integer("Parts"), layer.Integer("Part"));

    private string Glu(ExportLayer layer, ExportValue x)
    {
        int axis = Place(layer.Integer("Axis", -1), x);
        return Times(Part(x, axis, 2, 0), Of("Sigmoid", Part(x, axis, 2, 1)));
    }

    private string Part(ExportValue x, int axis, int parts, int part)
    {
        int size = x.Shape[axis] / parts;
        return graph.Slice(x.Name, axis, part * size, (part + 1) * size);
    }

    // SpaceToDepth has the blocks before the channels, PyTorch the channels before the blocks.
    private string Unshuffle(ExportLayer layer, ExportValue x, int[] shape)
    {
        int factor = layer.Integer("Factor");
        string y = graph.Node("SpaceToDepth", [x.Name], Integer("blocksize", factor));
        y = graph.Permute(graph.Reshape(y, factor * factor, x.Shape[0], shape[1] * shape[2]), [1, 0, 2]);
        return graph.Reshape(y, shape);
    }

    // The sum takes its axes as an input since version 13, the others since 18.
    private string Reduced(string operation, ExportLayer layer, ExportValue x, int[] shape)
    {
        int axis = Place(layer.Integer("Axis"), x) + 1;
        string y =
            operation == "ReduceSum"
                ? graph.Node(operation, [x.Name, graph.List(axis)], Integer("keepdims", 1))
                : graph.Node(operation, [x.Name], Integers("axes", axis), Integer("keepdims", 1));
        return graph.Reshape(y, shape);
    }

    private string CumulativeSum(ExportLayer layer, ExportValue x) =>
        graph.Node("CumSum", [x.Name, graph.List(Place(layer.Integer("Axis"), x) + 1)]);
}
