using System.Diagnostics;
using System.Globalization;
using ModelCompiler.Importing;
using ModelCompiler.Onnx;
using ModelCompiler.Onnx.Tests.Harness;
using Xunit.Abstractions;

namespace ModelCompiler.Onnx.Tests;

/// <summary>
/// Files that are damaged in every way: the importer takes them or refuses them, and does nothing else. The environment variable
/// <c>MODELCOMPILER_MUTATIONS</c> says how many are tried, and <c>MODELCOMPILER_FIRST_MUTATION</c> from which number on.
/// </summary>
public sealed class HostileFileTests(ITestOutputHelper output)
{
    private const int Default = 4_000,
        LargestFile = 60_000;

    [Fact]
    public void Damaged_files_end_in_the_documented_exceptions()
    {
        byte[][] files = [.. Files()];
        int count = Number("MODELCOMPILER_MUTATIONS", Default),
            first = Number("MODELCOMPILER_FIRST_MUTATION", 0),
            taken = 0,
            refused = 0,
            slowest = 0,
            largest = 0;
        long most = 0;
        TimeSpan longest = default;
        Dictionary<string, string> wrong = []; // one of each kind
        for (int number = first; number < first + count; number++)
        {
            long start = Stopwatch.GetTimestamp(),
                before = GC.GetAllocatedBytesForCurrentThread();
            var random = new Random(number);
            byte[] damaged = Damaged(files[number % files.Length], random);
            try
            {
                OnnxImporter.Import(OnnxModel.Read(damaged), "damaged.onnx");
                taken++;
            }
            catch (Exception exception) when (exception is OnnxFormatException or ImportRefusedException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                wrong.TryAdd(
                    $"{exception.GetType().Name}: {exception.StackTrace?.Split('\n').FirstOrDefault()}",
                    $"Mutation {number}: {exception}"
                );
            }

            if (GC.GetAllocatedBytesForCurrentThread() - before is var bytes && bytes > most)
                (most, largest) = (bytes, number);
            if (Stopwatch.GetElapsedTime(start) is var time && time > longest && number > first + files.Length)
                (longest, slowest) = (time, number);
        }

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{files.Length} files, {taken} taken, {refused} refused; the longest, {slowest}, took {longest.TotalMilliseconds:F0} ms; "
                    + $"the largest, {largest}, {most / 1e6:F0} MB."
            )
        );
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong.Values));
        Assert.True(taken > 0, "No damaged file was taken: damage in names does no harm.");
        Assert.True(refused > count / 4, $"Only {refused} of {count} were refused.");
    }

    [Fact]
    public void A_file_of_many_empty_parts_takes_no_more_memory_than_its_size_allows()
    {
        // Nodes of two bytes each: without a limit they would take sixty times their size.
        byte[] nodes = [.. Enumerable.Repeat(new byte[] { 0x0A, 0x00 }, 4_000_000).SelectMany(pair => pair)];
        byte[] file = [0x3A, .. Varint(nodes.Length), .. nodes];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        OnnxFormatException exception = Assert.Throws<OnnxFormatException>(() => OnnxModel.Read(file));
        Assert.Contains("more parts than its size allows", exception.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4L * file.Length);
    }

    [Fact]
    public void Messages_in_one_another_end_somewhere()
    {
        byte[] graph = [];
        for (int depth = 0; depth < 200; depth++)
        {
            byte[] attribute = [0x32, .. Varint(graph.Length), .. graph],
                node = [0x2A, .. Varint(attribute.Length), .. attribute];
            graph = [0x0A, .. Varint(node.Length), .. node];
        }

        byte[] file = [0x3A, .. Varint(graph.Length), .. graph];
        OnnxFormatException exception = Assert.Throws<OnnxFormatException>(() => OnnxModel.Read(file));
        Assert.Contains("deep", exception.Message, StringComparison.Ordinal);
    }

    // Bytes changed, cut out, doubled, or the end cut off.
    private static byte[] Damaged(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];

        // Half of the files keep their lengths: those come further than to the reader.
        int kinds = random.Next(2) == 0 ? 2 : 5;
        for (int change = random.Next(1, 6); change > 0 && bytes.Count > 8; change--)
        {
            int place = random.Next(Math.Min(bytes.Count, random.Next(2) == 0 ? 400 : int.MaxValue));
            int count = Math.Min(random.Next(1, 9), bytes.Count - place);
            switch (random.Next(kinds))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(place, count);
                    break;
                case 3:
                    bytes.InsertRange(place, bytes.GetRange(place, count));
                    break;
                default:
                    if (random.Next(8) == 0)
                        bytes.RemoveRange(place, bytes.Count - place);
                    else
                        bytes[place] = 0xFF;
                    break;
            }
        }

        return [.. bytes];
    }

    private static IEnumerable<byte[]> Files()
    {
        using Tool.InMemoryModels models =
            Tool.InMemoryModels.Compile([.. Zoo.Models.Select(Zoo.Code)], out IReadOnlyList<string> errors)
            ?? throw new InvalidOperationException(string.Join("\n", errors.Take(5)));
        foreach (string name in Zoo.Models.Keys)
            yield return ExportedModel.Of(models.TypeOf(name)).ToOnnx();

        // What others write, where that is at hand.
        IEnumerable<string> folders = TestFolders.Onnx.Length == 0 ? [] : TestFolders.In("real").Concat(TestFolders.In("torch-dynamo"));
        foreach (FileInfo file in folders.Select(folder => new FileInfo(Path.Combine(TestFolders.Onnx, folder, "model.onnx"))))
            if (file.Length < LargestFile)
                yield return File.ReadAllBytes(file.FullName);
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (uint left = (uint)value; ; left >>= 7)
        {
            if (left < 0x80)
            {
                bytes.Add((byte)left);
                return [.. bytes];
            }

            bytes.Add((byte)(left | 0x80));
        }
    }
}
