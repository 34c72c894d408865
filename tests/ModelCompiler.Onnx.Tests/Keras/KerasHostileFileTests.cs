using System.Globalization;
using System.IO.Compression;
using System.Text;
using ModelCompiler.Importing;

namespace ModelCompiler.Onnx.Tests.Keras;

/// <summary>
/// Files of Keras that are damaged: the importer takes them or refuses them, and does nothing else. The environment variable
/// <c>MODELCOMPILER_MUTATIONS</c> says how many are tried.
/// </summary>
public sealed class KerasHostileFileTests
{
    private const int Default = 800;

    [Fact]
    public void Damaged_files_end_in_the_documented_exceptions()
    {
        byte[][] legacy = [.. ((string[])["Mlp", "Cnn", "Words"]).Select(name => KerasZoo.Models[name]().ToLegacy())];
        Dictionary<string, byte[]>[] archives =
        [
            .. ((string[])["Lstm", "Residual"]).Select(name => Parts(KerasZoo.Models[name]().ToArchive())),
        ];
        int count = int.Parse(
            Environment.GetEnvironmentVariable("MODELCOMPILER_MUTATIONS") ?? Default.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
        int refused = 0;
        for (int number = 0; number < count; number++)
        {
            var random = new Random(number);
            byte[] file =
                number % 2 == 0
                    ? Damaged(legacy[number / 2 % legacy.Length], random)
                    : Damaged(archives[number / 2 % archives.Length], random);
            try
            {
                KerasImporter.Import(new MemoryStream(file), "damaged");
            }
            catch (Exception exception) when (exception is KerasFormatException or ImportRefusedException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Mutation {number} ends in {exception.GetType().Name}.", exception);
            }
        }

        Assert.InRange(refused, count / 20, count);
    }

    [Fact]
    public void A_file_that_ends_early()
    {
        byte[] file = KerasZoo.Models["Mlp"]().ToLegacy();
        for (int length = 0; length < file.Length; length += Math.Max(1, file.Length / 40))
        {
            try
            {
                KerasImporter.Import(new MemoryStream(file[..length]), "short.h5");
            }
            catch (Exception exception) when (exception is KerasFormatException or ImportRefusedException)
            {
                continue;
            }

            Assert.Fail($"{length} of {file.Length} bytes were taken.");
        }
    }

    [Fact]
    public void An_archive_that_unpacks_to_much_more()
    {
        byte[] file = KerasModel.Zip(("config.json", new byte[64 << 20]), ("model.weights.h5", [1]));
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Contains("unpacks to more than", Damage(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 32 << 20);
    }

    [Fact]
    public void Files_of_an_archive_are_asked_for_by_name_and_never_written()
    {
        Dictionary<string, byte[]> parts = Parts(KerasZoo.Models["Mlp"]().ToArchive());
        byte[] outside = KerasModel.Zip(("../config.json", parts["config.json"]), ("/model.weights.h5", parts["model.weights.h5"]));
        Assert.Contains("has no config.json", Damage(outside), StringComparison.Ordinal);
        byte[] twice = KerasModel.Zip(("config.json", parts["config.json"]), ("config.json", parts["config.json"]));
        Assert.Contains("has 2 files config.json", Damage(twice), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_in_one_another_end_somewhere()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"config\":", 5_000)) + "1" + new string('}', 5_000);
        Assert.Contains("no valid JSON", Damage(KerasModel.Zip(("config.json", Encoding.UTF8.GetBytes(deep)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_read_one_another_in_a_circle()
    {
        byte[] file = KerasZoo
            .Models["Residual"]()
            .ToLegacy(config => config["config"]!["layers"]![1]!["inbound_nodes"]![0]![0]![0] = "inner");
        Assert.Contains("in a circle", Damage(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/model_weights", "around", "deep")]
    [InlineData("dense", "dense", "lead back to themselves")]
    [InlineData("dense/inside", "dense", "lead back to themselves")]
    [InlineData("other", "circle", "lead back to themselves")]
    public void Links_that_lead_back_to_themselves(string target, string name, string expected)
    {
        var group = new PureHDF.H5Group { [name] = new PureHDF.H5SoftLink(target), ["other"] = new PureHDF.H5SoftLink("circle") };
        var file = new PureHDF.H5File { ["model_weights"] = group };
        file.Attributes["model_config"] = "{}";
        var stream = new MemoryStream();
        file.Write(stream);
        Assert.Contains(expected, Damage(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_something_else() =>
        Assert.Contains("neither a .keras file", Damage(Encoding.UTF8.GetBytes("weights")), StringComparison.Ordinal);

    private static string Damage(byte[] file) =>
        Assert.Throws<KerasFormatException>(() => KerasImporter.Import(new MemoryStream(file), "damaged")).Message;

    private static Dictionary<string, byte[]> Parts(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        var parts = new Dictionary<string, byte[]>();
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            var bytes = new MemoryStream();
            using Stream stream = entry.Open();
            stream.CopyTo(bytes);
            parts[entry.FullName] = bytes.ToArray();
        }

        return parts;
    }

    private static byte[] Damaged(Dictionary<string, byte[]> parts, Random random)
    {
        string wanted = random.Next(3) == 0 ? "config.json" : "model.weights.h5";
        byte[] file = KerasModel.Zip([.. parts.Select(part => (part.Key, part.Key == wanted ? Damaged(part.Value, random) : part.Value))]);
        return random.Next(8) == 0 ? Damaged(file, random) : file;
    }

    // Bytes changed, cut out or doubled; most where the structure is, at the beginning.
    private static byte[] Damaged(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];
        for (int change = random.Next(1, 5); change > 0 && bytes.Count > 8; change--)
        {
            int place = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, 600) : bytes.Count),
                count = Math.Min(random.Next(1, 9), bytes.Count - place);
            switch (random.Next(5))
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
                    bytes[place] = 0xFF;
                    break;
            }
        }

        return [.. bytes];
    }
}
