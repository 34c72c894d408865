using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Images;

/// <content>The first half of the networks.</content>
internal static partial class ImageNetworks
{
    private static Network[] First =>
        [
            Of("Image_conv", [2, 7, 9], new Convolution("Conv2D", 5, 3, Activation.Tanh)),
            Of("Image_conv_wide", [3, 5, 6], new Convolution("Conv2D", 37, 3, Activation.Tanh, Padding: 1)),
            Of(
                "Image_conv_two",
                [1, 8, 8],
                new Convolution("Conv2D", 6, 3, Activation.Tanh, Padding: 1),
                new Convolution("Conv2D", 18, 3, Activation.Softplus, Stride: 2)
            ),
            Of(
                "Image_conv_many",
                [18, 4, 4],
                new Convolution("Conv2D", 9, 3, Activation.Gelu, Padding: 2),
                new Convolution("Conv2D", 3, 3, Activation.Sigmoid)
            ),
            Of("Image_conv_long", [48, 3, 4], new Convolution("Conv2D", 5, 3, Activation.Tanh, Padding: 1)),
            Of(
                "Image_conv_stride_rest",
                [2, 8, 9],
                new Convolution("Conv2D", 3, 3, Activation.Tanh, Stride: 3, Padding: 1),
                new Convolution("Conv2D", 4, 2, Activation.Sigmoid)
            ),
            Of(
                "Image_conv_stride_larger_than_window",
                [2, 7, 8],
                new Convolution("Conv2D", 3, 2, Activation.Tanh),
                new Convolution("Conv2D", 4, 1, Activation.Tanh, Stride: 3)
            ),
            Of(
                "Image_conv_much_padding",
                [2, 4, 5],
                new Convolution("Conv2D", 3, 3, Activation.Tanh),
                new Convolution("Conv2D", 4, 2, Activation.HardSwish, Padding: 3)
            ),
            Of(
                "Image_conv_dilated",
                [2, 9, 8],
                new Convolution("Conv2D", 3, 3, Activation.Tanh, Dilation: 2, Padding: 1),
                new Convolution("Conv2D", 5, 2, Activation.Swish, Dilation: 3, Stride: 2)
            ),
            Of(
                "Image_conv_groups",
                [6, 5, 5],
                new Convolution("Conv2D", 9, 3, Activation.Tanh, Groups: 3),
                new Convolution("Conv2D", 6, 2, Activation.Sigmoid, Groups: 3, Padding: 1)
            ),
            Of(
                "Image_conv_groups_of_vectors",
                [8, 5, 6],
                new Convolution("Conv2D", 16, 3, Activation.Tanh, Groups: 2, Padding: 1),
                new Convolution("Conv2D", 8, 3, Activation.Tanh, Groups: 2, Stride: 2),
                new Convolution("Conv2D", 16, 1, Activation.Gelu, Groups: 2)
            ),
            Of(
                "Image_conv_groups_of_panels",
                [64, 3, 4],
                new Convolution("Conv2D", 32, 1, Activation.Tanh),
                new Convolution("Conv2D", 64, 3, Activation.Tanh, Groups: 2, Padding: 1, Dilation: 2)
            ),
            Of(
                "Image_conv_groups_of_eight",
                [16, 3, 4],
                new Convolution("Conv2D", 32, 1, Activation.Tanh),
                new Convolution("Conv2D", 32, 3, Activation.Tanh, Groups: 4, Padding: 1)
            ),
            Of(
                "Image_conv_groups_of_one_output",
                [8, 4, 5],
                new Convolution("Conv2D", 4, 3, Activation.Tanh, Groups: 4),
                new Convolution("Conv2D", 8, 2, Activation.Tanh, Groups: 4)
            ),
            Of(
                "Image_conv_stride_and_dilation",
                [3, 11, 12],
                new Convolution("Conv2D", 5, 1, Activation.Tanh),
                new Convolution("Conv2D", 4, 3, Activation.Gelu, Stride: 4, Dilation: 2, Padding: 2)
            ),
            Of(
                "Image_scatter_blocks_of_lines",
                [1, 17, 15],
                new Convolution("Conv2D", 4, 1, Activation.Tanh),
                new Convolution("Conv2D", 5, 3, Activation.Tanh, KernelWidth: 2),
                new Plain("GlobalAvgPool")
            ),
            Of(
                "Image_scatter_groups",
                [3, 7, 6],
                new Convolution("Conv2D", 16, 1, Activation.Tanh),
                new Convolution("Conv2D", 16, 3, Activation.Tanh, Groups: 2, Stride: 2, Dilation: 2, Padding: 2),
                new Plain("GlobalAvgPool")
            ),
            Of(
                "Image_scatter_across_panels",
                [2, 4, 5],
                new Convolution("Conv2D", 48, 1, Activation.Gelu),
                new Convolution("Conv2D", 6, 3, Activation.Tanh)
            ),
            Of(
                "Image_scatter_in_a_border",
                [2, 6, 7],
                new Convolution("Conv2D", 6, 2, Activation.Tanh),
                new Convolution("Conv2D", 9, 3, Activation.Tanh),
                new Convolution("Conv2D", 3, 3, Activation.Tanh, Padding: 1)
            ),
            Of(
                "Image_scatter_residual",
                [2, 5, 4],
                new Convolution("Conv2D", 6, 3, Activation.Tanh, Padding: 1),
                new Convolution("Conv2D", 18, 3, Activation.Gelu, Padding: 1),
                new Convolution("Conv2D", 6, 1),
                new Plain("Add(\"conv2d1\")"),
                new Activate(Activation.Gelu),
                new Plain("GlobalAvgPool")
            ),
            Of(
                "Image_scatter_signal",
                [3, 13],
                new Convolution("Conv1D", 6, 2, Activation.Tanh),
                new Convolution("Conv1D", 10, 5, Activation.Tanh, Stride: 3, Padding: 2)
            ),
            Of(
                "Image_scatter_long_signal",
                [1, 203],
                new Convolution("Conv1D", 5, 2, Activation.Tanh),
                new Convolution("Conv1D", 10, 5, Activation.Tanh),
                new Plain("GlobalAvgPool")
            ),
            Of(
                "Image_small_windows",
                [1, 6, 7],
                new Convolution("Conv2D", 18, 3, Activation.Tanh),
                new Convolution("Conv2D", 3, 2, Activation.Tanh)
            ),
            Of(
                "Image_small_windows_of_many_lines",
                [1, 8, 9],
                new Convolution("Conv2D", 33, 7, Activation.Tanh, KernelWidth: 5, Padding: 1),
                new Plain("GlobalAvgPool")
            ),
            Of(
                "Image_small_windows_dilated",
                [4, 7, 6],
                new Convolution("Conv2D", 6, 3, Activation.Tanh, Dilation: 2),
                new Plain("GlobalAvgPool")
            ),
            Of("Image_transposed", [2, 4, 5], new Convolution("ConvTranspose2D", 5, 3, Activation.Tanh)),
            Of("Image_transposed_alone", [1, 3, 8], new Convolution("ConvTranspose2D", 1, 3, Padding: 1)),
            Of(
                "Image_transposed_alone_strided",
                [2, 3, 4],
                new Convolution("ConvTranspose2D", 3, 3, Activation.Tanh, Stride: 2, Padding: 1)
            ),
            Of(
                "Image_transposed_inner",
                [2, 5, 4],
                new Convolution("Conv2D", 18, 2, Activation.Tanh),
                new Convolution("ConvTranspose2D", 37, 3, Activation.Tanh, Padding: 1),
                new Convolution("Conv2D", 3, 3, Activation.Tanh)
            ),
            Of(
                "Image_transposed_double",
                [3, 3, 5],
                new Convolution("ConvTranspose2D", 6, 4, Activation.Gelu, Stride: 2, Padding: 1),
                new Convolution("ConvTranspose2D", 4, 3, Activation.Tanh, Stride: 2, Padding: 1, OutputPadding: 1)
            ),
            Of(
                "Image_transposed_gaps",
                [2, 3, 4],
                new Convolution("Conv2D", 3, 2, Activation.Tanh),
                new Convolution("ConvTranspose2D", 4, 2, Activation.Sigmoid, Stride: 3, OutputPadding: 2),
                new Convolution("ConvTranspose2D", 2, 1, Activation.Tanh, Stride: 2)
            ),
            Of(
                "Image_transposed_dilated",
                [2, 4, 3],
                new Convolution("Conv2D", 5, 2, Activation.Tanh),
                new Convolution("ConvTranspose2D", 3, 3, Activation.Tanh, Dilation: 2, Padding: 1),
                new Convolution("ConvTranspose2D", 4, 3, Activation.Tanh, Stride: 2, Dilation: 3, OutputPadding: 2, Padding: 2),
                new Convolution("ConvTranspose2D", 3, 3, Activation.Tanh, Stride: 4, Dilation: 2, Padding: 1)
            ),
            Of(
                "Image_transposed_one",
                [5, 4, 3],
                new Convolution("ConvTranspose2D", 7, 1, Activation.Tanh),
                new Convolution("ConvTranspose2D", 20, 1, Activation.Mish, Bias: false)
            ),
            Of(
                "Image_transposed_rectangle",
                [2, 3, 4],
                new Convolution("ConvTranspose2D", 3, 1, Activation.Tanh, KernelWidth: 5, Stride: 2),
                new Convolution("ConvTranspose2D", 3, 4, Activation.Tanh, KernelWidth: 1, Stride: 2)
            ),
            Of(
                "Image_transposed_much_padding",
                [3, 5, 5],
                new Convolution("Conv2D", 4, 3, Activation.Tanh),
                new Convolution("ConvTranspose2D", 6, 3, Activation.Tanh, Stride: 2, Padding: 3)
            ),
            Of(
                "Image_transposed_groups",
                [6, 3, 3],
                new Convolution("ConvTranspose2D", 9, 3, Activation.Tanh, Groups: 3),
                new Convolution("ConvTranspose2D", 6, 2, Activation.Sigmoid, Groups: 3, Stride: 2)
            ),
            Of(
                "Image_transposed_groups_of_vectors",
                [8, 3, 3],
                new Convolution("ConvTranspose2D", 16, 3, Activation.Tanh, Groups: 2, Stride: 2),
                new Convolution("ConvTranspose2D", 8, 2, Activation.Tanh, Groups: 2)
            ),
            Of(
                "Image_transposed_long",
                [48, 3, 3],
                new Convolution("ConvTranspose2D", 5, 3, Activation.Tanh, Padding: 1),
                new Convolution("ConvTranspose2D", 3, 5, Activation.Tanh, Stride: 2, Padding: 2)
            ),
            Of(
                "Image_conv_one",
                [5, 4, 3],
                new Convolution("Conv2D", 7, 1, Activation.Tanh),
                new Convolution("Conv2D", 20, 1, Activation.Mish, Bias: false)
            ),
            Of(
                "Image_conv_whole",
                [3, 5, 4],
                new Convolution("Conv2D", 4, 3, Activation.Tanh, Padding: Same),
                new Convolution("Conv2D", 6, 5, Activation.Tanh, KernelWidth: 4)
            ),
            Of(
                "Image_conv_same_stride",
                [2, 7, 8],
                new Convolution("Conv2D", 3, 4, Activation.Tanh, Stride: 2, Padding: Same),
                new Convolution("Conv2D", 3, 2, Activation.Elu, Padding: Same)
            ),
        ];
}
