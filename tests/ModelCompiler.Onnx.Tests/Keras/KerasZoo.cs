namespace ModelCompiler.Onnx.Tests.Keras;

/// <summary>Models of every kind, with what they compute.</summary>
internal static class KerasZoo
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

    private static KerasModel Separable() =>
        new KerasModel()
            .Input(7, 6, 3)
            .Add("Rescaling", new { scale = 0.5, offset = -0.25 }, x => x.Map(value => (value * 0.5) - 0.25))
            .Add(
                "DepthwiseConv2D",
                new
                {
                    kernel_size = new[] { 3, 3 },
                    depth_multiplier = 2,
                    padding = "same",
                },
                [("", "kernel", [3, 3, 3, 2]), ("", "bias", [6])],
                (x, w) => Formulas.Convolution(x[0], w, 1, isSame: true, isDepthwise: true)
            )
            .Add("PReLU", new { shared_axes = new[] { 1, 2 } }, [("", "alpha", [1, 1, 6])], (x, w) => Slopes(x[0], w[0]))
            .Add(
                "SeparableConv2D",
                new
                {
                    filters = 4,
                    kernel_size = new[] { 2, 2 },
                    padding = "valid",
                    activation = "elu",
                },
                [("", "depthwise_kernel", [2, 2, 6, 1]), ("", "pointwise_kernel", [1, 1, 6, 4]), ("", "bias", [4])],
                (x, w) => SeparableOf(x[0], w)
            )
            .Add(
                "Conv2D",
                new
                {
                    filters = 4,
                    kernel_size = new[] { 1, 1 },
                    groups = 2,
                },
                Kernel(1, 2, 4),
                (x, w) => Formulas.Convolution(x[0], w, 1, isSame: false, groups: 2)
            )
            .Add("UpSampling2D", new { size = new[] { 2, 2 }, interpolation = "nearest" }, Doubled)
            .Add("GlobalAveragePooling2D", new { }, Formulas.Mean);

    private static Sample SeparableOf(Sample x, Sample[] w) =>
        Formulas
            .Convolution(Formulas.Convolution(x, [w[0]], 1, isSame: false, isDepthwise: true), w[1..], 1, isSame: false)
            .Map(value => value >= 0 ? value : Math.Exp(value) - 1);

    private static KerasModel Pools() =>
        new KerasModel()
            .Input(9, 7, 2)
            .Add(
                "MaxPooling2D",
                new
                {
                    pool_size = new[] { 3, 3 },
                    strides = new[] { 2, 2 },
                    padding = "same",
                },
                x => Formulas.Pool(x, 3, 2, true, true)
            )
            .Add("ZeroPadding2D", new { padding = new[] { new[] { 1, 2 }, new[] { 0, 1 } } }, x => Padded(x, 1, 2, 0, 1))
            .Add("AveragePooling2D", new { pool_size = new[] { 2, 2 }, padding = "same" }, x => Formulas.Pool(x, 2, 2, true, false))
            .Add("Reshape", new { target_shape = new[] { -1 } }, x => x.Flat())
            .Add("Dense", new { units = 3, use_bias = false }, [("", "kernel", [24, 3])], (x, w) => Formulas.Dense(x[0], w));

    private static KerasModel Elman()
    {
        var inner = new
        {
            class_name = "Dense",
            config = new
            {
                name = "dense",
                units = 3,
                activation = "relu",
            },
        };
        return new KerasModel()
            .Input(5, 4)
            .Add(
                "TimeDistributed",
                new { layer = inner },
                [("layer", "kernel", [4, 3]), ("layer", "bias", [3])],
                (x, w) => Formulas.Dense(x[0], w).Map(Formulas.Relu)
            )
            .Add(
                "SimpleRNN",
                new
                {
                    units = 4,
                    activation = "tanh",
                    return_sequences = true,
                },
                Cell("cell", 3, 4, 1),
                (x, w) => Formulas.SimpleRnn(x[0], w, true)
            )
            .Add("GlobalAveragePooling1D", new { }, Formulas.Mean);
    }

    private static Sample Slopes(Sample x, Sample alpha) =>
        new(x.Shape, [.. x.Values.Select((value, index) => value >= 0 ? value : value * alpha.Values[index % alpha.Values.Length])]);

    private static Sample Doubled(Sample x)
    {
        var y = Sample.Zero(x.Shape[0] * 2, x.Shape[1] * 2, x.Shape[2]);
        for (int index = 0; index < y.Values.Length; index++)
            y.Values[index] = x[index / y.Shape[2] / y.Shape[1] / 2, index / y.Shape[2] % y.Shape[1] / 2, index % y.Shape[2]];
        return y;
    }

    private static Sample Padded(Sample x, int top, int bottom, int left, int right)
    {
        var y = Sample.Zero(x.Shape[0] + top + bottom, x.Shape[1] + left + right, x.Shape[2]);
        for (int line = 0; line < x.Shape[0]; line++)
        for (int pixel = 0; pixel < x.Shape[1]; pixel++)
        for (int channel = 0; channel < x.Shape[2]; channel++)
            y.Values[((((line + top) * y.Shape[1]) + pixel + left) * x.Shape[2]) + channel] = x[line, pixel, channel];
        return y;
    }
}
