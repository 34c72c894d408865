using System.Globalization;
using ModelCompiler.Importing;

namespace ModelCompiler.Tool;

/// <summary>
/// Compares a model that was imported of Keras, compiled in memory, with arrays that Python saved: what goes in
/// (<c>input_0.npy</c>, …) and what <c>model.predict</c> gives (<c>output_0.npy</c>, …), images with the channels last.
/// </summary>
internal static class KerasVerification
{
    /// <summary>Whether all outputs agree; prints the largest difference of each.</summary>
    /// <param name="path">The file of the model.</param>
    /// <param name="network">What was imported.</param>
    /// <param name="folder">The folder of the arrays; null for that of the file.</param>
    public static bool Run(string path, ImportedNetwork network, string? folder)
    {
        folder ??= Path.GetDirectoryName(path)!;
        NumpyArray[] inputs = All(folder, "input", network.Inputs.Count),
            outputs = All(folder, "output", network.Outputs.Count);
        using InMemoryModels models =
            InMemoryModels.Compile([network.ToCode(withWeights: false)], out IReadOnlyList<string> errors)
            ?? throw new ImportRefusedException("The declaration does not compile:\n" + string.Join("\n", errors));
        IPredictor model = models.Create(network);
        int samples = inputs[0].Shape.FirstOrDefault(1);
        if (inputs.Concat(outputs).Any(array => array.Shape.FirstOrDefault(1) != samples))
            throw new FormatException($"The arrays in '{folder}' do not have the same number of samples.");
        for (int index = 0; index < inputs.Length; index++)
            if (inputs[index].Values.Length != samples * network.Inputs[index].Shape.Aggregate(1, (size, dimension) => size * dimension))
                throw new FormatException(
                    $"input_{index}.npy has the shape [{string.Join(", ", inputs[index].Shape)}], which is not that of "
                        + $"'{network.Inputs[index].Name}'."
                );
        float[][] parts = [.. inputs.Select(ChannelsFirst)];
        float[] predicted = new float[samples * model.OutputSize];
        model.Predict(parts.Length == 1 ? parts[0] : SampleRows.Join(samples, parts), predicted);
        bool agrees = true;
        int start = 0;
        for (int index = 0; index < outputs.Length; index++)
        {
            ImportedOutput output = network.Outputs[index];
            int size = output.Shape.Aggregate(1, (product, dimension) => product * dimension);
            float[] actual = SampleRows.Part(predicted, model.OutputSize, new ModelOutput(output.Name, [size], start));
            agrees &= Verification.Compare(output.Name, ChannelsFirst(outputs[index]), actual, set: 0);
            start += size;
        }

        return agrees;
    }

    private static NumpyArray[] All(string folder, string kind, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(index => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{kind}_{index}.npy")))
                .Select(path =>
                    File.Exists(path)
                        ? NumpyArray.Read(path)
                        : throw new FileNotFoundException(
                            $"There is no '{path}': np.save('{Path.GetFileName(path)}', …) what goes into model.predict, and what "
                                + "it gives."
                        )
                ),
        ];

    private static float[] ChannelsFirst(NumpyArray array)
    {
        if (array.Shape is not [_, var height, var width, > 1 and var channels])
            return array.Values;
        float[] moved = new float[array.Values.Length];
        int pixels = height * width,
            each = pixels * channels;
        for (int index = 0; index < moved.Length; index++)
            moved[(index / each * each) + (index % channels * pixels) + (index % each / channels)] = array.Values[index];
        return moved;
    }
}
