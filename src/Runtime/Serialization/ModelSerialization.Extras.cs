namespace ModelCompiler;

public static partial class ModelSerialization
{
    /// <summary>
    /// Saves the parameters and what else the program needs to one file, replacing one that exists in one step (see
    /// <see cref="AtomicFile"/>).
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, by custom <c>*.safetensors</c>; its folder must exist.</param>
    /// <param name="extras">What to keep beside the parameters.</param>
    /// <exception cref="ArgumentException">The path is empty, or the extras do not fit the model.</exception>
    /// <exception cref="IOException">The folder does not exist, or the disk is full or failing; an existing file is as it was.</exception>
    public static void Save<TModel>(this TModel model, string path, ModelExtras extras)
        where TModel : class, IModel<TModel> => Writer(model, extras).Save(path);

    /// <summary>Saves the parameters and what else the program needs to a stream, at its position; the stream stays open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">A stream that can write.</param>
    /// <param name="extras">What to keep beside the parameters.</param>
    /// <exception cref="ArgumentException">The extras do not fit the model.</exception>
    public static void Save<TModel>(this TModel model, Stream stream, ModelExtras extras)
        where TModel : class, IModel<TModel> => Writer(model, extras).WriteTo(stream);

    /// <summary>Loads the parameters, strictly, and what was saved beside them from a file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">A safetensors file.</param>
    /// <param name="extras">What was saved beside the parameters; all empty when there is nothing.</param>
    /// <exception cref="SafeTensorsException">The file breaks the format's rules, or it or its extras do not fit the model, which is as it
    /// was.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read; the model is as it was.</exception>
    public static void Load<TModel>(this TModel model, string path, out ModelExtras extras)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        using var reader = new SafeTensorsReader(path);
        extras = LoadWithExtras(model, reader, Path.GetFileName(path));
    }

    /// <summary>
    /// Loads the parameters, strictly, and what was saved beside them from a stream, from its position to its end; the stream stays open.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">A stream that can read and seek.</param>
    /// <param name="extras">What was saved beside the parameters; all empty when there is nothing.</param>
    /// <exception cref="ArgumentException">The stream cannot read or seek.</exception>
    /// <exception cref="SafeTensorsException">The contents break the format's rules, or do not fit the model, which is as it
    /// was.</exception>
    public static void Load<TModel>(this TModel model, Stream stream, out ModelExtras extras)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        using var reader = new SafeTensorsReader(stream, "stream", leaveOpen: true);
        extras = LoadWithExtras(model, reader, "stream");
    }

    /// <summary>Loads the parameters, strictly, and what was saved beside them from the bytes of a file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">The whole file. Not copied as a whole.</param>
    /// <param name="extras">What was saved beside the parameters; all empty when there is nothing.</param>
    /// <exception cref="SafeTensorsException">The contents break the format's rules, or do not fit the model, which is as it
    /// was.</exception>
    public static void Load<TModel>(this TModel model, ReadOnlySpan<byte> file, out ModelExtras extras)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        extras = SafeTensorsBytes.Read(file, reader => LoadWithExtras(model, reader, SafeTensorsBytes.Name));
    }

    private static ModelExtras LoadWithExtras<TModel>(TModel model, SafeTensorsReader reader, string fileName)
        where TModel : class, IModel<TModel>
    {
        ModelExtras extras = ModelExtrasFile.Read(reader, fileName);
        if (extras.Misfit(TModel.Description) is { } misfit)
            throw new SafeTensorsException(fileName, misfit);
        Load(model, reader, fileName, strict: true, rename: null);
        return extras;
    }

    private static SafeTensorsWriter Writer<TModel>(TModel model, ModelExtras extras)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(extras);
        SafeTensorsWriter writer = Writer(model);
        if (extras.Misfit(TModel.Description) is { } misfit)
            throw new ArgumentException(char.ToUpperInvariant(misfit[0]) + misfit[1..], nameof(extras));
        ModelExtrasFile.Add(writer, extras);
        return writer;
    }
}
