using System.Buffers;
using System.Text;
using System.Text.Json;
using ModelCompiler.Shared;

namespace ModelCompiler;

/// <summary>
/// How <see cref="ModelExtras"/> lie in a safetensors file: numbers as tensors of doubles, texts as metadata, all under one prefix.
/// </summary>
internal static class ModelExtrasFile
{
    private const string Inputs = CompanionTensors.ExtrasPrefix + "inputs.";
    private const string Targets = CompanionTensors.ExtrasPrefix + "targets.";
    private const string Number = CompanionTensors.ExtrasPrefix + "number:";
    private const string List = CompanionTensors.ExtrasPrefix + "list:";
    private const string Text = CompanionTensors.ExtrasPrefix + "text:";
    private const string ClassNames = CompanionTensors.ExtrasPrefix + "class_names";

    /// <summary>Adds extras to a file.</summary>
    /// <exception cref="ArgumentException">A name is too long, or there are too many texts.</exception>
    public static void Add(SafeTensorsWriter writer, ModelExtras extras)
    {
        extras.InputStandardizer?.AddTo(writer, Inputs);
        extras.TargetStandardizer?.AddTo(writer, Targets);
        foreach ((string name, double value) in extras.Numbers)
            writer.Add(Number + name, (ReadOnlySpan<int>)[], [value]);
        foreach ((string name, double[] values) in extras.Lists)
            writer.Add(List + name, [values.Length], values);
        foreach ((string name, string text) in extras.Texts)
            writer.AddMetadata(Text + name, text);
        if (extras.ClassNames is { } names)
            writer.AddMetadata(ClassNames, Write(names));
    }

    /// <summary>Reads the extras of a file; empty ones when it has none.</summary>
    /// <exception cref="SafeTensorsException">They are damaged.</exception>
    public static ModelExtras Read(SafeTensorsReader reader, string fileName)
    {
        var extras = new ModelExtras
        {
            InputStandardizer = Standardizer.ReadFrom(reader, fileName, Inputs),
            TargetStandardizer = Standardizer.ReadFrom(reader, fileName, Targets),
            ClassNames = reader.Metadata.TryGetValue(ClassNames, out string? names) ? ReadNames(names, fileName) : null,
        };
        foreach (SafeTensor tensor in reader.Tensors)
        {
            if (tensor.Name.StartsWith(Number, StringComparison.Ordinal))
                extras.Numbers.Add(tensor.Name[Number.Length..], ExtraTensors.Number(reader, tensor.Name, fileName));
            else if (tensor.Name.StartsWith(List, StringComparison.Ordinal))
                extras.Lists.Add(tensor.Name[List.Length..], ExtraTensors.Vector(reader, tensor.Name, fileName));
        }

        foreach ((string key, string text) in reader.Metadata)
            if (key.StartsWith(Text, StringComparison.Ordinal))
                extras.Texts.Add(key[Text.Length..], text);
        return extras;
    }

    private static string Write(IReadOnlyList<string> names)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (string name in names)
                json.WriteStringValue(name ?? throw new ArgumentException("A class name is null.", nameof(names)));
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string[] ReadNames(string text, string fileName)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            List<string> names = [];
            bool isArray = reader.Read() && reader.TokenType == JsonTokenType.StartArray;
            while (isArray && reader.Read() && reader.TokenType == JsonTokenType.String)
                names.Add(reader.GetString()!);
            if (isArray && reader.TokenType == JsonTokenType.EndArray && !reader.Read())
                return [.. names];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Reported below, as every other text that is no list.
        }

        throw new SafeTensorsException(fileName, $"the text '{ClassNames}' is no JSON list of texts: '{MetadataTexts.Shorten(text)}'.");
    }
}
