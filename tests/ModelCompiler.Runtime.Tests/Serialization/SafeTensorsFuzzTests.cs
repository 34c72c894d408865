using System.Globalization;

namespace ModelCompiler.Runtime.Tests.Serialization;

/// <summary>
/// Mutations of valid files: whatever comes out, only the documented exception escapes and memory stays below 4 times the file plus 1 MB.
/// 20,000 executions by default; the environment variable MODELCOMPILER_FUZZ sets another number.
/// </summary>
public class SafeTensorsFuzzTests
{
    private const long Slack = 1 << 20;

    [Fact]
    public void Mutated_files_are_read_or_refused_and_nothing_else()
    {
        byte[][] corpus = Corpus();
        var mutator = new FileMutator(seed: 1);
        LinearModel model = LinearModel.Create(1);
        float[] before = model.Copy();
        int refused = 0;
        for (int execution = 0; execution < Executions; execution++)
        {
            byte[] file = mutator.Mutate(corpus);
            refused += Read(file) ? 0 : 1;
            float[] live = model.Copy();
            try
            {
                model.Load(file.AsSpan());
                before.CopyTo(model.Parameters);
            }
            catch (SafeTensorsException)
            {
                ModelSerializationTests.AssertSameBits(live, model.Parameters);
            }
        }
        // Both outcomes must be frequent, or the mutations test nothing.
        Assert.InRange(refused, Executions / 10, Executions - (Executions / 50));
    }

    [Theory]
    [InlineData("tensors")]
    [InlineData("ranks")]
    [InlineData("metadata entries")]
    [InlineData("long metadata")]
    [InlineData("escaped metadata")]
    [InlineData("long escaped metadata")]
    [InlineData("claimed header")]
    public void A_hostile_header_cannot_take_more_memory_than_allowed(string attack)
    {
        static string Many(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));
        byte[] file = attack switch
        {
            "tensors" => HandMadeFile.Of(
                "{" + Many(65536, i => $"\"{i:x}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}") + "}"
            ),
            "ranks" => HandMadeFile.Of(
                "{" + Many(65536, i => $"\"{i:x}\":{{\"dtype\":\"U8\",\"shape\":[0,0,0,0,0,0,0,0],\"data_offsets\":[0,0]}}") + "}"
            ),
            "metadata entries" => HandMadeFile.Of("{\"__metadata__\":{" + Many(1024, i => $"\"{i:x}\":\"a\"") + "}}"),
            "long metadata" => HandMadeFile.Of("{\"__metadata__\":{" + Many(8, i => $"\"{i:x}\":\"{new string('a', 4 << 20)}\"") + "}}"),
            "escaped metadata" => HandMadeFile.Of(
                "{\"__metadata__\":{" + Many(40, i => $"\"{i:x}\":\"\\n{new string('a', (i + 1) * 12_000)}\"") + "}}"
            ),
            "long escaped metadata" => HandMadeFile.Of("{\"__metadata__\":{\"a\":\"\\n" + new string('a', 8 << 20) + "\"}}"),
            "claimed header" => [0, 0xE1, 0xF5, 5, 0, 0, 0, 0, .. "{}"u8],
            _ => throw new ArgumentOutOfRangeException(nameof(attack)),
        };
        Read(file);
    }

    internal static int Executions =>
        int.TryParse(
            Environment.GetEnvironmentVariable("MODELCOMPILER_FUZZ"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int executions
        )
            ? executions
            : 20_000;

    /// <summary>Reads everything of a file; false if it is refused.</summary>
    private static bool Read(byte[] file)
    {
        float[] values = new float[file.Length];
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool accepted;
        try
        {
            using var reader = new SafeTensorsReader(new MemoryStream(file), "fuzz");
            foreach (SafeTensor tensor in reader.Tensors)
                if (TensorTypes.ReadsAsFloat(tensor.Type))
                    reader.Read(tensor, values.AsSpan(0, (int)tensor.Count));
            accepted = true;
        }
        catch (SafeTensorsException)
        {
            accepted = false;
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= (4L * file.Length) + Slack, $"{allocated} bytes for a file of {file.Length}");
        return accepted;
    }

    private static byte[][] Corpus()
    {
        var writer = new SafeTensorsWriter();
        foreach (TensorType type in Enum.GetValues<TensorType>())
            writer.Add("layer." + type, type, [2, 3], new byte[6 * TensorTypes.Size(type)]);
        writer.AddMetadata("é\"\n", "\t");
        var every = new MemoryStream();
        writer.WriteTo(every);
        return [HandMadeFile.LinearModel(), ModelSerializationTests.Saved(LinearModel.Create(5)), every.ToArray(), HandMadeFile.Of("{}")];
    }
}
