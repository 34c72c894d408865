using System.Text.Json;

namespace Gallery;

/// <summary>The worked examples with all their numbers, computed in double precision by other means.</summary>
internal sealed class Examples
{
    private static readonly JsonElement _root = Read();

    private readonly JsonElement _element;

    private Examples(JsonElement element) => _element = element;

    /// <summary>A group of numbers.</summary>
    /// <param name="path">Names from the outermost to the innermost.</param>
    public static Examples Group(params ReadOnlySpan<string> path)
    {
        JsonElement element = _root;
        foreach (string name in path)
            element = element.GetProperty(name);
        return new Examples(element);
    }

    /// <summary>The values of that name in one row, however deep their array.</summary>
    public double[] this[string name]
    {
        get
        {
            var values = new List<double>();
            Flatten(_element.GetProperty(name), values);
            return [.. values];
        }
    }

    /// <summary>The values of that name in single precision.</summary>
    public float[] Floats(string name) => [.. this[name].Select(value => (float)value)];

    private static void Flatten(JsonElement element, List<double> values)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            values.Add(element.GetDouble());
            return;
        }

        foreach (JsonElement inner in element.EnumerateArray())
            Flatten(inner, values);
    }

    private static JsonElement Read()
    {
        using Stream stream = typeof(Examples).Assembly.GetManifestResourceStream("examples.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
