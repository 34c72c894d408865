using System.Diagnostics;
using ModelCompiler.Importing;
using ModelCompiler.Onnx.Tests.Harness;
using ModelCompiler.Tool;
using Xunit.Abstractions;

namespace ModelCompiler.Onnx.Tests;

/// <summary>What an import of ten megabytes takes, from the file to the two files that are written.</summary>
public sealed class ImportCostTests(ITestOutputHelper output)
{
    private const int Megabyte = 1_000_000;

    [Fact]
    public void An_import_allocates_less_than_four_times_the_file()
    {
        KeyValuePair<string, string[]>[] networks =
        [
            new("Wide", ["Input(1000)", "Dense(2500, Activation.Relu)", "Dense(4)"]),
            new("Pictures", ["Input(64, 8, 8)", "Conv2D(256, 3, Padding = 1)", "Conv2D(1024, 3)", "GlobalAvgPool", "Dense(2)"]),
            new("Memory", ["Sequence(4, 300)", "Lstm(700, Output = RecurrentOutput.LastStep)", "Dense(2)"]),
            new("Steps", ["Sequence(4, 1200)", "Dense(2000)", "GlobalAvgPool", "Dense(2)"]),
        ];
        using InMemoryModels models =
            InMemoryModels.Compile([.. networks.Select(Zoo.Code)], out IReadOnlyList<string> errors)
            ?? throw new InvalidOperationException(string.Join("\n", errors));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("modelcompiler-");
        try
        {
            foreach ((string name, _) in networks)
            {
                string path = Path.Combine(folder.FullName, name + ".onnx");
                byte[] file = ExportedModel.Of(models.TypeOf(name)).ToOnnx();
                File.WriteAllBytes(path, file);
                OnnxImporter.Import(path); // the code is compiled
                long before = GC.GetAllocatedBytesForCurrentThread(),
                    start = Stopwatch.GetTimestamp();
                OnnxImporter.Import(path).Save(folder.FullName);
                TimeSpan time = Stopwatch.GetElapsedTime(start);
                double multiple = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / file.Length;
                output.WriteLine(
                    $"{name}: {file.Length / Megabyte} MB in {time.TotalMilliseconds:F0} ms, {multiple:F2} times the file allocated"
                );
                Assert.InRange(file.Length, 9 * Megabyte, 13 * Megabyte);
                Assert.InRange(multiple, 0, 4);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
