using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Emission;

/// <summary>Which convolutions have pixels in the lanes, and which pools join them.</summary>
public sealed class PlanarConvolutionTests
{
    private const string Alone = " PlanarConvolution.Run<TWide, ",
        Pooled = " PlanarConvolution.RunPooled<TWide, ",
        Other = " Convolution",
        Pool = "Pool.Run<";

    [Theory]
    [InlineData("1, 28, 28", "[Conv2D(6, 5, Activation.Relu, Padding = 2)][MaxPool2D(2)]")]
    [InlineData("1, 28, 28", "[Conv2D(8, 3, Activation.Gelu)][MaxPool2D(2, Stride = 3)]")]
    [InlineData("1, 18, 18", "[Conv2D(4, 3, Bias = false)][BatchNorm][MaxPool2D(2)]")]
    public void With_a_maximum_behind(string shape, string layers)
    {
        string source = Source(shape, layers);
        Assert.Contains(Pooled, source);
        Assert.DoesNotContain(Other, source);
        Assert.DoesNotContain(Pool, source);
    }

    [Theory]
    [InlineData("1, 28, 28", "[Conv2D(8, 3)]")]
    [InlineData("1, 28, 28", "[Conv2D(6, 3)][AvgPool2D(2)]")]
    [InlineData("1, 28, 28", "[Conv2D(6, 3)][MaxPool2D(3, Stride = 2)]")]
    [InlineData("1, 20", "[Conv1D(3, 5)]")]
    public void Alone_where_no_maximum_of_lines_apart_follows(string shape, string layers)
    {
        string source = Source(shape, layers);
        Assert.Contains(Alone, source);
        Assert.DoesNotContain(Other, source);
        Assert.DoesNotContain(Pooled, source);
    }

    [Theory]
    [InlineData("1, 28, 28", "[Conv2D(9, 3)]")]
    [InlineData("3, 28, 28", "[Conv2D(6, 3)]")]
    [InlineData("1, 28, 28", "[Conv2D(6, 3, Stride = 2)]")]
    [InlineData("1, 28, 28", "[Conv2D(6, 1)]")]
    [InlineData("1, 28, 17", "[Conv2D(6, 3)]")]
    [InlineData("1, 28, 19", "[Conv2D(8, 3)]")]
    public void Where_it_would_cost_more_or_does_not_fit_channels_stay_in_the_lanes(string shape, string layers) =>
        Assert.Contains(Other, Source(shape, layers));

    [Fact]
    public void Only_a_gradient_keeps_what_a_maximum_reads()
    {
        string source = Source(
            "1, 28, 28",
            "[Conv2D(6, 5, Activation.Relu)][MaxPool2D(2)][Flatten][Dense(10, Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)]"
        );
        Assert.Contains("public static int Conv2d1Output => -1;", source);
        Assert.Contains("kept: TMemory.Conv2d1Output < 0 ? default : workspace[", source);
        Assert.Equal(2, source.Split("Conv2d1Output => ").Length - 1);
    }

    private static string Source(string shape, string layers) =>
        GeneratorRun.Of($"[Model][Input({shape})]{layers} partial class Net;").Sources.Single().Value;
}
