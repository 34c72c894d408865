using System.Reflection;
using Microsoft.ML.OnnxRuntime;
using ModelCompiler.Onnx;

namespace ModelCompiler.Onnx.Tests.Harness;

/// <summary>A compiled model whose type is known at run time only.</summary>
internal interface IExportedModel
{
    ModelDescription Description { get; }

    float[] Predict(float[] inputs);

    byte[] ToOnnx();

    void Save(string path);
}

/// <summary>A compiled model with parameters other than those it starts from.</summary>
internal sealed class ExportedModel<TModel> : IExportedModel
    where TModel : class, IModel<TModel>
{
    private readonly TModel _model = TModel.Create(5);

    public ExportedModel()
    {
        // Statistics start as zeros and ones, and norms as the identity: nothing would be seen of their order.
        var random = new Random(3);
        foreach (ParameterDescriptor parameter in TModel.Description.Parameters)
        {
            float[] values = new float[parameter.Count];
            parameter.CopyTo(_model.Parameters, values);
            bool isScale =
                parameter.Name.EndsWith("var", StringComparison.Ordinal) || parameter.Name.EndsWith("deviation", StringComparison.Ordinal);
            for (int index = 0; index < values.Length; index++)
                values[index] = isScale ? 0.5f + random.NextSingle() : values[index] + (0.2f * (random.NextSingle() - 0.5f));
            parameter.CopyFrom(values, _model.Parameters);
        }
    }

    public ModelDescription Description => TModel.Description;

    public float[] Predict(float[] inputs)
    {
        float[] outputs = new float[inputs.Length / Description.InputSize * Description.OutputSize];
        _model.Predict(inputs, outputs);
        return outputs;
    }

    public byte[] ToOnnx() => _model.ToOnnx();

    public void Save(string path) => _model.Save(path);
}

/// <summary>Models of types, and what ONNX Runtime makes of files.</summary>
internal static class ExportedModel
{
    public static IExportedModel Of(Type type) => (IExportedModel)Activator.CreateInstance(typeof(ExportedModel<>).MakeGenericType(type))!;

    /// <summary>What the file predicts for a batch, without optimisations: what was fused would be one opinion less.</summary>
    public static float[] Run(byte[] file, float[] inputs, ModelDescription description)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        using var session = new InferenceSession(file, options);
        int samples = inputs.Length / description.InputSize;
        Dictionary<string, OrtValue> values = description.Inputs.ToDictionary(
            input => input.Name,
            input => Value(Part(inputs, samples, description.InputSize, input.Start, input.Size), samples, input)
        );
        using var run = new RunOptions();
        string[] names = [.. description.Outputs.Select(output => output.Name)];
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, values, names);
        float[][] parts = [.. outputs.Select(output => output.GetTensorDataAsSpan<float>().ToArray())];
        return SampleRows.Join(samples, parts);
    }

    private static OrtValue Value(float[] values, int samples, ModelInput input)
    {
        long[] shape = [samples, .. input.Shape.Select(size => (long)size)];
        return input.Vocabulary > 0
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (long)value), shape)
            : OrtValue.CreateTensorValueFromMemory(values, shape);
    }

    private static float[] Part(float[] rows, int samples, int row, int start, int size) =>
        [.. Enumerable.Range(0, samples).SelectMany(sample => rows.AsSpan((sample * row) + start, size).ToArray())];
}
