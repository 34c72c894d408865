using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Emission;

/// <summary>Where a normalisation with running statistics is computed: by the kernel before it, or in a pass of its own.</summary>
public sealed class FoldedNormTests
{
    private const string Pass = "ChannelMap.Run<";

    [Theory]
    [InlineData("[Conv2D(16, 3)][BatchNorm][Activation(Activation.Relu)]", "Normalize<Columns16, Activate<Relu>>")]
    [InlineData("[Conv2D(16, 3, Bias = false)][BatchNorm]", "Normalize<Columns16, StoreSum>")]
    [InlineData("[DepthwiseConv2D(3)][BatchNorm][Activation(Activation.Relu)]", "Normalize<Columns4, Activate<Relu>>")]
    [InlineData("[ConvTranspose2D(8, 3)][BatchNorm][Activation(Activation.Relu)]", "Normalize<Columns8, Activate<Relu>>")]
    [InlineData("[Conv2D(16, 3)][BatchNorm][Activation(Activation.Mish)]", "Normalize<Columns16, StoreSum>")]
    [InlineData("[Flatten][Dense(40)][BatchNorm][Activation(Activation.Relu)]", "Normalize<Columns48, Activate<Relu>>")]
    [InlineData(
        "[Conv2D(4, 3, Padding = 1, Name = \"a\")][Conv2D(4, 3, Padding = 1)][BatchNorm][Add(\"a\")][Activation(Activation.Relu)]",
        "Normalize<Columns4, AddSavedActivate<Relu>>"
    )]
    public void A_product_normalises_its_sums(string layers, string epilogue)
    {
        string source = Source(layers);
        Assert.Contains(epilogue, source);
        Assert.DoesNotContain(Pass, source);
    }

    [Theory]
    [InlineData("[Conv2D(16, 3, Activation.Relu)][BatchNorm]")]
    [InlineData("[BatchNorm][Conv2D(16, 3)]")]
    [InlineData("[Conv2D(4, 3, Name = \"a\")][BatchNorm][Add(\"a\")]")]
    [InlineData("[MaxPool2D(2)][BatchNorm]")]
    public void What_cannot_is_a_pass(string layers)
    {
        string source = Source(layers);
        Assert.Contains(Pass, source);
        Assert.DoesNotContain("Normalize<", source);
    }

    [Fact]
    public void The_normalisation_of_a_batch_adds_and_activates_in_its_pass()
    {
        string source = Source(
            "[Conv2D(4, 3, Padding = 1, Name = \"a\")][Conv2D(4, 3, Padding = 1, Bias = "
                + "false)][BatchNorm][Add(\"a\")][Activation(Activation.Relu)][Dense(2)][Loss(Loss.MeanSquaredError)]"
        );
        Assert.Contains(Pass + "Lanes4, AddSavedActivate<Relu>>", source);
        Assert.DoesNotContain("ImageMap.Run<", source);
    }

    private static string Source(string layers) =>
        GeneratorRun.Of($"[Model][Input(3, 8, 8)]{layers} partial class Net;").Sources.Single().Value;
}
