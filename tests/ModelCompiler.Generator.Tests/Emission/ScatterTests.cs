using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Emission;

/// <summary>How the gradient of a convolution's input is computed: by scattering, or as a convolution over the turned weight.</summary>
public sealed class ScatterTests
{
    private const string Scattered = "ConvolutionScatter.Run<",
        Turned = "// inner: d = turned(W) * d";

    [Theory]
    [InlineData("[Conv2D(16, 5, Name = \"inner\")]", "// scattered: 1,664 multiply-adds and 200 additions of vectors instead of 19,200", 6)]
    [InlineData("[Conv2D(16, 3, Name = \"inner\", Groups = 2)]", "TMedium, InnerInputShape", 16)]
    [InlineData("[Conv2D(10, 3, Name = \"inner\", Stride = 2, Dilation = 2)]", "TWide, InnerInputShape", 20)]
    public void Few_channels_and_borders_are_scattered(string layer, string expected, int channels)
    {
        string source = Source(layer, channels);
        Assert.Contains(Scattered, source);
        Assert.Contains(expected, source);
        Assert.DoesNotContain(Turned, source);
    }

    [Theory]
    [InlineData("[Conv2D(16, 3, Name = \"inner\", Padding = 1)]", 16)]
    [InlineData("[Conv2D(6, 1, Name = \"inner\")]", 6)]
    public void Full_vectors_without_much_border_are_not(string layer, int channels)
    {
        string source = Source(layer, channels);
        Assert.Contains(Turned, source);
        Assert.DoesNotContain(Scattered, source);
    }

    [Fact]
    public void What_is_scattered_needs_no_border() =>
        Assert.DoesNotContain("ImageBorder.Clear(", Source("[Conv2D(16, 5, Name = \"inner\")]", 6));

    // The image of the inner layer has 6 lines of 8 pixels.
    private static string Source(string layer, int channels) =>
        GeneratorRun
            .Of(
                $"[Model][Input(40, 6, 8)][Conv2D({channels}, 1)]{layer}[GlobalAvgPool][Dense(2)][Loss(Loss.MeanSquaredError)] "
                    + $"partial class Net;"
            )
            .Sources.Single()
            .Value;
}
