using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.BatchNorms;

/// <summary>
/// Small networks with batch normalisation: flat and on images, with and without weights, frozen, and beside everything that can be fused
/// with it. A new one is one more row.
/// </summary>
internal static class BatchNormNetworks
{
    public static IReadOnlyList<Network> Networks { get; } =
    [
        Of("Norm_flat", [3], new Dense(5, Bias: false), new BatchNorm(), new Activate(Activation.Tanh)),
        Of(
            "Norm_flat_wide",
            [4],
            new Dense(37, Bias: false),
            new BatchNorm(Momentum: 0.3f, Epsilon: 1e-3f),
            new Activate(Activation.Gelu),
            new Dense(8, Bias: false),
            new BatchNorm(),
            new Activate(Activation.Sigmoid)
        ),
        Of(
            "Norm_residual_block",
            [2, 5, 5],
            new Convolution("Conv2D", 4, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 4, 3, Padding: 1, Bias: false),
            new BatchNorm(),
            new Plain("Add(\"conv2d1\")"),
            new Activate(Activation.Tanh),
            new Convolution("ConvTranspose2D", 6, 3, Stride: 2, Bias: false),
            new BatchNorm(),
            new Activate(Activation.Sigmoid)
        ),
        Of(
            "Norm_of_sum",
            [2, 5, 5],
            new Convolution("Conv2D", 6, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 6, 3, Padding: 1, Bias: false),
            new Plain("Add(\"conv2d1\")"),
            new BatchNorm(),
            new Activate(Activation.Tanh),
            new Plain("Concat(\"conv2d1\")"),
            new BatchNorm()
        ),
        Of("Norm_of_input", [5], new BatchNorm(), new Dense(4, Activation.Tanh)),
        Of("Norm_of_input_alone", [6], new BatchNorm(Affine: false), new Dense(4, Activation.Tanh)),
        Of("Norm_of_image_input", [3, 4, 5], new BatchNorm(), new Convolution("Conv2D", 4, 3, Activation.Tanh)),
        Of("Norm_after_activation", [3], new Dense(9, Activation.Tanh), new BatchNorm(), new Dense(4, Activation.Tanh)),
        Of("Norm_flat_padded_stride", [2], new Dense(242, Bias: false), new BatchNorm(), new Activate(Activation.Tanh)),
        Of(
            "Norm_conv",
            [2, 7, 9],
            new Convolution("Conv2D", 5, 3, Bias: false, Padding: 1),
            new BatchNorm(),
            new Activate(Activation.Tanh)
        ),
        Of(
            "Norm_conv_linear",
            [2, 5, 7],
            new Convolution("Conv2D", 3, 3, Bias: false),
            new BatchNorm(),
            new Convolution("Conv2D", 4, 3, Activation.Tanh, Padding: 1)
        ),
        Of(
            "Norm_conv_wide",
            [2, 3, 4],
            new Convolution("Conv2D", 37, 1, Bias: false, Padding: 1),
            new BatchNorm(),
            new Activate(Activation.Gelu),
            new Convolution("Conv2D", 8, 2, Bias: false, Stride: 2, Padding: 1),
            new BatchNorm(),
            new Activate(Activation.Sigmoid)
        ),
        Of(
            "Norm_conv_activation_before",
            [2, 6, 5],
            new Convolution("Conv2D", 6, 3, Activation.Tanh),
            new BatchNorm(),
            new Pool("AvgPool2D", 2)
        ),
        Of("Norm_conv_one_pixel", [3, 3, 3], new Convolution("Conv2D", 6, 3, Bias: false), new BatchNorm(), new Activate(Activation.Tanh)),
        Of("Norm_one_pixel_input", [4, 1, 1], new BatchNorm(), new Convolution("Conv2D", 5, 1, Activation.Tanh)),
        Of(
            "Norm_depthwise",
            [5, 6, 7],
            new Convolution("DepthwiseConv2D", null, 3, Bias: false, Padding: 1),
            new BatchNorm(),
            new Activate(Activation.Swish),
            new Convolution("Conv2D", 3, 1, Activation.Tanh)
        ),
        Of(
            "Norm_pool",
            [2, 6, 8],
            new Convolution("Conv2D", 5, 3, Bias: false, Padding: 1),
            new BatchNorm(),
            new Activate(Activation.Tanh),
            new Pool("MaxPool2D", 2)
        ),
        Of(
            "Norm_pool_before",
            [2, 6, 8],
            new Convolution("Conv2D", 18, 3, Activation.Tanh),
            new Pool("AvgPool2D", 2),
            new BatchNorm(),
            new Convolution("Conv2D", 3, 2, Activation.Tanh)
        ),
        Of(
            "Norm_signal",
            [3, 17],
            new Convolution("Conv1D", 5, 4, Bias: false, Stride: 2),
            new BatchNorm(),
            new Activate(Activation.Tanh),
            new Convolution("Conv1D", 4, 2, Bias: false, Dilation: 2),
            new BatchNorm(Affine: false)
        ),
        Of(
            "Norm_twice",
            [2, 4, 5],
            new Convolution("Conv2D", 4, 2, Bias: false),
            new BatchNorm(Affine: false),
            new BatchNorm(),
            new Activate(Activation.Tanh)
        ),
        Of(
            "Norm_flatten",
            [2, 3, 4],
            new Convolution("Conv2D", 3, 2, Bias: false),
            new BatchNorm(),
            new Activate(Activation.Tanh),
            new Plain("Flatten"),
            new BatchNorm(),
            new Dense(5, Activation.Tanh)
        ),
        Of(
            "Norm_residual",
            [2, 5, 5],
            new Convolution("Conv2D", 3, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 3, 3, Bias: false, Padding: 1),
            new BatchNorm(),
            new Plain("Add(\"conv2d1\")"),
            new Activate(Activation.Gelu),
            new Pool("AvgPool2D", 2)
        ),
        Of(
            "Norm_global",
            [3, 5, 6],
            new Convolution("Conv2D", 9, 3, Bias: false),
            new BatchNorm(),
            new Activate(Activation.Tanh),
            new Plain("GlobalAvgPool"),
            new BatchNorm()
        ),
        Of(
            "Norm_frozen",
            [2, 5, 6],
            new Convolution("Conv2D", 5, 3, Padding: 1),
            new BatchNorm(Trainable: false),
            new Activate(Activation.Gelu),
            new Convolution("Conv2D", 3, 2, Activation.Tanh)
        ),
        Of("Norm_frozen_flat", [3], new Dense(5), new BatchNorm(Trainable: false, Affine: false), new Activate(Activation.Tanh)),
        Of(
            "Norm_frozen_after_activation",
            [3],
            new Dense(5, Activation.Tanh),
            new BatchNorm(Trainable: false),
            new Dense(4, Activation.Tanh)
        ),
        Of(
            "Norm_frozen_and_learning",
            [2, 5, 6],
            new Convolution("Conv2D", 5, 3, Padding: 1),
            new BatchNorm(Trainable: false),
            new Activate(Activation.Tanh),
            new Convolution("Conv2D", 3, 2, Bias: false),
            new BatchNorm(),
            new Activate(Activation.Tanh)
        ),
        // Normalised by the kernel of the product: each of them, with a bias where that learns something, a residual connection, an
        // activation in registers and one in a second pass.
        Of(
            "Norm_in_dense_blocks",
            [300],
            new Dense(4),
            new BatchNorm(Trainable: false),
            new Activate(Activation.Softsign),
            new Dense(20, Bias: false),
            new BatchNorm(Affine: false),
            new Activate(Activation.Tanh)
        ),
        Of(
            "Norm_in_conv",
            [3, 5, 6],
            new Convolution("Conv2D", 18, 3, Padding: 1, Bias: false),
            new BatchNorm(),
            new Activate(Activation.Softsign),
            new Convolution("Conv2D", 24, 2, Groups: 2),
            new BatchNorm(Trainable: false),
            new Activate(Activation.Softsign),
            new Plain("GlobalAvgPool")
        ),
        Of(
            "Norm_in_depthwise",
            [18, 5, 6],
            new Convolution("DepthwiseConv2D", null, 3, Padding: 1, Bias: false),
            new BatchNorm(),
            new Activate(Activation.Softsign),
            new Convolution("DepthwiseConv2D", null, 2, Stride: 2),
            new BatchNorm(Trainable: false),
            new Plain("GlobalAvgPool")
        ),
        Of(
            "Norm_in_transposed",
            [2, 3, 4],
            new Convolution("ConvTranspose2D", 5, 3, Stride: 2, Bias: false),
            new BatchNorm(),
            new Activate(Activation.Softsign),
            new Convolution("ConvTranspose2D", 4, 2),
            new BatchNorm(Trainable: false),
            new Plain("GlobalAvgPool")
        ),
        Of(
            "Norm_in_residual",
            [2, 4, 5],
            new Convolution("Conv2D", 9, 2, Padding: 1, Bias: false),
            new BatchNorm(),
            new Activate(Activation.Softsign),
            new Convolution("Conv2D", 9, 3, Padding: 1, Bias: false),
            new BatchNorm(),
            new Plain("Add(\"activation1\")"),
            new Activate(Activation.Softsign),
            new Convolution("DepthwiseConv2D", null, 3, Padding: 1, Bias: false),
            new BatchNorm(),
            new Plain("Add(\"activation2\")"),
            new Activate(Activation.Gelu),
            new Plain("GlobalAvgPool")
        ),
        Of(
            "Norm_in_frozen_residual",
            [2, 4, 5],
            new Convolution("Conv2D", 9, 3, Activation.Tanh, Padding: 1),
            new Convolution("Conv2D", 9, 3, Padding: 1),
            new BatchNorm(Trainable: false),
            new Plain("Add(\"conv2d1\")"),
            new Activate(Activation.Softsign),
            new Plain("GlobalAvgPool")
        ),
        Of(
            "Norm_in_planes",
            [1, 4, 20],
            new Convolution("Conv2D", 6, 3, Padding: 1, Bias: false),
            new BatchNorm(),
            new Activate(Activation.Softsign),
            new Pool("MaxPool2D", 2)
        ),
        Of(
            "Norm_in_frozen_planes",
            [1, 4, 18],
            new Convolution("Conv2D", 7, 3),
            new BatchNorm(Trainable: false),
            new Activate(Activation.Tanh),
            new Pool("MaxPool2D", 2)
        ),
        new("Norm_as_output", 5, [new Dense(5, Activation.Tanh), new BatchNorm()], Loss.MeanSquaredError) { Shape = [5] },
    ];

    public static ModelAssembly Models => ModelAssembly.Of("norms", () => Networks);

    public static Network Find(string name) => Networks.Single(network => network.Name == name);

    /// <summary>Whether the statistics of a batch are used.</summary>
    public static bool IsLearning(Network network) => network.Layers.Any(layer => layer is BatchNorm { Trainable: true });

    /// <summary>Parameters and running statistics that are not at their simple start.</summary>
    public static void Shake(ICompiledModel model)
    {
        var random = new Random(5);
        foreach (ParameterDescriptor parameter in model.Description.Parameters)
        {
            string role = parameter.Name[(parameter.Name.LastIndexOf('.') + 1)..];
            if (parameter.Name.StartsWith("batch_norm", StringComparison.Ordinal) || role == "bias")
            {
                double least = role is "running_var" or "weight" ? 0.5 : -0.5;
                float[] values = [.. Enumerable.Range(0, parameter.Count).Select(_ => (float)(least + random.NextDouble()))];
                parameter.CopyFrom(values, model.Parameters);
            }
        }
    }

    private static Network Of(string name, int[] shape, params Layer[] layers) =>
        new(name, shape.Aggregate(1, (product, size) => product * size), [.. layers, new Dense(3)], Loss.MeanSquaredError)
        {
            Shape = shape,
        };
}
