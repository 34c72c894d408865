using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>What a node reads: values that layers compute, and constants.</summary>
/// <param name="node">The node.</param>
/// <param name="values">The values; null for constants and what is left out.</param>
/// <param name="constants">The constants; null for values and what is left out.</param>
internal sealed class Operands(NetworkNode node, IReadOnlyList<Value?> values, IReadOnlyList<Tensor?> constants)
{
    public int Count => values.Count;

    public Value? ValueAt(int index) => index < values.Count ? values[index] : null;

    public Tensor? ConstantAt(int index) => index < constants.Count ? constants[index] : null;

    /// <summary>All that are values.</summary>
    public IEnumerable<Value> Values => values.OfType<Value>();

    /// <summary>A value that must be one.</summary>
    public Value Value(int index) =>
        ValueAt(index)
        ?? throw new Refusal(
            $"its input {index} is a constant where a value of the network belongs",
            "swap the two inputs, or compute the constant before the export"
        );

    /// <summary>A constant that must be one.</summary>
    public Tensor Constant(int index, string what) =>
        ConstantAt(index)
        ?? throw new Refusal(
            $"its {what} '{node.Inputs.ElementAtOrDefault(index)}' is a value of the network where a constant belongs",
            "layers have parameters that are known when the model is built"
        );

    /// <summary>Refuses an input that is given.</summary>
    public void MustBeAbsent(int index, string what)
    {
        if (node.HasInput(index))
            throw new Refusal($"it has {what}", "no layer takes it; export without");
    }
}
