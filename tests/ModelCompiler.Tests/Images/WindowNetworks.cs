using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Images;

/// <summary>
/// Windows that differ from dimension to dimension and from side to side, pools that round up, that leave padding out of their means, and
/// that have gaps.
/// </summary>
internal static class WindowNetworks
{
    private const int Same = Padding.Same;

    public static IReadOnlyList<Network> Networks { get; } =
    [
        Of(
            "Image_axes_conv",
            [2, 9, 8],
            new Convolution(
                "Conv2D",
                5,
                3,
                Activation.Tanh,
                KernelWidth: 2,
                More: "StrideHeight = 2, PaddingHeight = 2, DilationWidth = 3"
            ),
            new Convolution("Conv2D", 18, 2, Activation.Gelu, Padding: 1, More: "StrideWidth = 3, PaddingTop = 2, PaddingRight = 0")
        ),
        Of(
            "Image_axes_conv_sides",
            [3, 5, 6],
            new Convolution("Conv2D", 6, 3, Activation.Tanh, More: "PaddingTop = 2, PaddingLeft = 1"),
            new Convolution("Conv2D", 9, 3, Activation.Tanh, More: "PaddingBottom = 2, PaddingRight = 3"),
            new Convolution("Conv2D", 3, 3, Activation.Tanh, More: "PaddingWidth = 1, PaddingTop = 1")
        ),
        Of(
            "Image_axes_conv_same",
            [2, 7, 6],
            new Convolution("Conv2D", 3, 4, Activation.Tanh, Padding: Same, More: "StrideWidth = 2, PaddingTop = 0"),
            new Convolution("Conv2D", 4, 2, Activation.Sigmoid, More: "PaddingHeight = -1, PaddingLeft = 1")
        ),
        Of(
            "Image_axes_conv_groups",
            [6, 5, 7],
            new Convolution("Conv2D", 16, 3, Activation.Tanh, Groups: 2, More: "StrideWidth = 2, PaddingLeft = 2, PaddingBottom = 1"),
            new Convolution("Conv2D", 8, 2, Activation.Tanh, Groups: 2, More: "DilationHeight = 2, PaddingTop = 1")
        ),
        Of(
            "Image_axes_scatter",
            [2, 8, 9],
            new Convolution("Conv2D", 4, 1, Activation.Tanh),
            new Convolution("Conv2D", 5, 3, Activation.Tanh, KernelWidth: 2, More: "StrideHeight = 2, PaddingTop = 1, PaddingRight = 2"),
            new Plain("GlobalAvgPool")
        ),
        Of(
            "Image_axes_planes",
            [1, 7, 28],
            new Convolution("Conv2D", 6, 5, Activation.Softsign, More: "StrideHeight = 2, PaddingTop = 3, PaddingRight = 4"),
            new Pool("MaxPool2D", 2, KernelWidth: 3, More: "CeilMode = true")
        ),
        Of(
            "Image_axes_depthwise",
            [5, 6, 7],
            new Convolution("DepthwiseConv2D", null, 3, Activation.Tanh, KernelWidth: 2, More: "StrideWidth = 2, PaddingLeft = 3"),
            new Convolution("DepthwiseConv2D", null, 2, Activation.Gelu, More: "DilationHeight = 2, PaddingTop = 1, PaddingRight = 2"),
            new Convolution("Conv2D", 20, 1, Activation.Tanh)
        ),
        Of(
            "Image_axes_transposed",
            [2, 3, 4],
            new Convolution("Conv2D", 5, 1, Activation.Tanh),
            new Convolution(
                "ConvTranspose2D",
                6,
                3,
                Activation.Tanh,
                KernelWidth: 2,
                More: "StrideHeight = 2, StrideWidth = 3, PaddingTop = 1, PaddingRight = 2, OutputPaddingWidth = 1"
            ),
            new Convolution("ConvTranspose2D", 4, 2, Activation.Gelu, More: "DilationWidth = 2, PaddingHeight = 1, PaddingLeft = 3")
        ),
        Of(
            "Image_axes_causal",
            [3, 17],
            new Convolution("Conv1D", 6, 3, Activation.Tanh, Dilation: 2, More: "PaddingBefore = 4"),
            new Convolution("Conv1D", 5, 2, Activation.Gelu, Padding: 2, More: "PaddingAfter = 0")
        ),
        Of(
            "Image_axes_pad",
            [2, 4, 5],
            new Convolution("Conv2D", 3, 2, Activation.Tanh),
            new Surrounded("ZeroPad(1, PaddingTop = 0, PaddingWidth = 2, PaddingLeft = 3)", 0, 1, 3, 2),
            new Convolution("Conv2D", 20, 3, Activation.Tanh, Padding: 1),
            new Surrounded("ZeroPad(PaddingBottom = 2)", 0, 2, 0, 0)
        ),
        Of(
            "Image_axes_pad_signal",
            [2, 6],
            new Surrounded("ZeroPad(PaddingBefore = 3)", 0, 0, 3, 0),
            new Convolution("Conv1D", 4, 3, Activation.Tanh),
            new Surrounded("ZeroPad(1, PaddingAfter = 0)", 0, 0, 1, 0)
        ),
        Of(
            "Image_pool_axes",
            [2, 8, 9],
            new Convolution("Conv2D", 5, 2, Activation.Tanh),
            new Pool("MaxPool2D", 3, KernelWidth: 2, More: "StrideHeight = 1, PaddingTop = 1"),
            new Pool("AvgPool2D", 2, KernelWidth: 3, More: "StrideWidth = 1, PaddingRight = 1")
        ),
        Of(
            "Image_pool_max_rest",
            [2, 8, 9],
            new Convolution("Conv2D", 5, 2, Activation.Tanh),
            new Pool("MaxPool2D", 2, More: "CeilMode = true"),
            new Pool("MaxPool2D", 3, 2, 1, More: "CeilMode = true")
        ),
        Of(
            "Image_pool_max_rest_in_padding",
            [2, 6, 7],
            new Convolution("Conv2D", 4, 1, Activation.Tanh),
            new Pool("MaxPool2D", 2, 3, 1, More: "CeilMode = true")
        ),
        Of(
            "Image_pool_max_dilated",
            [2, 8, 9],
            new Convolution("Conv2D", 18, 2, Activation.Gelu),
            new Pool("MaxPool2D", 3, 2, 1, More: "Dilation = 2"),
            new Pool("MaxPool2D", 2, 1, More: "DilationWidth = 2")
        ),
        Of(
            "Image_pool_max_dilated_apart",
            [3, 9, 10],
            new Convolution("Conv2D", 5, 1, Activation.Tanh),
            new Pool("MaxPool2D", 2, 4, 1, More: "Dilation = 3, CeilMode = true")
        ),
        Of("Image_pool_max_dilated_input", [3, 7, 7], new Pool("MaxPool2D", 2, 1, 1, More: "DilationHeight = 4, DilationWidth = 2")),
        Of(
            "Image_pool_average_rest",
            [2, 8, 9],
            new Convolution("Conv2D", 5, 2, Activation.Tanh),
            new Pool("AvgPool2D", 2, More: "CeilMode = true"),
            new Convolution("Conv2D", 20, 2, Activation.Softplus, Padding: 1),
            new Pool("AvgPool2D", 3, 2, 1, More: "CeilMode = true")
        ),
        Of(
            "Image_pool_average_values",
            [3, 6, 7],
            new Pool("AvgPool2D", 3, 2, 1, More: "CountIncludePad = false"),
            new Convolution("Conv2D", 37, 2, Activation.Tanh),
            new Pool("AvgPool2D", 2, 1, More: "PaddingTop = 1, PaddingRight = 1, CountIncludePad = false")
        ),
        Of(
            "Image_pool_average_gaps",
            [2, 9, 8],
            new Convolution("Conv2D", 4, 2, Activation.Tanh),
            new Pool("AvgPool2D", 2, 3, 1, More: "CeilMode = true, CountIncludePad = false")
        ),
        Of(
            "Image_pool_signal",
            [2, 19],
            new Convolution("Conv1D", 5, 2, Activation.Tanh),
            new Pool("AvgPool1D", 4, 3, 2, More: "CeilMode = true, PaddingBefore = 1"),
            new Pool("MaxPool1D", 2, 2, More: "Dilation = 2, PaddingAfter = 1, CeilMode = true")
        ),
    ];

    private static Network Of(string name, int[] shape, params Layer[] layers) => ImageNetworks.Of(name, shape, layers);
}
