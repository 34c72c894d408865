namespace ModelCompiler.Runtime.Tests.Serialization;

public class EmbeddedWeightsTests
{
    private const string Resource = "Serialization/linear.safetensors";

    [Fact]
    public void A_model_comes_out_of_the_assembly()
    {
        LinearModel model = EmbeddedWeights.Create<LinearModel>(typeof(EmbeddedWeightsTests).Assembly, Resource);
        LinearModel expected = LinearModel.Create(1);
        expected.Load(HandMadeFile.LinearModel().AsSpan());
        ModelSerializationTests.AssertSameBits(expected.Parameters, model.Parameters);
    }

    [Fact]
    public void A_missing_resource_names_those_that_exist()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            EmbeddedWeights.Create<LinearModel>(typeof(EmbeddedWeightsTests).Assembly, "none.safetensors")
        );
        Assert.Contains($"it has {Resource}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("<EmbeddedResource Include=\"none.safetensors\"", exception.Message, StringComparison.Ordinal);
    }
}
