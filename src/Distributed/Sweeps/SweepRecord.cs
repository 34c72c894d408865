using System.Text;
using System.Text.Json;

namespace ModelCompiler.Distributed.Sweeps;

/// <summary>What one trial, or one fold of it, has brought. A line of JSON in a file. Immutable.</summary>
/// <param name="Index">The number of the trial.</param>
/// <param name="Fold">The fold.</param>
/// <param name="Budget">How long it was trained in all; 0 without halving.</param>
/// <param name="Values">Its values by name, as text.</param>
/// <param name="Objective">What is to be small; null when it was not finite, or the trial has failed.</param>
/// <param name="Failure">Why it has failed, in words; null when it has not.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record SweepRecord(
    int Index,
    int Fold,
    int Budget,
    IReadOnlyDictionary<string, string> Values,
    double? Objective,
    string? Failure,
    double Seconds
)
{
    internal string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", Index);
            writer.WriteNumber("fold", Fold);
            writer.WriteNumber("budget", Budget);
            writer.WriteStartObject("values");
            foreach ((string name, string value) in Values)
                writer.WriteString(name, value);
            writer.WriteEndObject();
            if (Objective is { } objective)
                writer.WriteNumber("objective", objective);
            else
                writer.WriteNull("objective");
            writer.WriteString("failure", Failure);
            writer.WriteNumber("seconds", Seconds);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static SweepRecord FromJson(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement;
        JsonElement objective = root.GetProperty("objective");
        return new SweepRecord(
            root.GetProperty("index").GetInt32(),
            root.GetProperty("fold").GetInt32(),
            root.GetProperty("budget").GetInt32(),
            root.GetProperty("values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.GetString() ?? ""),
            objective.ValueKind == JsonValueKind.Null ? null : objective.GetDouble(),
            root.GetProperty("failure").GetString(),
            root.GetProperty("seconds").GetDouble()
        );
    }
}
