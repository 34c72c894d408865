using System.Globalization;
using ModelCompiler.Simd;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Conformance;

/// <summary>Predictions, losses and gradients have the same bits with vectors of 512, 256 and 128 bits, each in a process of its own.</summary>
public sealed class VectorWidthTests
{
    private const string Disabled = "DOTNET_EnableAVX512";

    public static TheoryData<string, string, int> Settings => new()
    {
        { VectorWidth.EnvironmentVariable, "512", 512 },
        { VectorWidth.EnvironmentVariable, "256", 256 },
        { VectorWidth.EnvironmentVariable, "128", 128 },
        { Disabled, "0", 256 },
    };

    private static ModelAssembly Models => ModelAssembly.Of("hashes", () => ResultHashes.Networks);

    [Theory]
    [MemberData(nameof(Settings))]
    public void Same_bits(string variable, string value, int bits)
    {
        string image = Path.Combine(Path.GetTempPath(), $"modelcompiler-{Environment.ProcessId}-{variable}-{value}.dll");
        try
        {
            File.WriteAllBytes(image, Models.Image);
            string[] lines = ChildProcess.Run(new Dictionary<string, string> { [variable] = value }, image).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(Math.Min(bits, VectorWidth.HardwareBits), int.Parse(lines[0], CultureInfo.InvariantCulture));
            Assert.Equal(ResultHashes.Lines(Models).Skip(1), lines.Skip(1));
        }
        finally
        {
            File.Delete(image);
        }
    }
}
