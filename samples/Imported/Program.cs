using System.Diagnostics;
using System.Globalization;
using Imported;
using ModelCompiler;
using ModelCompiler.Onnx;

const double Tolerance = 1e-4;
const int Rounds = 5,
    Repetitions = 1_000;

string folder = args is ["--data", var given] ? given : Path.Combine(AppContext.BaseDirectory, "machine");
ImportedNetwork network = ImportedNetwork.CreateTrained();
ModelDescription description = ImportedNetwork.Description;
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{description.InputSize} values in, {description.OutputSize} out, {description.ParameterCount:N0} parameters"
    )
);
double difference = 0;
try
{
    foreach (string set in Directory.EnumerateDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal))
    {
        float[] inputs = Values(set, "input_0.pb", ImportedNetwork.InputSize),
            expected = Values(set, "output_0.pb", ImportedNetwork.OutputSize),
            predicted = network.Predict(inputs);
        for (int index = 0; index < expected.Length; index++)
            difference = Math.Max(difference, Math.Abs(expected[index] - predicted[index]) / Math.Max(1, Math.Abs(expected[index])));
        Console.WriteLine(
            $"{Path.GetFileName(set)}: largest outputs {string.Join(", ", predicted.Chunk(ImportedNetwork.OutputSize).Select(Largest))}"
        );
    }
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OnnxFormatException or InvalidDataException)
{
    Console.Error.WriteLine($"{folder} holds no test data of this network: {exception.Message}");
    return 1;
}

float[] sample = new float[ImportedNetwork.InputSize],
    output = new float[ImportedNetwork.OutputSize];
double microseconds = double.PositiveInfinity;
for (int round = 0; round < Rounds; round++)
{
    long start = Stopwatch.GetTimestamp();
    for (int repetition = 0; repetition < Repetitions; repetition++)
        network.Predict(sample, output);
    microseconds = Math.Min(microseconds, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Repetitions);
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{microseconds:F2} µs for one sample"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest difference to ONNX Runtime: {difference:E1}"));
return difference <= Tolerance ? 0 : 1;

static float[] Values(string folder, string file, int size)
{
    float[] values = OnnxTensor.Read(Path.Combine(folder, file)).ToFloats();
    return values.Length % size == 0
        ? values
        : throw new InvalidDataException($"{file} has {values.Length} values, and a sample has {size}.");
}

static string Largest(float[] outputs)
{
    int largest = Array.IndexOf(outputs, outputs.Max());
    return string.Create(CultureInfo.InvariantCulture, $"{largest} ({outputs[largest]:F3})");
}
