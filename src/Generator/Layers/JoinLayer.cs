using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>A layer that joins the outputs of several others.</summary>
internal abstract class JoinLayer : LayerDefinition
{
    public sealed override int Build(LayerSpec layer, int input, GraphBuilder graph) => Build(layer, [input], graph);

    public abstract override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph);

    public override string Describe(LayerSpec layer) => $"{Kind} {string.Join(", ", layer.Inputs)}";
}

/// <summary>The elementwise sum of other layers.</summary>
internal sealed class AddLayer : JoinLayer
{
    public override string Kind => "Add";

    public override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph) =>
        inputs.Skip(1).Aggregate(inputs[0], (sum, input) => graph.Sum(layer.Name, sum, input));
}

/// <summary>The elementwise product of other layers.</summary>
internal sealed class MultiplyLayer : JoinLayer
{
    public override string Kind => "Multiply";

    public override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph)
    {
        Variable a = new("a"),
            b = new("b");
        return inputs.Skip(1).Aggregate(inputs[0], (product, input) => graph.Map(layer.Name, a * b, (a, product), (b, input)));
    }
}

/// <summary>A layer without others, element by element.</summary>
internal sealed class SubtractLayer : JoinLayer
{
    public override string Kind => "Subtract";

    public override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph)
    {
        Variable a = new("a"),
            b = new("b");
        return inputs.Skip(1).Aggregate(inputs[0], (rest, input) => graph.Map(layer.Name, a - b, (a, rest), (b, input)));
    }
}

/// <summary>Other layers behind one another along the first dimension.</summary>
internal sealed class ConcatLayer : JoinLayer
{
    public override string Kind => "Concat";

    public override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph) => graph.Concat(layer.Name, inputs);
}
