using System.Buffers.Binary;
using System.Text;

namespace ModelCompiler.Package.Tests;

/// <summary>Weights that a project ships in its assembly: from the item in the project file to the message of the build.</summary>
[Collection(PackageCollection.Name)]
public sealed class WeightsTests(PackedPackages packages)
{
    // Everything that the way through the build's texts could spoil.
    private const string Header =
        """{"__metadata__":{"note":"}{ \"; \\ $(Name) %41 @(Compile) 'é'"},"sum.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"sum.bias":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""";

    [Fact]
    public void TrainedModelComesOutOfTheAssemblyAndAMisfitFailsTheBuild()
    {
        FreshProject project = packages.NewProject("ShippedWeights");
        project
            .WithConsoleProject(project.PackageReference + """<ModelWeights Include="weights/sum.safetensors" />""")
            .WithFile(
                "Program.cs",
                """
                using ModelCompiler;

                float[] output = Net.CreateTrained().Predict([10, 100]);
                Console.WriteLine(output[0].ToString(System.Globalization.CultureInfo.InvariantCulture));
                """
            );
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(project.Folder, "weights")).FullName, "sum.safetensors");

        File.WriteAllBytes(file, Weights(Header));
        Declare("Dense(1, Name = \"sum\")");
        Assert.Equal(["320.5"], project.Build().Run([]).Lines);

        Declare("Dense(3, Name = \"sum\")");
        AssertFails(
            "error MC0504: 'sum.safetensors' does not fit 'Net': 'sum.weight' has shape [1, 2] in the file, but [3, 2] in the model"
        );

        // Where analyzers are off, the generator says it.
        Declare("Dense(1, Name = \"sum\")");
        File.WriteAllBytes(file, Weights(Header.Replace("sum.bias", "sum.start", StringComparison.Ordinal)));
        AssertFails(
            "error MC0503: 'sum.safetensors' does not hold the parameters of 'Net': it lacks sum.bias; the model does not have sum.start",
            "-p:RunAnalyzers=false"
        );

        File.Delete(file);
        AssertFails("The ModelWeights file 'weights/sum.safetensors' does not exist");

        void Declare(string layer) =>
            project.WithFile(
                "Net.cs",
                $"""
                using ModelCompiler;

                [Model]
                [Input(2)]
                [{layer}]
                [Weights("sum.safetensors")]
                public sealed partial class Net;
                """
            );

        void AssertFails(string message, params string[] switches)
        {
            CommandResult build = packages.Dotnet(project.Folder, ["build", "-c", "Release", "--no-restore", .. switches]);
            Assert.NotEqual(0, build.ExitCode);
            Assert.Contains(message, build.Output, StringComparison.Ordinal);
        }
    }

    private static byte[] Weights(string header)
    {
        byte[] json = Encoding.UTF8.GetBytes(header.PadRight(header.Length + 3));
        byte[] file = new byte[8 + json.Length + 12];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)json.Length);
        json.CopyTo(file, 8);
        Span<byte> numbers = file.AsSpan(8 + json.Length);
        BinaryPrimitives.WriteSingleLittleEndian(numbers, 2);
        BinaryPrimitives.WriteSingleLittleEndian(numbers[4..], 3);
        BinaryPrimitives.WriteSingleLittleEndian(numbers[8..], 0.5f);
        return file;
    }
}
