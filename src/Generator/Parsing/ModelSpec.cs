using ModelCompiler.Generator.Parsing.Functions;

namespace ModelCompiler.Generator.Parsing;

/// <summary>
/// A declared model as plain values: immutable, compared by content, and free of Roslyn objects, so that the pipeline
/// can cache by it. Whoever adds a member keeps it so.
/// </summary>
/// <param name="Namespace">The namespace of the class, empty for the global one.</param>
/// <param name="ContainingTypes">The declarations of the enclosing types, outermost first, as <c>partial class Outer</c>.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Modifiers">What stands before <c>partial class</c>, as <c>public sealed</c>.</param>
/// <param name="InputShape">The shape of one sample.</param>
/// <param name="Layers">The layers in order of execution.</param>
/// <param name="Heads">The outputs that were declared, or else the one with the declared loss; none for a model that only predicts.</param>
internal sealed record ModelSpec(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string Modifiers,
    TensorShape InputShape,
    EquatableArray<LayerSpec> Layers,
    EquatableArray<HeadSpec> Heads
)
{
    /// <summary>The inputs with their names; none where there is a single one.</summary>
    public EquatableArray<InputSpec> Inputs { get; init; } = EquatableArray<InputSpec>.Empty;

    /// <summary>Those heads that have a loss.</summary>
    public IEnumerable<HeadSpec> TrainedHeads => Heads.Where(head => head.Loss is not null);

    /// <summary>Whether there is a loss.</summary>
    public bool IsTrained => TrainedHeads.Any();

    /// <summary>Whether several heads have losses, each with a name.</summary>
    public bool HasSeveralLosses => TrainedHeads.Skip(1).Any();

    /// <summary>The loss, or null where there is none or where there are several.</summary>
    public LossSpec? Loss => HasSeveralLosses ? null : TrainedHeads.FirstOrDefault()?.Loss;

    /// <summary>What people call the loss: that of each head where there are several.</summary>
    public string LossName =>
        HasSeveralLosses ? string.Join(" + ", TrainedHeads.Select(head => $"{head.Loss!.Name} of {head.Name}"))
        : IsTrained ? Loss!.Name
        : "no loss";

    /// <summary>The heads of a model that only predicts.</summary>
    public static EquatableArray<HeadSpec> NoHeads => EquatableArray<HeadSpec>.Empty;

    /// <summary>Whether each sample ends with the number of its steps that count.</summary>
    public bool HasLengths { get; init; }

    /// <summary>The values of one sample: those of its shape and, where it has one, its length.</summary>
    public int InputSize => InputShape.Size + (HasLengths ? 1 : 0);

    /// <summary>The name of the embedded file with trained parameters, or null without one.</summary>
    public string? Weights { get; init; }

    /// <summary>The member's name in the <c>Initialization</c> enumeration: whose defaults the parameters start from.</summary>
    public string Initialization { get; init; } = DefaultInitialization;

    /// <summary>The initialization of a model that does not name one.</summary>
    public const string DefaultInitialization = "Default";
}

/// <summary>A layer attribute as it was written: its kind and its arguments. What they mean is the layer definition's business.</summary>
/// <param name="Kind">The attribute's name without "Attribute", as <c>Dense</c>.</param>
/// <param name="Name">The layer's snake_case name, given or by default (<c>dense1</c>).</param>
/// <param name="Arguments">Constructor parameters and named properties, by their property names (<c>Units</c>, <c>Activation</c>).</param>
internal sealed record LayerSpec(string Kind, string Name, EquatableArray<LayerArgument> Arguments)
{
    /// <summary>The snake_case names of the layers that it reads, <see cref="LayerInputs.ModelInput"/> for the model's input.</summary>
    public EquatableArray<string> Inputs { get; init; }

    /// <summary>The snake_case name of the layer whose weight it uses too, or null.</summary>
    public string? TiedTo { get; init; }

    /// <summary>The activation of the user's that it ends with, or null.</summary>
    public ScalarFunction? Function { get; init; }

    /// <summary>The activation's name: that of <see cref="Function"/>, or what an argument says.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="otherwise">The activation of a layer without it.</param>
    public string ActivationOf(string argument, string otherwise) => Function?.Name ?? Text(argument, otherwise);

    /// <summary>What stands before the names of its parameters in files; null for <see cref="Name"/>.</summary>
    public string? Key { get; init; }

    /// <summary>An integer argument.</summary>
    public int Integer(string name, int otherwise = 0) => Find(name) is { } argument ? (int)argument.Number : otherwise;

    /// <summary>A floating-point argument, or null when it was not given.</summary>
    public double? Number(string name) => Find(name)?.Number;

    /// <summary>A floating-point argument in double precision, as it was written, or null when it was not given or is none.</summary>
    public double? Written(string name) => Find(name)?.Written;

    /// <summary>A true-or-false argument.</summary>
    public bool Boolean(string name, bool otherwise) => Find(name) is { } argument ? argument.Number != 0 : otherwise;

    /// <summary>The member name of an enumeration argument, or a text argument.</summary>
    public string Text(string name, string otherwise) => Given(name) ?? otherwise;

    /// <summary>The same as <see cref="Text"/>, or null when it was not given.</summary>
    public string? Given(string name) => Find(name)?.Text;

    /// <summary>The values of an array of integers; empty when it was not given.</summary>
    public EquatableArray<int> Integers(string name) => Find(name)?.Numbers ?? EquatableArray<int>.Empty;

    /// <summary>The values of an array of strings; empty when it was not given.</summary>
    public EquatableArray<string> Texts(string name) => Find(name)?.Texts ?? EquatableArray<string>.Empty;

    /// <summary>Whether an argument has no default.</summary>
    public bool IsRequired(string name) => Find(name) is { IsRequired: true };

    private LayerArgument? Find(string name)
    {
        foreach (LayerArgument argument in Arguments)
            if (argument.Name == name)
                return argument;
        return null;
    }
}

/// <summary>One argument of a layer attribute.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Number">The value of a number, in the single precision of models; 0 or 1 for a Boolean.</param>
/// <param name="Text">The member name of an enumeration value, or the text of a string.</param>
/// <param name="Numbers">The values of an array of integers.</param>
internal sealed record LayerArgument(string Name, double Number, string? Text, EquatableArray<int> Numbers)
{
    /// <summary>The enumeration's name for an enumeration value, else null. A value without a member has its number as text.</summary>
    public string? Enumeration { get; init; }

    /// <summary>Whether it is a value of an enumeration that the enumeration does not define.</summary>
    public bool IsUndefined => Enumeration is not null && Text is { Length: > 0 } text && (char.IsDigit(text[0]) || text[0] == '-');

    /// <summary>A floating-point number as it was written, for messages.</summary>
    public double? Written { get; init; }

    /// <summary>The values of an array of strings.</summary>
    public EquatableArray<string> Texts { get; init; }

    /// <summary>Whether the attribute cannot be written without it.</summary>
    public bool IsRequired { get; init; }
}

/// <summary>One of several inputs.</summary>
/// <param name="Name">Its snake_case name.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record InputSpec(string Name, TensorShape Shape);

/// <summary>An output and its loss.</summary>
/// <param name="Name">Its snake_case name.</param>
/// <param name="Layer">The full name of the layer.</param>
/// <param name="Loss">The loss, or null.</param>
/// <param name="Weight">What the loss is multiplied by.</param>
internal sealed record HeadSpec(string Name, string Layer, LossSpec? Loss, double Weight);

/// <summary>The loss.</summary>
/// <param name="Kind">The member's name in the <c>Loss</c> enumeration.</param>
/// <param name="Arguments">What the attribute says besides, by property names.</param>
internal sealed record LossSpec(string Kind, EquatableArray<LayerArgument> Arguments)
{
    /// <summary>The kind of a loss of the user's.</summary>
    public const string Custom = "Custom";

    /// <summary>The method of a loss of the user's, or null.</summary>
    public ScalarFunction? Function { get; init; }

    /// <summary>What people call it.</summary>
    public string Name => Function?.Name ?? Kind;

    /// <summary>A floating-point argument, or null when it was not given.</summary>
    public double? Number(string name) => Arguments.FirstOrDefault(argument => argument.Name == name)?.Number;
}
