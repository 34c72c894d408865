using System.Globalization;
using ModelCompiler.Importing;
using ModelCompiler.Onnx;

namespace ModelCompiler.Tool;

/// <summary>One set of test data as ONNX's own tests lay it out: what goes in and what comes out.</summary>
/// <param name="Inputs">The inputs, in the order of the file's.</param>
/// <param name="Outputs">The outputs, in the order of the file's.</param>
internal sealed record TestData(IReadOnlyList<OnnxTensor> Inputs, IReadOnlyList<OnnxTensor> Outputs)
{
    /// <summary>The sets in a folder, or beside a model: <c>test_data_set_0</c> and so on.</summary>
    public static IReadOnlyList<TestData> Find(string folder)
    {
        if (File.Exists(Path.Combine(folder, "input_0.pb")))
            return [Read(folder)];
        return
        [
            .. Directory
                .EnumerateDirectories(folder, "test_data_set_*")
                .Order(StringComparer.Ordinal)
                .Where(set => File.Exists(Path.Combine(set, "output_0.pb")))
                .Select(Read),
        ];
    }

    /// <summary>Reads a set.</summary>
    public static TestData Read(string folder) => new(All(folder, "input"), All(folder, "output"));

    /// <summary>What a model makes of an input, beside what is expected: pairs of values in the same order.</summary>
    /// <param name="network">The network.</param>
    /// <param name="model">The model compiled of it.</param>
    /// <param name="input">The input.</param>
    /// <param name="output">The expected output.</param>
    public static (float[] Expected, float[] Actual) Compare(ImportedNetwork network, IPredictor model, OnnxTensor input, OnnxTensor output)
    {
        float[] samples = BatchFirst(input, network.InputBatchAxis),
            expected = BatchFirst(output, network.OutputBatchAxis),
            actual = new float[samples.Length / model.InputSize * model.OutputSize];
        model.Predict(samples, actual);
        return (expected, actual);
    }

    private static List<OnnxTensor> All(string folder, string kind)
    {
        var tensors = new List<OnnxTensor>();
        while (
            Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{kind}_{tensors.Count}.pb")) is var path && File.Exists(path)
        )
            tensors.Add(OnnxTensor.Read(path));
        return tensors;
    }

    // Models take sample after sample.
    private static float[] BatchFirst(OnnxTensor tensor, int? axis)
    {
        float[] values = tensor.ToFloats();
        if (axis is not > 0)
            return values;
        int outer = (int)tensor.Dimensions.Take(axis.Value).Aggregate(1L, (size, dimension) => size * dimension),
            samples = (int)tensor.Dimensions[axis.Value],
            inner = values.Length / Math.Max(1, outer * samples);
        float[] turned = new float[values.Length];
        for (int sample = 0; sample < samples; sample++)
        for (int place = 0; place < outer; place++)
            Array.Copy(values, ((place * samples) + sample) * inner, turned, ((sample * outer) + place) * inner, inner);
        return turned;
    }
}
