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

    /// <summary>What a model makes of the inputs, beside what is expected: for each output of the model pairs of values in the same
    /// order.</summary>
    /// <param name="network">The network.</param>
    /// <param name="model">The model compiled of it.</param>
    /// <param name="inputs">The names of the file's inputs, in the order of the test data.</param>
    /// <param name="outputs">The names of its outputs.</param>
    /// <exception cref="ImportRefusedException">An output of the model is none of the file.</exception>
    public IReadOnlyList<(string Output, float[] Expected, float[] Actual)> Compare(
        ImportedNetwork network,
        IPredictor model,
        IReadOnlyList<string> inputs,
        IReadOnlyList<string> outputs
    )
    {
        float[][] parts = [.. network.Inputs.Select(input => BatchFirst(Inputs[Place(inputs, input.Name)], input.BatchAxis))];
        int first = network.Inputs[0].Shape.Aggregate(1, (size, dimension) => size * dimension),
            samples = parts[0].Length / first;
        float[] rows = parts.Length == 1 ? parts[0] : SampleRows.Join(samples, parts),
            predicted = new float[samples * model.OutputSize];
        model.Predict(rows, predicted);
        var compared = new List<(string, float[], float[])>();
        int start = 0;
        foreach (ImportedOutput output in network.Outputs)
        {
            int size = output.Shape.Aggregate(1, (product, dimension) => product * dimension);
            float[] expected = BatchFirst(Outputs[Place(outputs, output.Name)], output.BatchAxis),
                actual = SampleRows.Part(predicted, model.OutputSize, new ModelOutput(output.Name, [size], start));
            compared.Add((output.Name, expected, actual));
            start += size;
        }

        return compared;
    }

    private static int Place(IReadOnlyList<string> names, string name) =>
        names.ToList().IndexOf(name) is >= 0 and var place
            ? place
            : throw new ImportRefusedException($"'{name}' is no output of the file: there is no test data for it.");

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
