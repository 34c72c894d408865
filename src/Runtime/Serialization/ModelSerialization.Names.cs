namespace ModelCompiler;

public static partial class ModelSerialization
{
    /// <summary>
    /// Loads the parameters from a file in which they have other names: <c>model.Load("sequential.safetensors", NameMap.ByOrder)</c>.
    /// </summary>
    /// <typeparam name="TModel">The class of the model.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="path">A safetensors file.</param>
    /// <param name="names">What turns the file's names into the model's.</param>
    /// <param name="strict">Whether the file must hold exactly the model's parameters, as for a load without other names.</param>
    /// <returns>What was loaded, missing and unexpected.</returns>
    /// <exception cref="SafeTensorsException">The file breaks the format's rules, the names do not fit it, or it does not fit the model,
    /// which is as it was.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read; the model is as it was.</exception>
    public static LoadResult Load<TModel>(this TModel model, string path, NameMap names, bool strict = true)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        using var reader = new SafeTensorsReader(path);
        return Load(model, reader, Path.GetFileName(path), names, strict);
    }

    /// <summary>
    /// Loads the parameters from a stream in which they have other names, from its position to its end; the stream stays open.
    /// </summary>
    /// <typeparam name="TModel">The class of the model.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="stream">A stream that can read and seek.</param>
    /// <param name="names">What turns the file's names into the model's.</param>
    /// <param name="strict">As for a file.</param>
    /// <returns>What was loaded, missing and unexpected.</returns>
    /// <exception cref="ArgumentException">The stream cannot read or seek.</exception>
    /// <exception cref="SafeTensorsException">As for a file.</exception>
    public static LoadResult Load<TModel>(this TModel model, Stream stream, NameMap names, bool strict = true)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        using var reader = new SafeTensorsReader(stream, "stream", leaveOpen: true);
        return Load(model, reader, "stream", names, strict);
    }

    /// <summary>Loads the parameters from the bytes of a file in which they have other names.</summary>
    /// <typeparam name="TModel">The class of the model.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="file">The whole file. Not copied as a whole.</param>
    /// <param name="names">What turns the file's names into the model's.</param>
    /// <param name="strict">As for a file.</param>
    /// <returns>What was loaded, missing and unexpected.</returns>
    /// <exception cref="SafeTensorsException">As for a file.</exception>
    public static LoadResult Load<TModel>(this TModel model, ReadOnlySpan<byte> file, NameMap names, bool strict = true)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        return SafeTensorsBytes.Read(file, reader => Load(model, reader, SafeTensorsBytes.Name, names, strict));
    }

    private static LoadResult Load<TModel>(TModel model, SafeTensorsReader reader, string fileName, NameMap names, bool strict)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(names);
        return Load(model, reader, fileName, strict, names.Names(new TensorTable(reader, fileName), TModel.Description, fileName));
    }
}
