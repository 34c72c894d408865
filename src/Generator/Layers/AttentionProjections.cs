using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The linear maps of an attention, with PyTorch's names, and its starts unless the model asks for Keras's.</summary>
internal sealed class AttentionProjections(LayerSpec layer, GraphBuilder graph, HeadSizes sizes)
{
    private const string GlorotUniform = "GlorotUniform";

    private readonly int _size = sizes.Heads * sizes.Size;
    private readonly int _keySize = sizes.KeyValueHeads * sizes.Size;
    private readonly bool _hasBias = layer.Boolean("Bias", otherwise: true);

    private bool IsKeras => graph.Initialization == "Keras";

    /// <summary>Queries, keys and values by one matrix, of which PyTorch draws the start as a whole.</summary>
    public (int Queries, int Keys, int Values) Packed(int x)
    {
        int packed = Map(
            x,
            ".projections",
            3 * _size,
            "in_proj_weight",
            "in_proj_bias",
            new Initialization(GlorotUniform, 0, _size, IsKeras ? _size : 3 * _size)
        );
        return (Part("queries", 0), Part("keys", 1), Part("values", 2));

        int Part(string name, int position) => graph.Channels(layer.Name + "." + name, packed, position * _size, _size);
    }

    /// <summary>Queries, keys and values by a matrix each.</summary>
    public (int Queries, int Keys, int Values) Separate(int queries, int source)
    {
        return (Named(queries, "queries", _size), Named(source, "keys", _keySize), Named(source, "values", _keySize));

        int Named(int x, string name, int units) =>
            Map(
                x,
                "." + name,
                units,
                name[0] + "_proj.weight",
                name[0] + "_proj.bias",
                new Initialization(GlorotUniform, 0, graph.ShapeOf(x).Extent(Axis.Channel), units)
            );
    }

    /// <summary>The map of all heads together.</summary>
    public int Out(int heads) =>
        Map(
            heads,
            string.Empty,
            _size,
            "out_proj.weight",
            "out_proj.bias",
            new Initialization(IsKeras ? GlorotUniform : "PyTorchUniform", 0, _size, _size)
        );

    private int Map(int x, string part, int units, string weight, string bias, Initialization start)
    {
        var shape = TensorShape.Of(units, graph.ShapeOf(x).Extent(Axis.Channel));
        int w = graph.Parameter(layer.Name, weight, shape, start),
            b = _hasBias ? graph.Parameter(layer.Name, bias, TensorShape.Of(units), new Initialization("Zeros", 0, 1, 1)) : -1;
        return graph.Convolution(layer.Name + part, x, w, b, Graph.Window.Point, groups: 1);
    }
}
