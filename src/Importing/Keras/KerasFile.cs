using System.IO.Compression;
using System.Text.Json;

namespace ModelCompiler.Importing.Keras;

/// <summary>A saved model of Keras: the layers in JSON and the file of the weights.</summary>
/// <param name="config">The model's class and configuration.</param>
/// <param name="version">The version of Keras that wrote it; empty when not known.</param>
/// <param name="tree">What the HDF5 file holds.</param>
/// <param name="isArchive">Whether it is a <c>.keras</c> file, else a legacy <c>.h5</c>.</param>
internal sealed class KerasFile(JsonElement config, string version, HdfFile tree, bool isArchive) : IDisposable
{
    private const int MostNesting = 128,
        LeastUnpacked = 1 << 20,
        MostRatio = 20;

    private static readonly byte[] _hdf = [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A],
        _zip = [(byte)'P', (byte)'K', 3, 4];

    public JsonElement Config => config;

    public string Version => version;

    public HdfFile Tree => tree;

    public bool IsArchive => isArchive;

    /// <summary>Whether Keras 3 wrote it, whose defaults differ at places.</summary>
    public bool IsOfKeras3 => version.StartsWith('3');

    /// <summary>Whether a file begins as one that Keras writes.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsKeras(string path)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] first = First(stream);
        return first.AsSpan().StartsWith(_hdf) || first.AsSpan().StartsWith(_zip);
    }

    /// <summary>Opens a file.</summary>
    /// <param name="stream">The file, which is closed with this object, also on failure.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="needsLayers">Whether a file of weights alone is refused.</param>
    /// <exception cref="KerasFormatException">It is damaged.</exception>
    /// <exception cref="ImportRefusedException">It holds no layers, or weights in another form.</exception>
    public static KerasFile Open(Stream stream, string name, bool needsLayers = true)
    {
        try
        {
            byte[] first = First(stream);
            if (first.AsSpan().StartsWith(_hdf))
                return Legacy(stream, name, needsLayers);
            if (first.AsSpan().StartsWith(_zip))
                return Archive(stream, name);
            throw new KerasFormatException(
                $"{name} is neither a .keras file (a zip archive) nor an .h5 file (HDF5); "
                    + "a SavedModel is a folder: load it in Python and model.save('net.keras')."
            );
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>What is thrown when JSON holds text that is none, which is seen where it is read.</summary>
    public static KerasFormatException WithoutText(string name, Exception exception) =>
        new($"The configuration of {name} holds text that is no valid Unicode.", exception);

    public void Dispose() => tree.Dispose();

    private static byte[] First(Stream stream)
    {
        byte[] first = new byte[8];
        int count = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return first[..count];
    }

    private static KerasFile Legacy(Stream stream, string name, bool needsLayers)
    {
        var tree = HdfFile.Open(stream, name, "optimizer_weights", "optimizer");
        try
        {
            if (tree.Text("", "model_config") is not { } text)
            {
                if (!needsLayers)
                    return new KerasFile(default, "", tree, false);
                throw tree.Datasets.Count > 0
                    ? WithoutLayers(name)
                    : new KerasFormatException($"{name} holds neither layers nor weights of Keras.");
            }

            return new KerasFile(Parse(System.Text.Encoding.UTF8.GetBytes(text), name), tree.Text("", "keras_version") ?? "", tree, false);
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    private static KerasFile Archive(Stream stream, string name)
    {
        byte[] weights;
        JsonElement config;
        string version = "";
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            config = Parse(Unpacked(archive, "config.json", stream.Length, name) ?? throw Without(archive, "config.json", name), name);
            if (Unpacked(archive, "metadata.json", stream.Length, name) is { } metadata)
                version =
                    Parse(metadata, name) is { ValueKind: JsonValueKind.Object } root
                    && root.TryGetProperty("keras_version", out JsonElement given)
                    && given.ValueKind == JsonValueKind.String
                        ? given.GetString()!
                        : "";
            weights = Unpacked(archive, "model.weights.h5", stream.Length, name) ?? throw Without(archive, "model.weights.h5", name);
        }
        catch (InvalidDataException exception)
        {
            throw new KerasFormatException($"{name} is no valid zip archive: {exception.Message}", exception);
        }

        var tree = HdfFile.Open(new MemoryStream(weights), $"model.weights.h5 of {name}", "optimizer");
        return new KerasFile(config, version, tree, true);
    }

    private static Exception Without(ZipArchive archive, string wanted, string name)
    {
        bool isOther = archive.Entries.Any(entry => entry.FullName.StartsWith("model.weights.", StringComparison.Ordinal));
        return wanted == "model.weights.h5" && isOther
            ? Refused(
                name,
                "its weights are not in one HDF5 file",
                "install h5py in Python, load the model and model.save('net.keras') without max_shard_size"
            )
            : new KerasFormatException($"{name} has no {wanted}: it is no .keras file.");
    }

    // Of a name that is asked for, never of one that the archive gives; counted while it is unpacked, whatever the archive says.
    private static byte[]? Unpacked(ZipArchive archive, string wanted, long size, string name)
    {
        List<ZipArchiveEntry> found = [.. archive.Entries.Where(entry => entry.FullName == wanted)];
        if (found.Count == 0)
            return null;
        if (found.Count > 1)
            throw new KerasFormatException($"{name} has {found.Count} files {wanted}.");
        long most = Math.Min(Array.MaxLength, LeastUnpacked + (MostRatio * size));
        using Stream source = found[0].Open();
        var unpacked = new MemoryStream();
        byte[] part = new byte[1 << 16];
        for (int count; (count = source.Read(part)) > 0; )
        {
            if (unpacked.Length + count > most)
                throw new KerasFormatException($"{wanted} of {name} unpacks to more than {most:N0} bytes, which no model of its size has.");
            unpacked.Write(part, 0, count);
        }

        return unpacked.ToArray();
    }

    private static JsonElement Parse(byte[] json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MostNesting });
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new KerasFormatException($"The configuration of {name} is no valid JSON: {exception.Message}", exception);
        }
    }

    private static ImportRefusedException WithoutLayers(string name) =>
        Refused(
            name,
            "it has weights but no layers (model.save_weights writes such)",
            "save the whole model: model.save('net.keras'), or 'net.h5' in Keras 2"
        );

    private static ImportRefusedException Refused(string name, string reason, string remedy) =>
        new($"{name} cannot be imported. Nothing was written.", [new Cause("(network)", 1, "as a whole", "", reason, remedy)]);
}
