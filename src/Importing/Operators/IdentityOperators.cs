using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>Operators that hand on what they read.</summary>
/// <param name="name">The operator's name.</param>
internal class IdentityOperator(string name) : PointwiseOperator(name, "nothing", (_, x) => x[0])
{
    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants) =>
        [shapes[0]];

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes) =>
        inputs[0] is { } x ? [x] : null;

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder) => [operands.Value(0)];
}

/// <summary>Nothing, as far as networks are concerned: all numbers are in single precision.</summary>
/// <param name="name">The operator's name.</param>
internal sealed class Cast(string name) : IdentityOperator(name)
{
    private const int Float = 1,
        Float16 = 10,
        Double = 11,
        BFloat16 = 16;

    public override string ImportedAs => "nothing: all numbers are in single precision";

    public override string Refused => "from numbers to integers";

    // What a constant is cast like is numbers when it is no constant.
    public override int KnownInputs => 1;

    public override IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes)
    {
        if (inputs[0] is not { } x)
            return null;
        bool wantsInteger = Name == "CastLike" ? inputs.ElementAtOrDefault(1) is { IsInteger: true } : IsToInteger(node);
        if (wantsInteger == x.IsInteger)
            return [x];
        bool isTruth = node.Integer("to", Float) == 9;
        ElementKind kind = wantsInteger ? ElementKind.Integer : ElementKind.Float;
        return [Tensor.Of(x.Shape, [.. Enumerable.Range(0, x.Count).Select(index => isTruth ? (x[index] != 0 ? 1 : 0) : x[index])], kind)];
    }

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder) =>
        Name == "Cast" && IsToInteger(node) && !builder.IsTokens(operands.Value(0))
            ? throw new Refusal("it makes integers of numbers", "cut the network before it with --until: models give numbers")
            : [operands.Value(0)];

    private static bool IsToInteger(NetworkNode node) => node.Integer("to", Float) is not (Float or Float16 or Double or BFloat16);
}

/// <summary>Nothing: a prediction is without it.</summary>
internal sealed class Dropout() : IdentityOperator("Dropout")
{
    public override string ImportedAs => "nothing: predictions are without it; put `[Dropout]` where the network is to be trained";

    public override string Refused => "in training mode, whose numbers are random";

    public override IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants) =>
        [shapes[0], shapes[0]];

    public override IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder)
    {
        double ratio = operands.ConstantAt(1)?.Value ?? node.Number("ratio", 0.5);
        bool isTraining = operands.ConstantAt(2) is { } mode && mode.Value != 0;
        if (isTraining && ratio > 0)
            throw new Refusal("it is in training mode: it drops values at random", "call model.eval() before the export");
        return [operands.Value(0), null];
    }
}
