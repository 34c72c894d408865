using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[MatMul("a", "b")]</c>: the matrix product of two sequences of one sample.</summary>
internal sealed class MatMulLayer : JoinLayer
{
    public override string Kind => "MatMul";

    protected override string Verb => "multiplies the matrices of";

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        int second = inputs.Count == 2 ? 1 : 2;
        string? demand =
            inputs.Count != 2 ? "a product has two factors; name two layers"
            : !inputs.All(input => input.IsSequence) ? "both must be sequences of [steps, features], as [Sequence] declares them"
            : Inner(layer, inputs[0], isFirst: true) != Inner(layer, inputs[1], isFirst: false)
                ? "the columns of the first must be as many as the rows of the second; TransposeSecond = true swaps those of the second"
            : null;
        if (demand is not null)
            Refuse(layer, inputs, second, demand, report);
        return demand is null;
    }

    public override int Build(LayerSpec layer, IReadOnlyList<int> inputs, GraphBuilder graph) =>
        graph.Contract(layer.Name, inputs[0], Swaps(layer, true) ? "nkr" : "nrk", inputs[1], Swaps(layer, false) ? "nck" : "nkc", "nrc");

    private static bool Swaps(LayerSpec layer, bool isFirst) =>
        layer.Boolean(isFirst ? "TransposeFirst" : "TransposeSecond", otherwise: false);

    private static int Inner(LayerSpec layer, TensorShape shape, bool isFirst) =>
        shape.Dimensions[isFirst == Swaps(layer, isFirst) ? 0 : 1];
}
