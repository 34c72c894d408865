namespace ModelCompiler.Onnx.Tests.Keras;

/// <summary>Models of every kind, with what they compute.</summary>
internal static partial class KerasZoo
{
    public static Dictionary<string, Func<KerasModel>> Models { get; } =
        new()
        {
            ["Mlp"] = Mlp,
            ["Cnn"] = Cnn,
            ["Lstm"] = Lstm,
            ["GruAfter"] = () => Gru(isResetAfter: true),
            ["GruBefore"] = () => Gru(isResetAfter: false),
            ["Words"] = Words,
            ["Residual"] = Residual,
            ["Separable"] = Separable,
            ["Pools"] = Pools,
            ["Elman"] = Elman,
        };

    private static (string, string, int[])[] Dense(int inputs, int outputs) => [("", "kernel", [inputs, outputs]), ("", "bias", [outputs])];

    private static (string, string, int[])[] Kernel(int size, int inputs, int outputs) =>
        [("", "kernel", [size, size, inputs, outputs]), ("", "bias", [outputs])];

    private static (string, string, int[])[] Norm(int channels) =>
        [("", "gamma", [channels]), ("", "beta", [channels]), ("", "moving_mean", [channels]), ("", "moving_variance", [channels])];

    private static (string, string, int[])[] Cell(string part, int inputs, int units, int gates, params int[] bias) =>
        [
            (part, "kernel", [inputs, gates * units]),
            (part, "recurrent_kernel", [units, gates * units]),
            (part, "bias", bias.Length > 0 ? bias : [gates * units]),
        ];

    private static KerasModel Mlp() =>
        new KerasModel()
            .Input(6)
            .Add(
                "Dense",
                new
                {
                    units = 9,
                    activation = "relu",
                    name = "first_layer",
                },
                Dense(6, 9),
                (x, w) => Formulas.Dense(x[0], w).Map(Formulas.Relu)
            )
            .Add("Dropout", new { rate = 0.25 }, x => x)
            .Add("Dense", new { units = 7, activation = "linear" }, Dense(9, 7), (x, w) => Formulas.Dense(x[0], w))
            .Add("LeakyReLU", new { alpha = 0.3 }, x => x.Map(value => value >= 0 ? value : 0.3 * value))
            .Add(
                "BatchNormalization",
                new
                {
                    axis = -1,
                    epsilon = 0.001,
                    momentum = 0.99,
                },
                Norm(7),
                (x, w) => Formulas.BatchNorm(x[0], w)
            )
            .Add("Dense", new { units = 3, activation = "softmax" }, Dense(7, 3), (x, w) => Formulas.Softmax(Formulas.Dense(x[0], w)));

    // Uneven padding, and statistics of a row that was an image.
    private static KerasModel Cnn() =>
        new KerasModel()
            .Input(9, 8, 2)
            .Add(
                "Conv2D",
                new
                {
                    filters = 4,
                    kernel_size = new[] { 3, 3 },
                    strides = new[] { 2, 2 },
                    padding = "same",
                    activation = "relu",
                },
                Kernel(3, 2, 4),
                (x, w) => Formulas.Convolution(x[0], w, 2, isSame: true).Map(Formulas.Relu)
            )
            .Add("BatchNormalization", new { axis = new[] { 3 }, epsilon = 0.001 }, Norm(4), (x, w) => Formulas.BatchNorm(x[0], w))
            .Add(
                "Conv2D",
                new
                {
                    filters = 5,
                    kernel_size = new[] { 2, 2 },
                    padding = "valid",
                    groups = 1,
                },
                Kernel(2, 4, 5),
                (x, w) => Formulas.Convolution(x[0], w, 1, isSame: false)
            )
            .Add("Flatten", new { data_format = "channels_last" }, x => x.Flat())
            .Add("BatchNormalization", new { axis = -1, epsilon = 0.001 }, Norm(60), (x, w) => Formulas.BatchNorm(x[0], w))
            .Add("Dense", new { units = 4, activation = "tanh" }, Dense(60, 4), (x, w) => Formulas.Dense(x[0], w).Map(Math.Tanh));

    private static KerasModel Lstm() =>
        new KerasModel()
            .Input(7, 3)
            .Add(
                "LSTM",
                new
                {
                    units = 5,
                    activation = "tanh",
                    recurrent_activation = "sigmoid",
                    return_sequences = true,
                    unit_forget_bias = true,
                },
                Cell("cell", 3, 5, 4),
                (x, w) => Formulas.Lstm(x[0], w, wantsAll: true)
            )
            .Add(
                "LayerNormalization",
                new { axis = -1, epsilon = 0.001 },
                [("", "gamma", [5]), ("", "beta", [5])],
                (x, w) => Formulas.LayerNorm(x[0], w)
            )
            .Add(
                "LSTM",
                new
                {
                    units = 4,
                    activation = "tanh",
                    recurrent_activation = "sigmoid",
                },
                Cell("cell", 5, 4, 4),
                (x, w) => Formulas.Lstm(x[0], w, wantsAll: false)
            )
            .Add("Dense", new { units = 2 }, Dense(4, 2), (x, w) => Formulas.Dense(x[0], w));

    private static KerasModel Gru(bool isResetAfter) =>
        new KerasModel()
            .Input(6, 3)
            .Add(
                "GRU",
                new
                {
                    units = 4,
                    activation = "tanh",
                    recurrent_activation = "sigmoid",
                    reset_after = isResetAfter,
                },
                isResetAfter ? Cell("cell", 3, 4, 3, 2, 12) : Cell("cell", 3, 4, 3),
                (x, w) => Formulas.Gru(x[0], w, wantsAll: false, isResetAfter)
            )
            .Add("Dense", new { units = 2 }, Dense(4, 2), (x, w) => Formulas.Dense(x[0], w));

    private static KerasModel Words()
    {
        var inner = new
        {
            class_name = "LSTM",
            config = new
            {
                name = "lstm",
                units = 4,
                activation = "tanh",
                recurrent_activation = "sigmoid",
                return_sequences = false,
            },
        };
        return new KerasModel()
            .InputOfTokens(8, 11)
            .Add(
                "Embedding",
                new
                {
                    input_dim = 11,
                    output_dim = 5,
                    mask_zero = false,
                },
                [("", "embeddings", [11, 5])],
                (x, w) => Formulas.Rows(x[0], w[0])
            )
            .Add(
                "Bidirectional",
                new { layer = inner, merge_mode = "concat" },
                [.. Cell("forward_layer/cell", 5, 4, 4), .. Cell("backward_layer/cell", 5, 4, 4)],
                (x, w) =>
                    Formulas.Beside(
                        Formulas.Lstm(x[0], w[..3], wantsAll: false),
                        Formulas.Lstm(x[0], w[3..], wantsAll: false, isBackwards: true)
                    )
            )
            .Add("Dense", new { units = 1, activation = "sigmoid" }, Dense(8, 1), (x, w) => Formulas.Dense(x[0], w).Map(Formulas.Sigmoid));
    }

    private static KerasModel Residual() =>
        new KerasModel(isFunctional: true)
            .Input(6, 6, 3)
            .Add(
                "Conv2D",
                new
                {
                    filters = 4,
                    kernel_size = 3,
                    padding = "same",
                    activation = "relu",
                    name = "stem",
                },
                Kernel(3, 3, 4),
                (x, w) => Formulas.Convolution(x[0], w, 1, isSame: true).Map(Formulas.Relu)
            )
            .Add(
                "Conv2D",
                new
                {
                    filters = 4,
                    kernel_size = 3,
                    padding = "same",
                    name = "inner",
                },
                Kernel(3, 4, 4),
                (x, w) => Formulas.Convolution(x[0], w, 1, isSame: true)
            )
            .Add("BatchNormalization", new { axis = -1, epsilon = 0.001 }, Norm(4), (x, w) => Formulas.BatchNorm(x[0], w))
            .Add("Add", new { }, [], (x, _) => Formulas.Sum(x[0], x[1]), 2, 0)
            .Add("Activation", new { activation = "relu" }, x => x.Map(Formulas.Relu))
            .Add("Concatenate", new { axis = -1 }, [], (x, _) => Formulas.Beside(x[0], x[1]), 4, -1)
            .Add("GlobalAveragePooling2D", new { keepdims = false }, Formulas.Mean)
            .Add(
                "Dense",
                new
                {
                    units = 3,
                    activation = "softmax",
                    name = "head",
                },
                Dense(7, 3),
                (x, w) => Formulas.Softmax(Formulas.Dense(x[0], w))
            );
}
