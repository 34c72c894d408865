using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>A layer that joins the outputs of several others.</summary>
internal abstract class JoinLayer : LayerDefinition
{
    /// <summary>What it does with them, for messages.</summary>
    protected abstract string Verb { get; }

    /// <summary>What the shapes must have in common, for messages.</summary>
    protected virtual string Demand => "all its inputs must have the same shape";

    // What it ends with is a mixture of what its inputs end with.
    public override string EndActivation(LayerSpec layer) => Linear;

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Text(LayerInputs.From, "").Length > 0 && layer.Texts(LayerInputs.Others).Count > 0)
            report.Add(StyleRules.ArgumentWithoutEffect, LayerInputs.From, LayerInputs.From, "the layer names all its inputs");
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        for (int index = 1; index < inputs.Count; index++)
        {
            if (CanJoin(inputs[0], inputs[index]))
                continue;
            Refuse(layer, inputs, index, Demand, report);
            return false;
        }

        return true;
    }

    public sealed override int Build(LayerSpec layer, int input, GraphBuilder graph) => Build(layer, [input], graph);

    public abstract override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph);

    public override string Describe(LayerSpec layer) => $"{Kind} {string.Join(", ", layer.Inputs)}";

    /// <summary>Reports that the first input and another one do not go together.</summary>
    protected void Refuse(LayerSpec layer, IReadOnlyList<TensorShape> inputs, int other, string demand, LayerReport report) =>
        report.Add(
            ShapeRules.JoinedShapesDiffer,
            null,
            layer.Name,
            Verb,
            layer.Inputs[0],
            inputs[0],
            layer.Inputs[other],
            inputs[other],
            demand
        );

    /// <summary>Whether two shapes can be joined.</summary>
    protected virtual bool CanJoin(TensorShape first, TensorShape other) => first.Equals(other);
}

/// <summary>The elementwise sum of other layers.</summary>
internal sealed class AddLayer : JoinLayer
{
    public override string Kind => "Add";

    protected override string Verb => "adds";

    public override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph) =>
        inputs.Skip(1).Aggregate(inputs[0], (sum, input) => graph.Sum(layer.Name, sum, input));
}

/// <summary>The elementwise product of other layers.</summary>
internal sealed class MultiplyLayer : JoinLayer
{
    public override string Kind => "Multiply";

    protected override string Verb => "multiplies";

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

    protected override string Verb => "subtracts";

    public override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph)
    {
        Variable a = new("a"),
            b = new("b");
        return inputs.Skip(1).Aggregate(inputs[0], (rest, input) => graph.Map(layer.Name, a - b, (a, rest), (b, input)));
    }
}

/// <summary>The channels of other layers behind one another.</summary>
internal sealed class ConcatLayer : JoinLayer
{
    public override string Kind => "Concat";

    protected override string Verb => "concatenates";

    protected override string Demand =>
        "their shapes may differ only in the channels, the first dimension, or the features of a sequence, the last";

    public override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph) => graph.Concat(layer.Name, inputs);

    protected override bool CanJoin(TensorShape first, TensorShape other) =>
        first.Axes.Equals(other.Axes) && first.Axes.All(axis => axis == Axis.Channel || first.Extent(axis) == other.Extent(axis));
}
