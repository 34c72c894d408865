using ModelCompiler.Onnx.Export;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Layers that move values as ONNX operators; all others leave them as they are, in the shape of their output.</summary>
internal static class OnnxMoves
{
    public static string Of(OnnxGraph graph, PlacedLayer placed, string x)
    {
        SampleShape shape = placed.InputShapes[0];
        return placed.Attribute switch
        {
            PermuteAttribute permute => graph.Permute(x, permute.Axes.Select(axis => ReferenceMoves.Axis(shape, axis))),
            TransposeAttribute transpose => graph.Permute(x, ReferenceMoves.Exchange(shape, transpose.First, transpose.Second)),
            FlipAttribute flip => flip
                .Axes.Select(axis => ReferenceMoves.Axis(shape, axis))
                .Distinct()
                .Aggregate(x, (y, axis) => graph.Slice(y, axis, -1, int.MinValue, -1)),
            SliceAttribute slice => graph.Slice(x, ReferenceMoves.Axis(shape, slice.Axis), slice.Start, slice.Stop, slice.Step),
            SplitAttribute split => Part(graph, x, shape, split.Axis, split.Parts, split.Part),
            GluAttribute glu => graph.Node(
                "Mul",
                [Part(graph, x, shape, glu.Axis, 2, 0), graph.Node("Sigmoid", [Part(graph, x, shape, glu.Axis, 2, 1)])]
            ),
            PixelShuffleAttribute { Factor: var factor } => graph.Node(
                "DepthToSpace",
                [x],
                AttributeWriter.Integer("blocksize", factor),
                AttributeWriter.Word("mode", "CRD")
            ),
            PixelUnshuffleAttribute { Factor: var factor } => Unshuffle(graph, x, shape, factor),
            _ => graph.Reshape(x, placed.Shape),
        };
    }

    private static string Part(OnnxGraph graph, string x, SampleShape shape, int axis, int parts, int part)
    {
        int place = ReferenceMoves.Axis(shape, axis),
            size = shape[place] / parts;
        return graph.Slice(x, place, part * size, (part + 1) * size);
    }

    // SpaceToDepth has the blocks before the channels, PyTorch the channels before the blocks.
    private static string Unshuffle(OnnxGraph graph, string x, SampleShape shape, int factor)
    {
        int channels = shape[0],
            height = shape[1] / factor,
            width = shape[2] / factor;
        string y = graph.Node("SpaceToDepth", [x], AttributeWriter.Integer("blocksize", factor));
        y = graph.Permute(graph.Reshape(y, [factor * factor, channels, height * width]), [1, 0, 2]);
        return graph.Reshape(y, [channels * factor * factor, height, width]);
    }
}
