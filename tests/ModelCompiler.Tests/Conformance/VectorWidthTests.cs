using System.Globalization;
using ModelCompiler.Simd;
using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Conformance;

/// <summary>
/// Predictions, losses and gradients have the same bits with vectors of 512, 256 and 128 bits, each in a process of its own.
/// </summary>
public sealed class VectorWidthTests
{
    private const string Disabled = "DOTNET_EnableAVX512";

    public static TheoryData<string, string, int> Settings =>
        new()
        {
            { VectorWidth.EnvironmentVariable, "512", 512 },
            { VectorWidth.EnvironmentVariable, "256", 256 },
            { VectorWidth.EnvironmentVariable, "128", 128 },
            { Disabled, "0", 256 },
        };

    private static ModelAssembly Declared =>
        ModelAssembly.Of("hashes", () => DeclaredNetworks.All.Concat(DeclaredNetworks.Noisy).Select(network => network.Declaration));

    [Theory]
    [MemberData(nameof(Settings))]
    public void Same_bits(string variable, string value, int bits)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("modelcompiler-");
        try
        {
            string sizes = Path.Combine(folder.FullName, "sizes.dll"),
                layers = Path.Combine(folder.FullName, "layers.dll"),
                declared = Path.Combine(folder.FullName, "declared.dll");
            string images = Path.Combine(folder.FullName, "images.dll"),
                norms = Path.Combine(folder.FullName, "norms.dll");
            File.WriteAllBytes(sizes, SizeTable.Models.Image);
            File.WriteAllBytes(layers, LayerTable.Models.Image);
            File.WriteAllBytes(declared, Declared.Image);
            File.WriteAllBytes(images, Images.ImageNetworks.Models.Image);
            File.WriteAllBytes(norms, BatchNorms.BatchNormNetworks.Models.Image);
            string[] lines = ChildProcess
                .Run(new Dictionary<string, string> { [variable] = value }, sizes, layers, declared, images, norms)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(Math.Min(bits, VectorWidth.HardwareBits), int.Parse(lines[0], CultureInfo.InvariantCulture));
            Assert.Equal(
                ResultHashes
                    .Lines(SizeTable.Models, LayerTable.Models, Declared, Images.ImageNetworks.Models, BatchNorms.BatchNormNetworks.Models)
                    .Skip(1),
                lines.Skip(1)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
