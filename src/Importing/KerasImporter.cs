using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Keras;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing;

/// <summary>
/// Turns models that Keras saved into declarations: <c>.keras</c> files, and the <c>.h5</c> files of Keras 2. Thread-safe.
/// </summary>
public static class KerasImporter
{
    private const int SequenceRank = 3; // batch, steps, features

    /// <summary>
    /// Whether a file begins as one that Keras writes, whatever it is called, or is called as one (<c>.keras</c>, <c>.h5</c>), so that a
    /// damaged one is said to be that.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static bool IsKeras(string path) =>
        KerasFile.IsKeras(path) || Path.GetExtension(path).ToUpperInvariant() is ".KERAS" or ".H5" or ".HDF5";

    /// <summary>Imports a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">
    /// What the importer should know beyond the file; null for nothing. <see cref="ImportOptions.Until"/> is the name of a layer; the
    /// batch is always the first axis.
    /// </param>
    /// <exception cref="KerasFormatException">It is no valid file.</exception>
    /// <exception cref="ImportRefusedException">The network cannot be a model; the message lists all causes.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static ImportedNetwork Import(string path, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Import(File.OpenRead(path), Path.GetFileName(path), options);
    }

    /// <summary>Imports a file from a stream.</summary>
    /// <param name="stream">The file, which can seek; it is closed.</param>
    /// <param name="fileName">What the file is called in comments and messages.</param>
    /// <param name="options">What the importer should know beyond the file; null for nothing.</param>
    /// <exception cref="KerasFormatException">It is no valid file.</exception>
    /// <exception cref="ImportRefusedException">The network cannot be a model; the message lists all causes.</exception>
    public static ImportedNetwork Import(Stream stream, string fileName, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(fileName);
        options ??= new ImportOptions();
        using KerasFile file = KerasFile.Open(stream, fileName);
        string origin = $"{fileName} by Keras{(file.Version.Length > 0 ? " " + file.Version : "")}";
        if (options.BatchAxis is > 0 or < 0)
            throw Refused(
                origin,
                [new Cause("(network)", 1, "as a whole", "", "the batch is not the first axis", "leave --batch-axis out")]
            );
        if (file.Version.StartsWith("1.", StringComparison.Ordinal))
            throw Refused(
                $"{origin} cannot be imported. Nothing was written.",
                [new Cause("(network)", 1, "as a whole", "", "it is of Keras 1", "load it with Keras 2 and save it anew")]
            );
        var reader = new KerasReader(file, options);
        if (Read(reader, fileName) is not { } network)
            throw Refused(
                $"{origin} cannot be imported; {reader.Refused.Select(item => item.Layer).Distinct().Count()} of {reader.Layers} layers "
                    + "are not understood. Nothing was written.",
                [.. Causes(reader)]
            );
        var source = new NetworkSource(origin, fileName, reader.Layers, "layers of Keras");
        return NetworkImport.Run(network, [], Plans(network), options with { Until = null }, source);
    }

    private static Network? Read(KerasReader reader, string fileName)
    {
        try
        {
            return reader.Run();
        }
        catch (InvalidOperationException exception)
        {
            throw KerasFile.WithoutText(fileName, exception);
        }
    }

    // A sample of two dimensions is a sequence in Keras.
    private static IEnumerable<ImportPlan> Plans(Network network)
    {
        if (
            network.Inputs.Any(input => input.Shape!.Count == SequenceRank)
            || network.Nodes.Exists(node => node.Operator is "LSTM" or "GRU" or "RNN")
        )
            yield return new ImportPlan(0, IsSequence: true);
        yield return new ImportPlan(0, IsSequence: false);
    }

    private static IEnumerable<Cause> Causes(KerasReader reader) =>
        reader
            .Refused.GroupBy(item => (item.Layer.Class, item.Refusal.Reason, item.Refusal.Remedy))
            .Select(group => new Cause(
                group.Key.Class.Length == 0 ? "(no class)" : group.Key.Class,
                group.Count(),
                $"'{group.First().Layer.Name}'",
                "",
                group.Key.Reason,
                group.Key.Remedy
            ));

    private static ImportRefusedException Refused(string heading, IReadOnlyList<Cause> causes) => new(heading, causes);
}
