using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ModelCompiler.Data;

/// <summary>Features as a JSON text.</summary>
internal static class FeatureText
{
    private const string Column = "column",
        Categories = "categories",
        ZeroIsMissing = "zeroIsMissing",
        Strategy = "strategy",
        Constant = "constant",
        IndicateMissing = "indicateMissing";

    public static string Write(IEnumerable<Feature> features)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (Feature feature in features)
                Write(json, feature);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="InvalidDataException">The text holds no features.</exception>
    public static Feature[] Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"The text of the features is damaged: {exception.Message}", exception);
        }
    }

    private static void Write(Utf8JsonWriter json, Feature feature)
    {
        json.WriteStartObject();
        json.WriteString(Column, feature.Column);
        if (feature is CategoryFeature category)
        {
            json.WriteStartArray(Categories);
            foreach (string name in category.Categories)
                json.WriteStringValue(name);
            json.WriteEndArray();
        }
        else if (feature is NumberFeature number)
        {
            json.WriteBoolean(ZeroIsMissing, number.ZeroIsMissing);
            json.WriteString(Strategy, number.Strategy.ToString());
            json.WriteNumber(Constant, number.Constant);
            json.WriteBoolean(IndicateMissing, number.IndicateMissing);
        }

        json.WriteEndObject();
    }

    private static Feature Read(JsonElement element)
    {
        string column = element.GetProperty(Column).GetString() ?? throw new FormatException("A column has no name.");
        if (element.TryGetProperty(Categories, out JsonElement categories))
            return new CategoryFeature(
                column,
                [
                    .. categories
                        .EnumerateArray()
                        .Select(name => name.GetString() ?? throw new FormatException($"A category of '{column}' has no name.")),
                ]
            );
        return Enum.TryParse(element.GetProperty(Strategy).GetString(), out Imputation strategy) && Enum.IsDefined(strategy)
            ? new NumberFeature(
                column,
                element.GetProperty(ZeroIsMissing).GetBoolean(),
                strategy,
                element.GetProperty(Constant).GetDouble(),
                element.GetProperty(IndicateMissing).GetBoolean()
            )
            : throw new FormatException($"The strategy of '{column}' is unknown.");
    }
}
