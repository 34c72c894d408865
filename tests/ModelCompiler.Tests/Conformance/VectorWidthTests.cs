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
    private const string Everything = "MODELCOMPILER_ALL_WIDTHS";

    private static readonly Lazy<ModelAssembly[]> s_models = new(() =>
        [
            SizeTable.Models,
            LayerTable.Models,
            DeclaredNetworks.Models,
            DeclaredNetworks.NoisyModels,
            Images.ImageNetworks.Models,
            BatchNorms.BatchNormNetworks.Models,
        ]
    );

    // The first line is the width of this process.
    private static readonly Lazy<string[]> s_own = new(() => [.. ResultHashes.Lines(s_models.Value, _ => true)]);

    /// <summary>
    /// A variable with its value, and the width that it leaves, where the processor has it; not the width of this process, with which all
    /// are compared. Each network goes to one of them: a process spends its time on compiling. All go to all where the environment variable
    /// says so.
    /// </summary>
    public static TheoryData<string, string, int, int, int> Settings
    {
        get
        {
            (string Variable, string Value, int Bits)[] wanted =
            [
                .. new[]
                {
                    (VectorWidth.EnvironmentVariable, "512", 512),
                    (VectorWidth.EnvironmentVariable, "256", 256),
                    (VectorWidth.EnvironmentVariable, "128", 128),
                    (Disabled, "0", 256),
                }.Where(IsWanted),
            ];
            bool areAll = Environment.GetEnvironmentVariable(Everything) == "1";
            var data = new TheoryData<string, string, int, int, int>();
            for (int part = 0; part < wanted.Length; part++)
                data.Add(wanted[part].Variable, wanted[part].Value, wanted[part].Bits, areAll ? 0 : part, areAll ? 1 : wanted.Length);
            return data;
        }
    }

    private static bool IsWanted((string Variable, string Value, int Bits) setting) =>
        setting.Bits <= VectorWidth.HardwareBits
        && setting.Bits != (setting.Variable == Disabled ? VectorWidth.HardwareBits : VectorWidth.PreferredBits);

    [Theory]
    [MemberData(nameof(Settings))]
    public void Same_bits(string variable, string value, int bits, int part, int parts)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("modelcompiler-");
        try
        {
            string[] files = [.. s_models.Value.Select((models, index) => Save(models, Path.Combine(folder.FullName, $"{index}.dll")))];
            string[] lines = ChildProcess
                .Run(new Dictionary<string, string> { [variable] = value }, [$"{part}", $"{parts}", .. files])
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(bits, int.Parse(lines[0], CultureInfo.InvariantCulture));
            Assert.Equal(s_own.Value.Skip(1).Where((_, number) => number % parts == part), lines.Skip(1));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Save(ModelAssembly models, string file)
    {
        File.WriteAllBytes(file, models.Image);
        return file;
    }
}
