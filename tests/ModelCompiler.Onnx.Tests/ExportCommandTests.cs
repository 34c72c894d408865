using ModelCompiler.Onnx.Tests.Harness;
using ModelCompiler.Tool;

namespace ModelCompiler.Onnx.Tests;

/// <summary>Models of a built assembly, as the command <c>export</c> finds and writes them.</summary>
public sealed class ExportCommandTests
{
    [Fact]
    public void A_model_of_an_assembly_is_written_with_the_parameters_of_a_file()
    {
        string[] wanted = ["Heads", "Mlp"];
        using InMemoryModels models =
            InMemoryModels.Compile([.. Zoo.Models.Where(model => wanted.Contains(model.Key)).Select(Zoo.Code)], out _)
            ?? throw new InvalidOperationException("The models do not compile.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("modelcompiler-");
        try
        {
            string assembly = Path.Combine(folder.FullName, "Exported.dll"),
                weights = Path.Combine(folder.FullName, "weights.safetensors");
            File.WriteAllBytes(assembly, models.Image);
            var built = new BuiltModels(assembly);
            Assert.Contains("choose one by --model. It has: Heads, Mlp.", Refusal(() => built.Find(null)), StringComparison.Ordinal);
            Assert.Contains("has no model Nope", Refusal(() => built.Find("Nope")), StringComparison.Ordinal);
            Type model = built.Find("Heads");
            Assert.Contains("carries no parameters", Refusal(() => BuiltModels.ToOnnx(model, null)), StringComparison.Ordinal);
            IExportedModel same = ExportedModel.Of(model);
            same.Save(weights);
            Assert.Equal(same.ToOnnx(), BuiltModels.ToOnnx(model, weights));
            Assert.Contains("Mlp", Refusal(() => BuiltModels.ToOnnx(built.Find("Mlp"), weights)), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_assembly_without_models_is_refused() =>
        Assert.Contains(
            "has no compiled model",
            Refusal(() => new BuiltModels(typeof(Spectre.Console.Table).Assembly.Location).Find(null)),
            StringComparison.Ordinal
        );

    private static string Refusal(Action action) => Assert.ThrowsAny<Exception>(action).Message;
}
