using System.Collections.Immutable;
using System.Globalization;
using ModelCompiler.Tests.Reference;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>A class with <c>[Model]</c>, as a value that can be printed, computed and made smaller.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Input">The shape of one sample.</param>
/// <param name="Layers">The layers.</param>
/// <param name="Loss">The loss, or null.</param>
/// <param name="Delta">The threshold of Huber, or null.</param>
internal sealed record ModelDeclaration(
    string Name,
    ImmutableList<int> Input,
    ImmutableList<LayerDeclaration> Layers,
    Loss? Loss,
    double? Delta
)
{
    /// <summary>Whether the input is a sequence of [steps, features].</summary>
    public bool IsSequence { get; init; }

    /// <summary>Of how many tokens the inputs are numbers; 0 for values.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Whose defaults parameters start from, or null.</summary>
    public Initialization? Start { get; init; }

    public SampleShape InputShape => new(Input, IsSequence, Vocabulary);

    /// <summary>The layers that are really there, blocks expanded; null when something does not fit.</summary>
    public IReadOnlyList<PlacedLayer>? Place() => Placement.Of(this);

    /// <summary>The declaration as C#, with the blocks that it uses.</summary>
    public string ToCode() =>
        string.Concat(Blocks(Layers).Distinct().Select(block => block.ToCode()))
        + $"/// <summary>{Name}.</summary>\n[Model]\n"
        + (
            IsSequence ? "[Sequence("
            : Vocabulary > 0 ? "[Tokens("
            : "[Input("
        )
        + $"{string.Join(", ", Numbers.Select(size => size.ToString(CultureInfo.InvariantCulture)))})]\n"
        + string.Concat(Layers.Select(layer => layer.ToCode() + "\n"))
        + (Start is { } start ? $"[Initialize(Initialization.{start})]\n" : "")
        + LossCode()
        + $"public sealed partial class {Name};\n";

    public override string ToString() => ToCode();

    // The arguments of the input.
    private ImmutableList<int> Numbers => Vocabulary > 0 ? Input.Add(Vocabulary) : Input;

    private static IEnumerable<BlockDeclaration> Blocks(IEnumerable<LayerDeclaration> layers) =>
        layers.Where(layer => layer.Block is not null).SelectMany(layer => Blocks(layer.Block!.Layers).Append(layer.Block!));

    // The threshold is printed as both a float and a double can be read.
    private string LossCode() =>
        Loss is not { } loss ? ""
        : Delta is { } delta ? string.Create(CultureInfo.InvariantCulture, $"[Loss(Loss.{loss}, Delta = {(float)delta}f)]\n")
        : $"[Loss(Loss.{loss})]\n";
}

/// <summary>A layer of the network that a declaration means.</summary>
/// <param name="Attribute">Its arguments.</param>
/// <param name="Numbers">The activation's numbers that are written.</param>
/// <param name="Axis">The axis of a norm or a softmax, when one is written.</param>
/// <param name="Inputs">The positions of the layers that it reads; -1 is the model's input.</param>
/// <param name="InputShapes">Their shapes.</param>
/// <param name="Shape">The shape of one sample's output.</param>
/// <param name="IsFrozen">Whether it, or a block around it, is not trainable.</param>
internal sealed record PlacedLayer(
    LayerAttribute Attribute,
    ActivationNumbers Numbers,
    int? Axis,
    IReadOnlyList<int> Inputs,
    IReadOnlyList<SampleShape> InputShapes,
    SampleShape Shape,
    bool IsFrozen
)
{
    /// <summary>The position of the embedding whose table is its weight too, or -1.</summary>
    public int Tied { get; init; } = -1;
}
