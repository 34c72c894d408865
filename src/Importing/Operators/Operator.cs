using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.Operators;

/// <summary>
/// What the importer knows of one operator of ONNX: what it becomes, the shapes it gives, how it is computed where its inputs are known,
/// and how it becomes layers.
/// </summary>
/// <param name="name">The operator's name.</param>
internal abstract class Operator(string name)
{
    public string Name => name;

    /// <summary>What it becomes, for the documentation.</summary>
    public abstract string ImportedAs { get; }

    /// <summary>What of it is refused and why, for the documentation; empty when nothing is.</summary>
    public virtual string Refused => "";

    /// <summary>Whether each element of the result depends on one element of each input alone.</summary>
    public virtual bool IsPointwise => false;

    /// <summary>Whether its result is never computed from values, but known from shapes.</summary>
    public virtual bool NeedsShapesOnly => false;

    /// <summary>The inputs whose values must be known for it to be computed; all of them by default.</summary>
    public virtual int KnownInputs => NeedsShapesOnly ? 0 : int.MaxValue;

    /// <summary>The shapes of its outputs.</summary>
    /// <exception cref="Refusal">The shapes of the inputs do not fit, or a constant is wanted where there is none.</exception>
    public abstract IReadOnlyList<int[]> ShapesOf(NetworkNode node, IReadOnlyList<int[]> shapes, IReadOnlyList<Tensor?> constants);

    /// <summary>Its outputs, or null when it is not computed by the importer.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">The inputs; null for one that is left out.</param>
    /// <param name="shapes">Their shapes, known also where the values are not.</param>
    public virtual IReadOnlyList<Tensor>? Evaluate(NetworkNode node, IReadOnlyList<Tensor?> inputs, IReadOnlyList<int[]> shapes) => null;

    /// <summary>Its outputs as layers.</summary>
    /// <exception cref="Refusal">It cannot become layers.</exception>
    public virtual IReadOnlyList<Value?> Lower(NetworkNode node, Operands operands, LayerBuilder builder) =>
        throw new Refusal($"no layer computes {Name}", "cut the network before it with --until, or write it without this operator");

    /// <summary>A constant that an operator cannot do without.</summary>
    protected static Tensor Wanted(NetworkNode node, IReadOnlyList<Tensor?> constants, int index, string what) =>
        (index < constants.Count ? constants[index] : null)
        ?? throw new Refusal(
            $"its {what} '{node.Inputs.ElementAtOrDefault(index)}' is computed while the network runs",
            "export with fixed sizes (all but the batch), so that it is a constant"
        );
}
