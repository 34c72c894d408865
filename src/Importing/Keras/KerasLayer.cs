using System.Text.Json;

namespace ModelCompiler.Importing.Keras;

/// <summary>A layer of a configuration: its class and its settings.</summary>
/// <param name="element">The layer in JSON.</param>
internal sealed class KerasLayer(JsonElement element)
{
    private const string InvalidFile = "the file is not valid; save the model anew";

    private static readonly JsonElement _nothing = JsonDocument.Parse("{}").RootElement.Clone();

    /// <summary>The class, as <c>Dense</c>.</summary>
    public string Class { get; } = TextOf(element, "class_name") ?? "";

    /// <summary>Where Keras 3 finds the class; empty when not given.</summary>
    public string Module { get; } = TextOf(element, "module") ?? "";

    /// <summary>The name, which no other layer of the model has.</summary>
    public string Name { get; } = TextOf(element, "name") ?? TextOf(Of(element, "config"), "name") ?? "";

    /// <summary>The settings.</summary>
    public JsonElement Config { get; } = Of(element, "config");

    /// <summary>The calls of the layer in a functional model.</summary>
    public JsonElement Calls { get; } = Of(element, "inbound_nodes");

    /// <summary>The shape that the layer was built for, the batch first; an empty object when not given.</summary>
    public JsonElement BuiltShape { get; } = Of(Of(element, "build_config"), "input_shape");

    /// <summary>Whether a call says that the layer is to work as in training, whatever the model does.</summary>
    public bool IsAlwaysTraining => Calls.ValueKind == JsonValueKind.Array && Calls.EnumerateArray().Any(IsTraining);

    /// <summary>Whether the class is none of Keras's own.</summary>
    public bool IsCustom =>
        TextOf(element, "registered_name") is { Length: > 0 } registered
        && !Module.StartsWith("keras", StringComparison.Ordinal)
        && (registered.Contains('>', StringComparison.Ordinal) || Module.Length > 0 || registered != Class);

    /// <summary>Whether Keras made up the name, as <c>dense_3</c>.</summary>
    public bool HasDefaultName
    {
        get
        {
            string start = SnakeClass;
            return Name == start
                || Name.StartsWith(start + "_", StringComparison.Ordinal) && Name[(start.Length + 1)..].All(char.IsAsciiDigit);
        }
    }

    /// <summary>Whether it is an operation of <c>keras.ops</c>, which Keras 3 lists among the layers.</summary>
    public bool IsOperation => Module.StartsWith("keras.src.ops", StringComparison.Ordinal);

    /// <summary>The class as Keras makes names of it.</summary>
    public string SnakeClass => KerasNames.Snake(Class);

    /// <summary>A layer inside of this one, as that of <c>Bidirectional</c>.</summary>
    public KerasLayer Inner(string name) =>
        Config.TryGetProperty(name, out JsonElement inner) && inner.ValueKind == JsonValueKind.Object
            ? new KerasLayer(inner)
            : throw new Refusal($"it has no '{name}'", InvalidFile);

    public bool Has(string name) => Given(name) is not null;

    public bool Flag(string name, bool otherwise) =>
        Given(name) switch
        {
            null => otherwise,
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            _ => throw Wrong(name),
        };

    /// <summary>A number; Keras 2 wrote some as arrays.</summary>
    public double? Number(string name) => Given(name) is { } value ? Number(value, name) : null;

    public double Number(string name, double otherwise) => Number(name) ?? otherwise;

    public int Integer(string name, int? otherwise = null) =>
        Given(name) is not { } value ? otherwise ?? throw new Refusal($"it has no '{name}'", InvalidFile)
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number
        : throw Wrong(name);

    public string Text(string name, string otherwise) =>
        Given(name) switch
        {
            null => otherwise,
            { ValueKind: JsonValueKind.String } value => value.GetString()!,
            _ => throw Wrong(name),
        };

    /// <summary>Whole numbers, or one for all of a window's dimensions; null where nothing is given.</summary>
    public int[]? Integers(string name, int? rank = null)
    {
        if (Given(name) is not { } value)
            return null;
        int[] numbers = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Each)] : [Each(value)];
        if (rank is { } wanted && numbers.Length == 1)
            numbers = [.. Enumerable.Repeat(numbers[0], wanted)];
        return rank is null || numbers.Length == rank ? numbers : throw Wrong(name);

        int Each(JsonElement item) =>
            item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number) ? number : throw Wrong(name);
    }

    /// <summary>Numbers in one another in their order, or a number alone; null where nothing is given.</summary>
    public double[]? Numbers(string name) => Given(name) is { } value ? [.. Flat(value, name)] : null;

    /// <summary>The setting, or null when it is not given or is null.</summary>
    public JsonElement? Given(string name) =>
        Config.ValueKind == JsonValueKind.Object
        && Config.TryGetProperty(name, out JsonElement value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    /// <summary>The text of a property, or null when there is none.</summary>
    public static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A property, or an empty object.</summary>
    public static JsonElement Of(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : _nothing;

    // The arguments stand beside what is read, in Keras 3, or behind it.
    private static bool IsTraining(JsonElement call) =>
        call.ValueKind == JsonValueKind.Array ? call.EnumerateArray().Any(IsTraining)
        : call.ValueKind != JsonValueKind.Object ? false
        : Of(call, "training").ValueKind == JsonValueKind.True || Of(Of(call, "kwargs"), "training").ValueKind == JsonValueKind.True;

    private static IEnumerable<double> Flat(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(item => Flat(item, name)) : [Number(value, name)];

    private static double Number(JsonElement value, string name) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.Object when value.TryGetProperty("value", out JsonElement inner) => Number(inner, name),
            JsonValueKind.Object when value.TryGetProperty("config", out JsonElement inner) => Number(inner, name),
            JsonValueKind.Array when value.GetArrayLength() == 1 => Number(value[0], name),
            _ => throw Wrong(name),
        };

    private static Refusal Wrong(string name) => new($"its '{name}' is not what Keras writes", InvalidFile);
}
