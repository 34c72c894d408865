using Microsoft.ML.OnnxRuntime;
using ModelCompiler.Onnx.Export;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Images;

/// <summary>
/// ONNX Runtime's opinion of the reference that compiled models are compared with: every pool and every other size of an image among the
/// networks of the tests, as one node on an image of random values.
/// </summary>
public sealed class OnnxOpinionTests
{
    private static readonly IReadOnlyList<Layer> s_layers =
    [
        .. ImageNetworks
            .Networks.SelectMany(network => network.Layers)
            .Where(layer => layer is Pool or Resized { Kind: not "adaptive" })
            .DistinctBy(layer => layer.ToAttribute()),
    ];

    public static TheoryData<string> Attributes => [.. s_layers.Select(layer => layer.ToAttribute())];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Agrees_with_the_reference(string attribute)
    {
        Layer layer = s_layers.Single(layer => layer.ToAttribute() == attribute);
        bool isSignal = layer is Pool { Kind: var kind } && kind.EndsWith("1D", StringComparison.Ordinal);
        var random = new Random(11);
        foreach ((int height, int width) in isSignal ? [(1, 11), (1, 12)] : new[] { (9, 10), (10, 9), (11, 13) })
        {
            var x = Planes.Fill(3, height, width, (_, _, _) => (float)((2 * random.NextDouble()) - 1));
            Planes y = layer is Pool pool ? ImageWindows.Reduce(x, pool) : ImageResizing.Of(x, (Resized)layer);
            Close.ToEach(y.Values, Run(layer is Pool ? Pooling((Pool)layer, x) : Resizing((Resized)layer), x, y), 1e-5, 1, "output");
        }
    }

    private static float[] Run((ProtobufWriter Node, ProtobufWriter? Sizes) operation, Planes x, Planes y)
    {
        ProtobufWriter graph = new ProtobufWriter().Text(2, "one").Message(1, operation.Node);
        if (operation.Sizes is { } sizes)
            graph.Message(5, sizes);
        graph.Message(11, Info("x", x)).Message(12, Info("y", y));
        byte[] model = new ProtobufWriter()
            .Integer(1, 9)
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, 19))
            .ToArray();
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(
            Array.ConvertAll(x.Values, value => (float)value),
            [1, x.Channels, x.Height, x.Width]
        );
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["x"], [input], ["y"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static (ProtobufWriter Node, ProtobufWriter? Sizes) Pooling(Pool layer, Planes x)
    {
        bool isMaximum = layer.Kind.StartsWith("Max", StringComparison.Ordinal);
        (AxisOfWindow down, AxisOfWindow across) = AxisOfWindow.Both(layer, x, layer.Kind.EndsWith("1D", StringComparison.Ordinal));
        ProtobufWriter node = new ProtobufWriter()
            .Text(1, "x")
            .Text(2, "y")
            .Text(4, isMaximum ? "MaxPool" : "AveragePool")
            .Message(5, Integers("kernel_shape", down.Kernel, across.Kernel))
            .Message(5, Integers("strides", down.Stride, across.Stride))
            .Message(5, Integers("dilations", down.Dilation, across.Dilation))
            .Message(5, Integers("pads", down.Before, across.Before, down.After, across.After))
            .Message(5, Integer("ceil_mode", layer.Get("CeilMode", 0)));
        return (isMaximum ? node : node.Message(5, Integer("count_include_pad", layer.Get("CountIncludePad", 1))), null);
    }

    private static (ProtobufWriter Node, ProtobufWriter? Sizes) Resizing(Resized layer)
    {
        bool isNearest = layer.Kind == "nearest";
        ProtobufWriter node = new ProtobufWriter()
            .Text(1, "x")
            .Text(1, "")
            .Text(1, "")
            .Text(1, "sizes")
            .Text(2, "y")
            .Text(4, "Resize")
            .Message(5, Words("mode", isNearest ? "nearest" : "linear"))
            .Message(5, Words("nearest_mode", "floor"))
            .Message(
                5,
                Words(
                    "coordinate_transformation_mode",
                    isNearest ? "asymmetric"
                        : layer.AlignCorners ? "align_corners"
                        : "half_pixel"
                )
            );
        byte[] sizes = [.. new long[] { 1, 3, layer.Height, layer.Width }.SelectMany(BitConverter.GetBytes)];
        return (node, new ProtobufWriter().Integer(1, 4).Integer(2, 7).Text(8, "sizes").Bytes(9, sizes));
    }

    private static ProtobufWriter Integer(string name, long value) => new ProtobufWriter().Text(1, name).Integer(3, value).Integer(20, 2);

    private static ProtobufWriter Words(string name, string value) => new ProtobufWriter().Text(1, name).Text(4, value).Integer(20, 3);

    private static ProtobufWriter Integers(string name, params int[] values) =>
        values.Aggregate(new ProtobufWriter().Text(1, name), (attribute, value) => attribute.Integer(8, value)).Integer(20, 7);

    private static ProtobufWriter Info(string name, Planes planes)
    {
        ProtobufWriter shape = new[] { 1, planes.Channels, planes.Height, planes.Width }.Aggregate(
            new ProtobufWriter(),
            (dimensions, size) => dimensions.Message(1, new ProtobufWriter().Integer(1, size))
        );
        ProtobufWriter tensor = new ProtobufWriter().Integer(1, 1).Message(2, shape);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
