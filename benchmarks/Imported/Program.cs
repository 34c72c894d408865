using System.Globalization;
using ModelCompiler.Benchmarks.Compare;
using ModelCompiler.Benchmarks.Documents;
using ModelCompiler.Benchmarks.Imported;
using ModelCompiler.Importing;

// Networks of ONNX files, imported and compiled, one sample, against ONNX Runtime: both in the same rounds, on one thread.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rounds = 41;
string folder =
    args.FirstOrDefault(argument => argument != "--write-docs") ?? Environment.GetEnvironmentVariable("MODELCOMPILER_DATA") + "/onnx/real";
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine(
        "Give a folder of folders with model.onnx and test_data_set_0, or let MODELCOMPILER_DATA name that of the tests."
    );
    return 1;
}

double? load = Machine.Load();
var table = new List<string> { "| network | layers | parameters | compiled | ONNX Runtime | ratio |", "|---|---:|---:|---:|---:|---:|" };
foreach (string path in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
{
    try
    {
        using var pair = new Pair(Path.Combine(path, "model.onnx"));
        (double ours, double theirs, double[] ratios, double ofShortest) = pair.Measure(Rounds);
        ImportedNetwork network = pair.Network;
        long parameters = network.Layers.Sum(layer => (long)layer.Parameters);
        table.Add(
            $"| {Path.GetFileName(path)} | {network.Layers.Count} | {parameters:N0} | **{Time.Of(ours)}** | {Time.Of(theirs)} | "
                + $"{Statistics.Median(ratios):0.0}× |"
        );
        Console.WriteLine(
            $"{table[^1]} rounds from {ratios.Min():0.0} to {ratios.Max():0.0}, {ofShortest:0.0} of the shortest times, "
                + $"agrees within {pair.Difference:G2}"
        );
    }
    catch (Exception exception) when (exception is ImportRefusedException or NotSupportedException)
    {
        Console.WriteLine($"{Path.GetFileName(path)} takes no part: {exception.Message.Split('\n')[0]}");
    }
}

if (args.Contains("--write-docs"))
{
    string root = AppContext.BaseDirectory;
    while (!File.Exists(Path.Combine(root, "ModelCompiler.sln")))
        root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The benchmark does not lie in the repository.");
    string busy =
        load > 0.75 * Environment.ProcessorCount ? $"**The machine was busy with other work (load {load:0.0} before the run).** " : "";
    MarkedSection.Replace(
        Path.Combine(root, "docs", "onnx.md"),
        "imported",
        $"Medians of {Rounds} rounds, in each of which both are measured. {DateTime.UtcNow:yyyy-MM-dd}; {Machine.Description}. {busy}"
            + $"Made by `dotnet run -c Release --project benchmarks/Imported -- FOLDER --write-docs`.\n\n{string.Join('\n', table)}"
    );
}

return 0;
