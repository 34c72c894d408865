namespace ModelCompiler.Onnx.Tests.Keras;

// Models with layers that the others lack.
internal static partial class KerasZoo
{
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
