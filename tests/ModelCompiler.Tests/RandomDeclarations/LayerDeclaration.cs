using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>A size in a block relative to the block's input: <c>Block.Units * Numerator / Denominator</c>.</summary>
internal sealed record RelativeSize(int Numerator, int Denominator)
{
    /// <summary>The size, or null when it is no whole number.</summary>
    public int? Of(int whole) => whole * Numerator % Denominator == 0 ? whole * Numerator / Denominator : null;

    public string ToCode(string property) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Block.{(property == "Units" ? "Units" : "Channels")}"
                + $"{(Numerator == 1 ? "" : $" * {Numerator}")}{(Denominator == 1 ? "" : $" / {Denominator}")}"
        );
}

/// <summary>
/// An attribute of a layer with the arguments that are written: values by the names of the attribute's properties (<c>Kernel</c> stands for
/// both sides of a square window).
/// </summary>
/// <param name="Type">The attribute; <see cref="UseAttribute{TBlock}"/> without its argument for a use of a block.</param>
/// <param name="Arguments">What is written, in the order in which it is printed.</param>
internal sealed record LayerDeclaration(Type Type, ImmutableList<KeyValuePair<string, object>> Arguments)
{
    /// <summary>The block, for a use of one.</summary>
    public BlockDeclaration? Block { get; init; }

    public string Kind => Block is null ? Type.Name[..^"Attribute".Length] : "Use";

    public string? Name => Get("Name") as string;

    public string? From => Get("From") as string;

    /// <summary>The name of the layer that a second input is.</summary>
    public string? Keys => Get("Keys") as string;

    public bool Trainable => Get("Trainable") is not false;

    public object? Get(string name) => Arguments.Find(argument => argument.Key == name).Value;

    public LayerDeclaration With(string name, object value) =>
        Arguments.FindIndex(argument => argument.Key == name) is var index && index >= 0
            ? this with
            {
                Arguments = Arguments.SetItem(index, new(name, value)),
            }
            : this with
            {
                Arguments = Arguments.Add(new(name, value)),
            };

    public LayerDeclaration Without(string name) => this with { Arguments = Arguments.RemoveAll(argument => argument.Key == name) };

    /// <summary>The names of the layers that a join names.</summary>
    public IReadOnlyList<string> Joined => Get("Input") is string first ? [first, .. Get("Others") as string[] ?? []] : [];

    /// <summary>
    /// The attribute itself, with sizes of a block's input in place of relative ones; null when one is no whole number, or an argument is
    /// missing.
    /// </summary>
    public LayerAttribute? Create(SampleShape blockInput)
    {
        var values = new Dictionary<string, object>();
        foreach ((string name, object value) in Arguments)
        {
            object? known = value is RelativeSize relative
                ? relative.Of(name == "Units" && !blockInput.IsSequence ? Shapes.Size(blockInput) : blockInput.Channels)
                : value;
            if (known is null)
                return null;
            values[name] = known;
        }

        if (Constructor() is not { } constructor)
            return null;
        var attribute = (LayerAttribute)
            constructor.Invoke([
                .. constructor
                    .GetParameters()
                    .Select(parameter =>
                        values.TryGetValue(PropertyOf(parameter), out object? value) ? Converted(value, parameter.ParameterType)
                        : parameter.HasDefaultValue ? Converted(parameter.DefaultValue!, parameter.ParameterType)
                        : Array.CreateInstance(parameter.ParameterType.GetElementType()!, 0)
                    ),
            ]);
        HashSet<string> inConstructor = [.. constructor.GetParameters().Select(PropertyOf)];
        foreach ((string name, object value) in values.Where(argument => !inConstructor.Contains(argument.Key)))
        {
            PropertyInfo property = Type.GetProperty(name)!;
            property.SetValue(attribute, Converted(value, property.PropertyType));
        }

        return attribute;
    }

    public string ToCode()
    {
        if (Block is { } block)
            return Attribute(
                $"Use<{block.Name}>",
                Arguments.Select(argument => $"{argument.Key} = {Text(argument.Key, argument.Value, argument.Value.GetType())}")
            );
        ParameterInfo[] parameters = Constructor()!.GetParameters();
        IEnumerable<string> positional = parameters
            .Where(parameter => Get(PropertyOf(parameter)) is not null)
            .Select(parameter => Text(PropertyOf(parameter), Get(PropertyOf(parameter))!, parameter.ParameterType));
        IEnumerable<string> named = Arguments
            .Where(argument => parameters.All(parameter => PropertyOf(parameter) != argument.Key))
            .Select(argument => $"{argument.Key} = {Text(argument.Key, argument.Value, Type.GetProperty(argument.Key)!.PropertyType)}");
        return Attribute(Kind, positional.Concat(named));
    }

    private static string Attribute(string name, IEnumerable<string> arguments) =>
        string.Join(", ", arguments) is { Length: > 0 } list ? $"[{name}({list})]" : $"[{name}]";

    // The constructor that takes everything that only a constructor takes.
    private ConstructorInfo? Constructor() =>
        Type.GetConstructors()
            .Where(constructor =>
                constructor
                    .GetParameters()
                    .All(parameter =>
                        parameter.HasDefaultValue || parameter.ParameterType.IsArray || Get(PropertyOf(parameter)) is not null
                    )
            )
            .MaxBy(constructor => constructor.GetParameters().Count(parameter => Get(PropertyOf(parameter)) is not null));

    private static string PropertyOf(ParameterInfo parameter) => char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..];

    private static object Converted(object value, Type type) =>
        type.IsEnum ? Enum.ToObject(type, value)
        : value is IConvertible && type.IsValueType ? Convert.ChangeType(value, type, CultureInfo.InvariantCulture)
        : value;

    private static string Text(string property, object value, Type type) =>
        value switch
        {
            RelativeSize relative => relative.ToCode(property),
            int padding when property.StartsWith("Padding", StringComparison.Ordinal) && padding == Padding.Same => "Padding.Same",
            int padding when property.StartsWith("Padding", StringComparison.Ordinal) && padding == Padding.Causal => "Padding.Causal",
            int number => number.ToString(CultureInfo.InvariantCulture),
            double number when type == typeof(float) => ((float)number).ToString(CultureInfo.InvariantCulture) + "f",
            double number => number.ToString(CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            string text => Equals(text, ModelCompiler.Block.Input) ? "Block.Input" : $"\"{text}\"",
            string[] texts => string.Join(", ", texts.Select(text => Text(property, text, typeof(string)))),
            int[] numbers => string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))),
            Enum member => $"{member.GetType().Name}.{member}",
            _ => throw new InvalidOperationException($"There is no text for {value}."),
        };
}

/// <summary>A class with <c>[Block]</c>.</summary>
internal sealed record BlockDeclaration(string Name, ImmutableList<LayerDeclaration> Layers)
{
    public string ToCode() =>
        $"/// <summary>{Name}.</summary>\n[Block]\n{string.Concat(Layers.Select(layer => layer.ToCode() + "\n"))}public "
        + $"sealed class {Name};\n";
}
