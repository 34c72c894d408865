using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Images;

/// <summary>
/// Images and signals in other sizes: larger, smaller, by whole and by broken factors, to and from one pixel, at either end of a network.
/// </summary>
internal static class ResamplingNetworks
{
    public static IReadOnlyList<Network> Networks { get; } =
    [
        Of(
            "Image_resample_adaptive",
            [3, 7, 5],
            new Convolution("Conv2D", 5, 2, Activation.Tanh),
            new Resized("AdaptiveAvgPool(4, 3)", "adaptive", 4, 3),
            new Convolution("Conv2D", 20, 2, Activation.Gelu),
            new Resized("AdaptiveAvgPool(5)", "adaptive", 5, 5)
        ),
        Of(
            "Image_resample_adaptive_one",
            [2, 5, 7],
            new Resized("AdaptiveAvgPool(3, 7)", "adaptive", 3, 7),
            new Convolution("Conv2D", 37, 2, Activation.Tanh),
            new Resized("AdaptiveAvgPool(1)", "adaptive", 1, 1)
        ),
        Of(
            "Image_resample_adaptive_signal",
            [3, 17],
            new Convolution("Conv1D", 5, 3, Activation.Tanh),
            new Resized("AdaptiveAvgPool(4)", "adaptive", 1, 4)
        ),
        Of(
            "Image_resample_nearest",
            [2, 3, 4],
            new Convolution("Conv2D", 5, 2, Activation.Tanh),
            new Resized("Upsample(2)", "nearest", 4, 6),
            new Convolution("Conv2D", 18, 3, Activation.Gelu, Padding: 1),
            new Resized("Upsample(3, 1)", "nearest", 12, 6)
        ),
        Of(
            "Image_resample_nearest_size",
            [3, 5, 7],
            new Resized("Upsample(Height = 8, Width = 3)", "nearest", 8, 3),
            new Convolution("Conv2D", 4, 3, Activation.Tanh)
        ),
        Of(
            "Image_resample_bilinear",
            [2, 3, 5],
            new Convolution("Conv2D", 5, 2, Activation.Tanh),
            new Resized("Upsample(3, 2, Interpolation.Bilinear)", "bilinear", 6, 8),
            new Convolution("Conv2D", 20, 3, Activation.Softplus),
            new Resized("Upsample(Interpolation.Bilinear, Height = 3, Width = 11)", "bilinear", 3, 11)
        ),
        Of(
            "Image_resample_corners",
            [2, 3, 5],
            new Convolution("Conv2D", 37, 2, Activation.Sigmoid),
            new Resized("Upsample(2, Interpolation.Bilinear, AlignCorners = true)", "bilinear", 4, 8, true),
            new Resized("Upsample(Interpolation.Bilinear, AlignCorners = true, Height = 1, Width = 5)", "bilinear", 1, 5, true)
        ),
        Of(
            "Image_resample_input",
            [1, 4, 3],
            new Resized("Upsample(Interpolation.Bilinear, Height = 7, Width = 9)", "bilinear", 7, 9),
            new Convolution("Conv2D", 3, 2, Activation.Tanh, Stride: 2)
        ),
        Of(
            "Image_resample_long",
            [1, 2, 23],
            new Convolution("Conv2D", 3, 2, Activation.Tanh),
            new Resized("Upsample(1, 4, Interpolation.Bilinear)", "bilinear", 1, 88),
            new Resized("AdaptiveAvgPool(1, 36)", "adaptive", 1, 36)
        ),
        Of(
            "Image_resample_signal",
            [3, 6],
            new Convolution("Conv1D", 5, 2, Activation.Tanh),
            new Resized("Upsample(2, Interpolation.Linear)", "linear", 1, 10),
            new Convolution("Conv1D", 4, 3, Activation.Tanh),
            new Resized("Upsample(Interpolation.Linear, Length = 5, AlignCorners = true)", "linear", 1, 5, true),
            new Resized("Upsample(3)", "nearest", 1, 15)
        ),
        Of(
            "Image_resample_residual",
            [2, 4, 4],
            new Convolution("Conv2D", 6, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 6, 2, Activation.Tanh, Stride: 2),
            new Resized("Upsample(2)", "nearest", 4, 4),
            new Plain("Add(\"conv2d1\")"),
            new Activate(Activation.Gelu),
            new Convolution("Conv2D", 3, 3, Activation.Tanh, Padding: 1)
        ),
    ];

    private static Network Of(string name, int[] shape, params Layer[] layers) => ImageNetworks.Of(name, shape, layers);
}
