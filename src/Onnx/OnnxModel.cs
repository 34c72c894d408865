namespace ModelCompiler.Onnx;

/// <summary>An ONNX file as it was written. Immutable but for lists that their owner does not change; thread-safe for reading.</summary>
public sealed class OnnxModel
{
    /// <summary>The version of the file's format.</summary>
    public long IrVersion { get; init; }

    /// <summary>The program that wrote it, as <c>pytorch</c>; empty when not given.</summary>
    public string Producer { get; init; } = "";

    /// <summary>The program's version; empty when not given.</summary>
    public string ProducerVersion { get; init; } = "";

    /// <summary>The operator sets: a version for each domain. That of ONNX itself is the empty one.</summary>
    public IReadOnlyDictionary<string, long> OperatorSets { get; init; } = new Dictionary<string, long>();

    /// <summary>The network.</summary>
    public required OnnxGraph Graph { get; init; }

    /// <summary>Operators that the file defines itself.</summary>
    public IReadOnlyList<OnnxFunction> Functions { get; init; } = [];

    /// <summary>Texts that the writer left.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The version of ONNX's own operators; 1 when the file names none.</summary>
    public long OperatorSet => OperatorSets.TryGetValue("", out long version) ? version : 1;

    /// <summary>Reads a file and the external data beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How far it is read; null for the default.</param>
    /// <exception cref="OnnxFormatException">It is no ONNX model, too large, or its external data is missing, too short, or outside of its
    /// folder.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static OnnxModel Read(string path, OnnxLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        limits ??= new OnnxLimits();
        long length = new FileInfo(path).Length;
        string name = Path.GetFileName(path);
        if (length > limits.Bytes)
            throw new OnnxFormatException($"{name}: {length:N0} bytes are more than the {limits.Bytes:N0} that are read.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        return Read(File.ReadAllBytes(path), name, new ExternalData(folder, name, limits), limits);
    }

    /// <summary>Reads a file from memory. Tensors keep the memory alive; external data is an error.</summary>
    /// <param name="bytes">The file; must not change while the model is in use.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="limits">How far it is read; null for the default.</param>
    /// <exception cref="OnnxFormatException">It is no ONNX model.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> bytes, string name = "model", OnnxLimits? limits = null) =>
        Read(bytes, name, null, limits ?? new OnnxLimits());

    private static OnnxModel Read(ReadOnlyMemory<byte> bytes, string name, ExternalData? external, OnnxLimits limits)
    {
        var source = new SourceBytes(bytes, name, limits);
        OnnxModel model = new ModelParser(external).Model(new ProtobufReader(source, 0, bytes.Length, 0));
        return model;
    }
}
