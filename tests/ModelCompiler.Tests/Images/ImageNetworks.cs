using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Images;

/// <summary>
/// Small networks on images and signals: odd sizes, strides with a rest, dilation, groups, windows of one value and as large as the input,
/// channels that fill no vector and that fill several panels. All but one end in a dense layer, and all in a squared error.
/// </summary>
internal static partial class ImageNetworks
{
    private const int Same = Padding.Same;

    public static IReadOnlyList<Network> Networks { get; } =
    [
        .. First,
        Of(
            "Image_conv_rectangle",
            [2, 6, 8],
            new Convolution("Conv2D", 3, 1, Activation.Tanh, KernelWidth: 5),
            new Convolution("Conv2D", 3, 4, Activation.Tanh, KernelWidth: 1)
        ),
        Of(
            "Image_conv_linear_then_activation",
            [2, 5, 5],
            new Convolution("Conv2D", 3, 3, Padding: 1),
            new Activate(Activation.Gelu),
            new Convolution("Conv2D", 3, 3, Activation.Tanh)
        ),
        Of(
            "Image_depthwise",
            [5, 6, 7],
            new Convolution("DepthwiseConv2D", null, 3, Activation.Tanh, Padding: 1),
            new Convolution("DepthwiseConv2D", null, 3, Activation.Gelu, Stride: 2)
        ),
        Of(
            "Image_depthwise_wide",
            [2, 5, 6],
            new Convolution("Conv2D", 37, 1, Activation.Tanh),
            new Convolution("DepthwiseConv2D", null, 2, Activation.Tanh, Dilation: 2),
            new Convolution("Conv2D", 3, 1, Activation.Tanh)
        ),
        Of(
            "Image_signal",
            [3, 17],
            new Convolution("Conv1D", 5, 4, Activation.Tanh, Stride: 2, Padding: 2),
            new Pool("MaxPool1D", 2),
            new Convolution("Conv1D", 4, 2, Activation.Tanh, Dilation: 2)
        ),
        Of(
            "Image_signal_mean",
            [1, 12],
            new Convolution("Conv1D", 6, 3, Activation.Tanh, Padding: 1),
            new Pool("AvgPool1D", 3, 2, 1),
            new Plain("GlobalMaxPool")
        ),
        Of("Image_max", [3, 6, 8], new Convolution("Conv2D", 5, 3, Activation.Tanh, Padding: 1), new Pool("MaxPool2D", 2)),
        Of(
            "Image_max_overlap",
            [2, 7, 8],
            new Convolution("Conv2D", 5, 3, Activation.Gelu, Padding: 1),
            new Pool("MaxPool2D", 3, 2, 1),
            new Pool("MaxPool2D", 2, 1)
        ),
        Of(
            "Image_max_gaps",
            [2, 8, 9],
            new Convolution("Conv2D", 3, 3, Activation.Tanh, Padding: 1),
            new Pool("MaxPool2D", 2, 3),
            new Convolution("Conv2D", 3, 2, Activation.Tanh)
        ),
        Of("Image_max_of_input", [3, 7, 7], new Pool("MaxPool2D", 3, 2, 1), new Convolution("Conv2D", 4, 3, Activation.Tanh)),
        Of(
            "Image_average",
            [2, 7, 9],
            new Convolution("Conv2D", 5, 2, Activation.Tanh),
            new Pool("AvgPool2D", 2),
            new Convolution("Conv2D", 3, 2, Activation.Tanh, Padding: 1)
        ),
        Of(
            "Image_average_overlap",
            [4, 6, 7],
            new Pool("AvgPool2D", 3, 2, 1),
            new Convolution("Conv2D", 20, 2, Activation.Tanh),
            new Pool("AvgPool2D", 2, 1)
        ),
        Of("Image_global", [3, 5, 6], new Convolution("Conv2D", 9, 3, Activation.Tanh), new Plain("GlobalAvgPool")),
        Of("Image_global_max", [3, 5, 6], new Convolution("Conv2D", 20, 2, Activation.Sigmoid), new Plain("GlobalMaxPool")),
        Of(
            "Image_pad",
            [2, 4, 5],
            new Plain("ZeroPad(1)"),
            new Convolution("Conv2D", 3, 3, Activation.Tanh),
            new Plain("ZeroPad(2)"),
            new Convolution("Conv2D", 3, 3, Activation.Tanh, Padding: 1)
        ),
        Of(
            "Image_flatten",
            [2, 3, 4],
            new Convolution("Conv2D", 3, 2, Activation.Tanh),
            new Plain("Flatten"),
            new Dense(5, Activation.Tanh)
        ),
        Of("Image_reshape", [6, 7], new Plain("Reshape(1, 6, 7)"), new Convolution("Conv2D", 3, 3, Activation.Tanh)),
        Of(
            "Image_scale",
            [2, 4, 6],
            new Convolution("Conv2D", 3, 3, Activation.Tanh, Padding: 1),
            new Plain("Scale"),
            new Pool("MaxPool2D", 2)
        ),
        Of(
            "Image_residual",
            [2, 5, 5],
            new Convolution("Conv2D", 3, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 3, 3, Padding: 1),
            new Plain("Add(\"conv2d1\")"),
            new Activate(Activation.Gelu),
            new Pool("AvgPool2D", 2)
        ),
        Of(
            "Image_residual_relu",
            [16, 5, 5],
            new Convolution("Conv2D", 20, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 20, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 20, 3, Padding: 1),
            new Plain("Add(\"conv2d1\")"),
            new Activate(Activation.Softsign),
            new Convolution("Conv2D", 20, 3, Activation.Softsign, Padding: 1),
            new Convolution("Conv2D", 20, 3, Padding: 1),
            new Plain("Add(\"activation1\")"),
            new Activate(Activation.Tanh),
            new Plain("GlobalAvgPool")
        ),
        Of(
            "Image_residual_borders",
            [3, 6, 5],
            new Convolution("Conv2D", 5, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 5, 5, Activation.Tanh, Padding: 2),
            new Convolution("Conv2D", 5, 1),
            new Plain("Add(\"conv2d1\")"),
            new Activate(Activation.Gelu),
            new Convolution("Conv2D", 4, 3, Activation.Tanh)
        ),
        Of(
            "Image_residual_depthwise",
            [3, 5, 6],
            new Convolution("Conv2D", 6, 3, Activation.Tanh, Padding: 1),
            new Convolution("DepthwiseConv2D", null, 3, Padding: 1),
            new Plain("Add(\"conv2d1\")"),
            new Activate(Activation.Sigmoid),
            new Pool("MaxPool2D", 2)
        ),
        Of(
            "Image_residual_transposed",
            [3, 4, 4],
            new Convolution("Conv2D", 6, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 8, 3, Activation.Tanh, Stride: 2, Padding: 1),
            new Convolution("ConvTranspose2D", 6, 2, Stride: 2),
            new Plain("Add(\"conv2d1\")"),
            new Activate(Activation.Tanh),
            new Convolution("Conv2D", 3, 2)
        ),
        Of(
            "Image_residual_of_input",
            [4, 5, 5],
            new Convolution("Conv2D", 4, 3, Padding: 1),
            new Plain("Add(\"input\")"),
            new Activate(Activation.Tanh),
            new Convolution("Conv2D", 3, 2)
        ),
        Of(
            "Image_gate",
            [2, 5, 6],
            new Convolution("Conv2D", 5, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 5, 3, Activation.Sigmoid, Padding: 1),
            new Plain("Multiply(\"conv2d1\")"),
            new Activate(Activation.HardSigmoid),
            new Convolution("Conv2D", 3, 2, Activation.Tanh)
        ),
        Of(
            "Image_concat",
            [3, 5, 6],
            new Convolution("Conv2D", 5, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 18, 3, Activation.Tanh, Padding: 1),
            new Plain("Concat(\"conv2d1\")"),
            new Convolution("Conv2D", 3, 3, Activation.Tanh)
        ),
        Of(
            "Image_concat_of_input",
            [3, 5, 6],
            new Convolution("Conv2D", 5, 3, Activation.Tanh, Padding: 1),
            new Plain("Concat(\"input\")"),
            new Activate(Activation.Sigmoid),
            new Convolution("Conv2D", 3, 3, Activation.Tanh)
        ),
        Of("Image_flatten_input", [2, 3, 4], new Plain("Flatten"), new Dense(5, Activation.Tanh)),
        // One channel in lines of at least sixteen pixels: pixels in the lanes, alone and with the maximum of windows behind, for every
        // number of channels.
        Of(
            "Image_planes",
            [1, 6, 28],
            new Convolution("Conv2D", 6, 5, Activation.Softsign, Padding: 2),
            new Pool("MaxPool2D", 2),
            new Convolution("Conv2D", 3, 2, Activation.Tanh)
        ),
        Of(
            "Image_planes_alone",
            [1, 5, 17],
            new Convolution("Conv2D", 3, 3, Activation.Tanh, Padding: Same),
            new Convolution("Conv2D", 2, 2, Activation.Tanh, Padding: 1)
        ),
        Of("Image_planes_gaps", [1, 6, 33], new Convolution("Conv2D", 8, 3, Activation.Softsign, Padding: 1), new Pool("MaxPool2D", 2, 3)),
        Of("Image_planes_seven", [1, 8, 37], new Convolution("Conv2D", 7, 7, Activation.Gelu, Padding: 2), new Pool("MaxPool2D", 3)),
        Of(
            "Image_planes_clipped",
            [1, 5, 31],
            new Convolution("Conv2D", 5, 3, Activation.Sigmoid, Padding: Same, Bias: false),
            new Pool("MaxPool2D", 2, 2, 1)
        ),
        Of("Image_planes_odd", [1, 5, 32], new Convolution("Conv2D", 4, 3, Activation.Tanh), new Pool("MaxPool2D", 2)),
        Of("Image_planes_overlap", [1, 5, 19], new Convolution("Conv2D", 1, 4, Activation.Tanh), new Pool("MaxPool2D", 2, 1)),
        Of("Image_planes_average", [1, 6, 20], new Convolution("Conv2D", 2, 3, Activation.Softplus), new Pool("AvgPool2D", 2)),
        Of("Image_planes_linear", [1, 4, 48], new Convolution("Conv2D", 5, 1, KernelWidth: 15), new Pool("MaxPool2D", 2)),
        Of("Image_planes_signal", [1, 40], new Convolution("Conv1D", 4, 5, Activation.Tanh, Dilation: 2), new Pool("MaxPool1D", 2)),
        Of("Image_planes_dilated", [1, 8, 26], new Convolution("Conv2D", 8, 3, Activation.Softsign, Dilation: 3), new Pool("MaxPool2D", 2)),
        Of(
            "Image_planes_read_twice",
            [1, 4, 18],
            new Convolution("Conv2D", 4, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 4, 3, Padding: 1),
            new Plain("Add(\"conv2d1\")"),
            new Activate(Activation.Softsign)
        ),
        new(
            "Image_without_dense",
            40,
            [
                new Convolution("Conv2D", 3, 3, Activation.Tanh, Padding: Same),
                new Convolution("Conv2D", 2, 3, Activation.Gelu, Padding: Same),
            ],
            Loss.MeanSquaredError
        )
        {
            Shape = [2, 4, 5],
        },
    ];

    public static ModelAssembly Models => ModelAssembly.Of("images", () => Networks);

    public static Network Find(string name) => Networks.Single(network => network.Name == name);

    private static Network Of(string name, int[] shape, params Layer[] layers) =>
        new(name, shape.Aggregate(1, (product, size) => product * size), [.. layers, new Dense(3)], Loss.MeanSquaredError)
        {
            Shape = shape,
        };
}
