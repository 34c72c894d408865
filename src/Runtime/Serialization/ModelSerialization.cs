namespace ModelCompiler;

/// <summary>
/// Saves and loads a model's parameters as safetensors files, with PyTorch's names (<c>hidden.weight</c>) and shapes (<c>[out, in]</c>), so that
/// <c>safetensors.torch.load_file</c> reads what is saved here, and what <c>save_file</c> writes loads here.
/// </summary>
/// <remarks>
/// Loading checks every name, shape and type, and reads the whole file, before it touches the model: the model is replaced completely or not at all.
/// Values are not inspected: NaN and infinity load as they are. Nobody may use the model on another thread while it is being loaded.
/// </remarks>
public static class ModelSerialization
{
    /// <summary>Saves the parameters to a file, replacing one that exists in one step (see <see cref="AtomicFile"/>).</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, by custom <c>*.safetensors</c>; its folder must exist.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">The folder does not exist, or the disk is full or failing; an existing file is as it was.</exception>
    public static void Save<TModel>(this TModel model, string path)
        where TModel : class, IModel<TModel> => Writer(model).Save(path);

    /// <summary>Saves the parameters to a stream, at its position; the stream stays open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">A stream that can write.</param>
    public static void Save<TModel>(this TModel model, Stream stream)
        where TModel : class, IModel<TModel> => Writer(model).WriteTo(stream);

    /// <summary>Loads the parameters from a file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">A safetensors file.</param>
    /// <param name="strict">
    /// Whether the file must hold exactly the model's parameters. Without it, parameters that the file lacks keep their values, and tensors that the model lacks are
    /// ignored; a tensor of the wrong shape is refused in any case (as PyTorch's <c>load_state_dict</c> does).
    /// </param>
    /// <exception cref="SafeTensorsException">The file breaks the format's rules or does not fit the model, which is as it was.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read; the model is as it was.</exception>
    public static void Load<TModel>(this TModel model, string path, bool strict = true)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        using var reader = new SafeTensorsReader(path);
        Load(model, reader, Path.GetFileName(path), strict);
    }

    /// <summary>Loads the parameters from a stream, from its position to its end; the stream stays open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">A stream that can read and seek.</param>
    /// <param name="strict">As for a file.</param>
    /// <exception cref="ArgumentException">The stream cannot read or seek.</exception>
    /// <exception cref="SafeTensorsException">The contents break the format's rules or do not fit the model, which is as it was.</exception>
    public static void Load<TModel>(this TModel model, Stream stream, bool strict = true)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        using var reader = new SafeTensorsReader(stream, "stream", leaveOpen: true);
        Load(model, reader, "stream", strict);
    }

    /// <summary>Loads the parameters from the bytes of a safetensors file, as they lie in static data or a download.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">The whole file. Not copied as a whole.</param>
    /// <param name="strict">As for a file.</param>
    /// <exception cref="SafeTensorsException">The contents break the format's rules or do not fit the model, which is as it was.</exception>
    public static unsafe void Load<TModel>(this TModel model, ReadOnlySpan<byte> file, bool strict = true)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        if (file.IsEmpty)
            throw new SafeTensorsException("bytes", "0 bytes are too few for a safetensors file.");
        fixed (byte* start = file)
        {
            using var stream = new UnmanagedMemoryStream(start, file.Length);
            using var reader = new SafeTensorsReader(stream, "bytes", leaveOpen: true);
            Load(model, reader, "bytes", strict);
        }
    }

    /// <summary>Loads from a reader; <paramref name="fileName"/> begins every message.</summary>
    internal static void Load<TModel>(TModel model, SafeTensorsReader reader, string fileName, bool strict)
        where TModel : class, IModel<TModel>
    {
        ModelDescription description = TModel.Description;
        if (strict)
            CheckNames(reader, description, fileName);
        ParameterTensors.CheckShapes(reader, description, fileName);

        // Reading may still fail half-way (a disk, a network share), so it goes through a copy.
        float[] parameters = model.Parameters.ToArray();
        ParameterTensors.Read(reader, description, parameters);
        using ParameterGuard.Scope change = ParameterGuard.Changing(model);
        parameters.CopyTo(model.Parameters);
    }

    private static SafeTensorsWriter Writer<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        var writer = new SafeTensorsWriter();
        // Loaders of the PyTorch family look for this text before they trust names and layouts.
        writer.AddMetadata("format", "pt");
        writer.AddMetadata("model", TModel.Description.Name);
        ParameterTensors.Add(writer, TModel.Description, model.Parameters);
        return writer;
    }

    private static void CheckNames(SafeTensorsReader reader, ModelDescription description, string fileName)
    {
        string missing = List(ParameterTensors.Missing(reader, description));
        HashSet<string> known = [.. description.Parameters.Select(parameter => parameter.Name)];
        string unexpected = List(reader.Tensors.Select(tensor => tensor.Name).Where(name => !known.Contains(name) && !IsCounter(name, known)));
        if (missing.Length == 0 && unexpected.Length == 0)
            return;
        throw new SafeTensorsException(fileName, $"the file is not one of {description.Name}."
            + (missing.Length > 0 ? $" Missing: {missing}." : "")
            + (unexpected.Length > 0 ? $" Unexpected: {unexpected}." : "")
            + " Rename the tensors or the layers, or pass strict: false to load what fits.");
    }

    /// <summary>PyTorch counts the batches that running statistics have followed; nothing depends on the number.</summary>
    private static bool IsCounter(string name, HashSet<string> known)
    {
        const string Counter = ".num_batches_tracked";
        return name.EndsWith(Counter, StringComparison.Ordinal) && known.Contains(name[..^Counter.Length] + ".running_mean");
    }

    /// <summary>Names for a message: the first few, and how many more.</summary>
    private static string List(IEnumerable<string> names)
    {
        const int Shown = 10;
        string[] all = [.. names];
        return string.Join(", ", all.Take(Shown)) + (all.Length > Shown ? $" and {all.Length - Shown} more" : "");
    }
}
