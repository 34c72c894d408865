using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>A layer that joins the outputs of several others.</summary>
/// <param name="kind">The attribute's name.</param>
/// <param name="verb">What it does with them, for messages.</param>
internal abstract class JoinRule(string kind, string verb) : LayerRule
{
    public override string Kind => kind;

    /// <summary>What the shapes must have in common, for messages.</summary>
    protected abstract string Demand { get; }

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        if (layer.Text(LayerInputs.From, "").Length > 0 && layer.Texts(LayerInputs.Others).Count > 0)
            report.Add(StyleRules.ArgumentWithoutEffect, LayerInputs.From, LayerInputs.From, "the layer names all its inputs");
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) => input;

    public override EquatableArray<int>? OutputShape(LayerSpec layer, IReadOnlyList<EquatableArray<int>> inputs, LayerReport report)
    {
        for (int index = 1; index < inputs.Count; index++)
        {
            if (Fit(inputs[0], inputs[index]))
                continue;
            report.Add(
                ShapeRules.JoinedShapesDiffer,
                null,
                layer.Name,
                verb,
                layer.Inputs[0],
                Shapes.Text(inputs[0]),
                layer.Inputs[index],
                Shapes.Text(inputs[index]),
                Demand
            );
            return null;
        }

        return Join(inputs);
    }

    // What it ends with is a mixture of what its inputs end with.
    public override string EndActivation(LayerSpec layer) => "Linear";

    /// <summary>Whether two shapes can be joined.</summary>
    protected abstract bool Fit(EquatableArray<int> first, EquatableArray<int> other);

    /// <summary>The shape of the result.</summary>
    protected abstract EquatableArray<int> Join(IReadOnlyList<EquatableArray<int>> inputs);
}

/// <summary><c>[Add]</c>, <c>[Subtract]</c> and <c>[Multiply]</c>: equal shapes.</summary>
internal sealed class SameShapeJoinRule(string kind, string verb) : JoinRule(kind, verb)
{
    protected override string Demand => "all its inputs must have the same shape";

    protected override bool Fit(EquatableArray<int> first, EquatableArray<int> other) => first.Equals(other);

    protected override EquatableArray<int> Join(IReadOnlyList<EquatableArray<int>> inputs) => inputs[0];
}

/// <summary><c>[Concat]</c>: shapes that are equal but for the first dimension, which adds up.</summary>
internal sealed class ConcatRule() : JoinRule("Concat", "concatenates")
{
    protected override string Demand => "their shapes may differ only in the first dimension";

    protected override bool Fit(EquatableArray<int> first, EquatableArray<int> other) => first.Skip(1).SequenceEqual(other.Skip(1));

    protected override EquatableArray<int> Join(IReadOnlyList<EquatableArray<int>> inputs) =>
        inputs[0].Skip(1).Prepend((int)Math.Min(int.MaxValue, inputs.Sum(input => (long)input[0]))).ToEquatableArray();
}
