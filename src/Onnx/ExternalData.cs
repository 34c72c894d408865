using System.Globalization;

namespace ModelCompiler.Onnx;

/// <summary>
/// Reads values that lie in files beside the model, by ONNX's rules: below the folder of the model, reached by no link and no
/// <c>..</c>.
/// </summary>
/// <param name="folder">The folder of the model, whole.</param>
/// <param name="model">The model's file in messages.</param>
/// <param name="limits">How much is read.</param>
internal sealed class ExternalData(string folder, string model, OnnxLimits limits)
{
    private long _left = limits.ExternalBytes;

    /// <summary>The values of a tensor.</summary>
    /// <param name="tensor">The tensor's name, for messages.</param>
    /// <param name="entries">What the model says: location, offset and length.</param>
    /// <param name="bytes">How many bytes its shape asks for.</param>
    public ReadOnlyMemory<byte> Read(string tensor, Dictionary<string, string> entries, long bytes)
    {
        string location = entries.GetValueOrDefault("location", "");
        string path = Find(tensor, location);
        long offset = Number(tensor, entries, "offset") ?? 0,
            length = Number(tensor, entries, "length") ?? bytes;
        if (length != bytes)
            throw Error(tensor, $"has {length:N0} bytes in '{location}', but its shape asks for {bytes:N0}");
        _left -= bytes;
        if (_left < 0 || bytes > Array.MaxLength)
            throw Error(tensor, $"goes beyond the {limits.ExternalBytes:N0} bytes of external data that are read");
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (offset > file.Length - bytes)
                throw Error(tensor, $"ends at byte {offset + bytes:N0} of '{location}', which has only {file.Length:N0}");
            byte[] values = new byte[bytes];
            file.Position = offset;
            file.ReadExactly(values);
            return values;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OnnxFormatException($"{model}: the values of the tensor '{tensor}' in '{location}' cannot be read.", exception);
        }
    }

    private string Find(string tensor, string location)
    {
        string[] parts = location.Split('/', '\\');
        if (location.Length == 0 || Path.IsPathRooted(location) || location.Contains(':') || parts.Contains(".."))
            throw Error(tensor, $"lies in '{location}', which is no path below the folder of the model");
        string path = folder;
        foreach (string part in parts.Where(part => part is not ("" or ".")))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path) is { LinkTarget: not null })
                throw Error(tensor, $"lies in '{location}', which is reached by a link");
        }

        return File.Exists(path)
            ? path
            : throw Error(
                tensor,
                $"lies in '{location}', which is not beside the model. Copy that file there, too, or export with external_data=False"
            );
    }

    private long? Number(string tensor, Dictionary<string, string> entries, string key)
    {
        if (!entries.TryGetValue(key, out string? text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Error(tensor, $"has the {key} '{text}'");
    }

    private OnnxFormatException Error(string tensor, string message) => new($"{model}: the tensor '{tensor}' {message}.");
}
