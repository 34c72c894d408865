using System.Globalization;

namespace ModelCompiler;

/// <summary>
/// Reads typed values from the texts of a safetensors file; a text that is missing or wrong is a <see cref="SafeTensorsException"/>.
/// </summary>
internal readonly struct MetadataTexts(IReadOnlyDictionary<string, string> texts, string fileName)
{
    public string Text(string key) =>
        texts.TryGetValue(key, out string? text)
            ? text
            : throw new SafeTensorsException(
                fileName,
                $"the text '{key}' is missing; the file is damaged or was written by something else."
            );

    public bool Has(string key) => texts.ContainsKey(key);

    public bool Boolean(string key) => bool.TryParse(Text(key), out bool value) ? value : throw Wrong(key);

    public int Count(string key) =>
        int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw Wrong(key);

    public long LongCount(string key) =>
        long.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : throw Wrong(key);

    public ulong Unsigned(string key) =>
        ulong.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : throw Wrong(key);

    public float Single(string key) =>
        float.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : throw Wrong(key);

    public double Double(string key) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong(key);

    /// <summary>The keys with a prefix, without it, each with its value as a double.</summary>
    public Dictionary<string, double> DoublesUnder(string prefix)
    {
        Dictionary<string, double> values = new(StringComparer.Ordinal);
        foreach (string key in texts.Keys)
            if (key.StartsWith(prefix, StringComparison.Ordinal))
                values.Add(key[prefix.Length..], Double(key));
        return values;
    }

    public SafeTensorsException Wrong(string key) => new(fileName, $"the text '{key}' is not what it should be: '{Shorten(Text(key))}'.");

    /// <summary>A text cut to a length that fits a message.</summary>
    public static string Shorten(string text)
    {
        const int Longest = 300;
        return text.Length <= Longest ? text : text[..Longest] + "...";
    }

    /// <summary>A number as a text that reads back to the same bits (but for the payload of NaN).</summary>
    public static string Of<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
