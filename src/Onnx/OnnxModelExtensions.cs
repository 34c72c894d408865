using ModelCompiler.Onnx.Export;

namespace ModelCompiler.Onnx;

/// <summary>Hands compiled models to any ONNX runtime.</summary>
public static class OnnxModelExtensions
{
    /// <summary>
    /// Writes a model with its parameters as an ONNX file: operator set 17, format 8, a batch of any size as the first axis, the input
    /// called <c>input</c>, the output <c>output</c>, and parameters by the names that they have in the model's own files. Layers that act
    /// while training alone are left out.
    /// </summary>
    /// <param name="model">The model; other threads may predict with it meanwhile, but none may train it.</param>
    /// <param name="path">The file; one that exists is replaced once the new one is whole.</param>
    /// <exception cref="NotSupportedException">A layer cannot be said in ONNX; the message names all of them, and nothing is
    /// written.</exception>
    /// <exception cref="IOException">The folder does not exist, or the disk is full or failing; an existing file is as it was.</exception>
    public static void SaveOnnx<TModel>(this TModel model, string path)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] bytes = model.ToOnnx();
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>The bytes of the file that <see cref="SaveOnnx"/> writes.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="NotSupportedException">A layer cannot be said in ONNX; the message names all of them.</exception>
    public static byte[] ToOnnx<TModel>(this TModel model)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        return ModelWriter.Write(TModel.Description, model.Parameters.ToArray());
    }
}
