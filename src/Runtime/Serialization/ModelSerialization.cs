namespace ModelCompiler;

/// <summary>
/// Saves and loads a model's parameters as safetensors files, with PyTorch's names (<c>hidden.weight</c>) and shapes (<c>[out, in]</c>), so
/// that <c>safetensors.torch.load_file</c> reads what is saved here, and what <c>save_file</c> writes loads here.
/// </summary>
/// <remarks>
/// Loading checks every name, shape and type, and reads the whole file, before it touches the model: the model is replaced completely or
/// not at all. Values are not inspected: NaN and infinity load as they are. Nobody may use the model on another thread while it is being
/// loaded.
/// </remarks>
public static partial class ModelSerialization
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
    /// Whether the file must hold exactly the model's parameters. Without it, parameters that the file lacks keep their values, and tensors
    /// that the model lacks are ignored; the result names both. A tensor of the wrong shape is refused in any case (as PyTorch's
    /// <c>load_state_dict</c> does), and so is a file that has no parameter of the model.
    /// </param>
    /// <param name="rename">
    /// Turns a name in the file into the model's, as <c>name => name.Replace("fc1.", "hidden.")</c>; null for a tensor leaves it out. Null
    /// (the default) leaves the names as they are.
    /// </param>
    /// <returns>What was loaded, missing and unexpected.</returns>
    /// <exception cref="SafeTensorsException">The file breaks the format's rules or does not fit the model, which is as it was.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read; the model is as it was.</exception>
    public static LoadResult Load<TModel>(this TModel model, string path, bool strict = true, Func<string, string?>? rename = null)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        using var reader = new SafeTensorsReader(path);
        return Load(model, reader, Path.GetFileName(path), strict, rename);
    }

    /// <summary>Loads the parameters from a stream, from its position to its end; the stream stays open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">A stream that can read and seek.</param>
    /// <param name="strict">As for a file.</param>
    /// <param name="rename">As for a file.</param>
    /// <returns>What was loaded, missing and unexpected.</returns>
    /// <exception cref="ArgumentException">The stream cannot read or seek.</exception>
    /// <exception cref="SafeTensorsException">The contents break the format's rules or do not fit the model, which is as it
    /// was.</exception>
    public static LoadResult Load<TModel>(this TModel model, Stream stream, bool strict = true, Func<string, string?>? rename = null)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        using var reader = new SafeTensorsReader(stream, "stream", leaveOpen: true);
        return Load(model, reader, "stream", strict, rename);
    }

    /// <summary>Loads the parameters from the bytes of a safetensors file, as they lie in static data or a download.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">The whole file. Not copied as a whole.</param>
    /// <param name="strict">As for a file.</param>
    /// <param name="rename">As for a file.</param>
    /// <returns>What was loaded, missing and unexpected.</returns>
    /// <exception cref="SafeTensorsException">The contents break the format's rules or do not fit the model, which is as it
    /// was.</exception>
    public static LoadResult Load<TModel>(
        this TModel model,
        ReadOnlySpan<byte> file,
        bool strict = true,
        Func<string, string?>? rename = null
    )
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        return SafeTensorsBytes.Read(file, reader => Load(model, reader, SafeTensorsBytes.Name, strict, rename));
    }

    /// <summary>Loads from a reader; <paramref name="fileName"/> begins every message.</summary>
    internal static LoadResult Load<TModel>(
        TModel model,
        SafeTensorsReader reader,
        string fileName,
        bool strict,
        Func<string, string?>? rename
    )
        where TModel : class, IModel<TModel>
    {
        ModelDescription description = TModel.Description;
        var table = new TensorTable(reader, fileName, rename);
        LoadResult result = Compare(table, description);
        bool nothing = result.Loaded.Count == 0 && description.Parameters.Count > 0;
        if (nothing || (strict && result.Missing.Count + result.Unexpected.Count > 0))
            throw new SafeTensorsException(fileName, NameMismatch.Text(description, table, result, strict));
        ParameterTensors.CheckShapes(table, description, fileName);

        // Reading may still fail half-way (a disk, a network share), so it goes through a copy.
        float[] parameters = model.Parameters.ToArray();
        ParameterTensors.Read(table, description, parameters);
        using ParameterGuard.Scope change = ParameterGuard.Changing(model);
        parameters.CopyTo(model.Parameters);
        return result;
    }

    private static LoadResult Compare(TensorTable table, ModelDescription description)
    {
        HashSet<string> known = new(description.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        return new LoadResult(
            [.. description.Parameters.Select(parameter => parameter.Name).Where(name => table.Find(name) is not null)],
            [.. ParameterTensors.Missing(table, description)],
            [.. table.Tensors.Where(entry => !known.Contains(entry.Name)).Select(entry => entry.Tensor.Name)]
        );
    }

    private static SafeTensorsWriter Writer<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        return Writer(TModel.Description, model.Parameters);
    }

    /// <summary>A file of values that are laid out as the parameters of a model, as if they were those.</summary>
    internal static SafeTensorsWriter Writer(ModelDescription description, ReadOnlySpan<float> parameters)
    {
        var writer = new SafeTensorsWriter();
        // Loaders of the PyTorch family look for this text before they trust names and layouts.
        writer.AddMetadata("format", "pt");
        writer.AddMetadata("model", description.Name);
        ParameterTensors.Add(writer, description, parameters);
        return writer;
    }
}
