namespace ModelCompiler;

public sealed partial class Standardizer
{
    private const string MeanName = "mean",
        StandardDeviationName = "standard_deviation";

    /// <summary>
    /// Saves means and standard deviations to a safetensors file, replacing one that exists in one step (see <see cref="AtomicFile"/>). To
    /// keep them with the weights of a model instead, see <see cref="ModelExtras"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">The folder does not exist, or the disk is full or failing; an existing file is as it was.</exception>
    public void Save(string path) => Writer().Save(path);

    /// <summary>Saves means and standard deviations to a stream, at its position; the stream stays open.</summary>
    public void Save(Stream stream) => Writer().WriteTo(stream);

    /// <summary>Loads a standardizer from a file of <see cref="Save(string)"/>.</summary>
    /// <exception cref="SafeTensorsException">The file is damaged or holds no standardizer.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static Standardizer Load(string path)
    {
        using var reader = new SafeTensorsReader(path);
        return Load(reader, Path.GetFileName(path));
    }

    /// <summary>Loads a standardizer from a stream, from its position to its end; the stream stays open.</summary>
    /// <exception cref="ArgumentException">The stream cannot read or seek.</exception>
    /// <exception cref="SafeTensorsException">The contents are damaged or hold no standardizer.</exception>
    public static Standardizer Load(Stream stream)
    {
        using var reader = new SafeTensorsReader(stream, leaveOpen: true);
        return Load(reader, "stream");
    }

    /// <summary>Adds the two tensors to a file.</summary>
    internal void AddTo(SafeTensorsWriter writer, string prefix = "")
    {
        writer.Add(prefix + MeanName, [FeatureCount], Means.ToArray());
        writer.Add(prefix + StandardDeviationName, [FeatureCount], StandardDeviations.ToArray());
    }

    /// <summary>Reads the two tensors of a file; null when it has neither.</summary>
    /// <exception cref="SafeTensorsException">There is one without the other, or they are none of a standardizer.</exception>
    internal static Standardizer? ReadFrom(SafeTensorsReader reader, string fileName, string prefix = "")
    {
        if (reader.Find(prefix + MeanName) is null && reader.Find(prefix + StandardDeviationName) is null)
            return null;
        double[] means = ExtraTensors.Vector(reader, prefix + MeanName, fileName),
            deviations = ExtraTensors.Vector(reader, prefix + StandardDeviationName, fileName);
        try
        {
            return new Standardizer(means, deviations);
        }
        catch (ArgumentException exception)
        {
            throw new SafeTensorsException(
                fileName,
                $"'{prefix}{MeanName}' and '{prefix}{StandardDeviationName}' are no standardizer: {exception.Message}",
                exception
            );
        }
    }

    private static Standardizer Load(SafeTensorsReader reader, string fileName) =>
        ReadFrom(reader, fileName)
        ?? throw new SafeTensorsException(
            fileName,
            $"the file holds no standardizer: it has no '{MeanName}' and no '{StandardDeviationName}'. What was saved beside "
                + $"weights is read by {nameof(ModelExtras)}.{nameof(ModelExtras.Read)}."
        );

    private SafeTensorsWriter Writer()
    {
        var writer = new SafeTensorsWriter();
        AddTo(writer);
        return writer;
    }
}
