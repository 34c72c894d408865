using System.Globalization;
using ModelCompiler.Importing;
using ModelCompiler.Onnx;

namespace ModelCompiler.Tool;

/// <summary>Compares a model that was imported, compiled in memory, with what the network is known to give.</summary>
internal static class Verification
{
    private const double Relative = 1e-3,
        Absolute = 1e-5;

    /// <summary>Whether all outputs agree; prints the largest difference of each.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="model">What it holds.</param>
    /// <param name="network">What was imported.</param>
    /// <param name="folder">The folder of the test data; null for that beside the file.</param>
    public static bool Run(string path, OnnxModel model, ImportedNetwork network, string? folder)
    {
        IReadOnlyList<TestData> sets = TestData.Find(folder ?? Path.GetDirectoryName(path)!);
        if (sets.Count == 0)
            throw new FileNotFoundException(
                $"There is no test data in '{folder ?? Path.GetDirectoryName(path)}': "
                    + "folders test_data_set_0, … with input_0.pb and output_0.pb."
            );
        using InMemoryModels models =
            InMemoryModels.Compile([network.ToCode(withWeights: false)], out IReadOnlyList<string> errors)
            ?? throw new ImportRefusedException("The declaration does not compile:\n" + string.Join("\n", errors));
        IPredictor predictor = models.Create(network);
        HashSet<string> known = [.. model.Graph.Initializers.Select(tensor => tensor.Name)];
        string[] inputs = [.. model.Graph.Inputs.Select(value => value.Name).Where(name => !known.Contains(name))],
            outputs = [.. model.Graph.Outputs.Select(value => value.Name)];
        bool agrees = true;
        for (int set = 0; set < sets.Count; set++)
            foreach ((string output, float[] expected, float[] actual) in sets[set].Compare(network, predictor, inputs, outputs))
                agrees &= Compare(output, expected, actual, set);
        return agrees;
    }

    /// <summary>Whether the values of an output agree; prints their largest difference.</summary>
    public static bool Compare(string output, float[] expected, float[] actual, int set)
    {
        if (expected.Length != actual.Length)
        {
            Console.Error.WriteLine($"Test data {set}: '{output}' has {actual.Length} values instead of {expected.Length}.");
            return false;
        }

        double largest = 0;
        bool agrees = true;
        for (int index = 0; index < expected.Length; index++)
        {
            double difference = Math.Abs((double)expected[index] - actual[index]);
            largest = Math.Max(largest, difference);
            agrees &= difference <= Absolute + (Relative * Math.Abs((double)expected[index]));
        }

        string verdict = agrees ? "agrees" : "DIFFERS";
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Test data {set}: '{output}' {verdict}; the largest difference of {expected.Length:N0} values is {largest:G3}."
            )
        );
        return agrees;
    }
}
