using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Keras;

/// <summary>Norms, and how inputs are normalised.</summary>
internal static class NormLayers
{
    private const double DefaultEpsilon = 1e-3;

    public static IEnumerable<KerasKind> All =>
        [
            new(
                "BatchNormalization",
                "`[BatchNorm]`; momentum is 1 minus Keras's; `scale` or `center` off are ones or zeros",
                "an axis other than the last",
                Batch
            ),
            new("LayerNormalization", "`[LayerNorm]`", "axes other than the last ones", Layer) { IsOfEachStep = true },
            new("GroupNormalization", "`[GroupNorm]`", "an axis other than the last", Group),
            new("RMSNormalization", "`[RmsNorm]`", "axes other than the last ones", RootMeanSquare) { IsOfEachStep = true },
            new("Normalization", "`[Standardize]`", "`invert`", Standardize),
            new("Rescaling", "a fixed `[Scale]`", "", Rescale),
        ];

    private static string Batch(KerasCall call)
    {
        int[] shape = call.ShapeOf(call.Input);
        int channels = shape[^1];
        CheckLast(call, shape.Length);
        Tensor[] found = call.Weights([.. Affine(call, [channels]), ("moving_mean", [channels]), ("moving_variance", [channels])]);
        (Tensor gamma, Tensor beta) = Completed(call, found, [channels]);
        string y = call.Add(
            "BatchNormalization",
            [
                call.ChannelsFirst(call.Input),
                call.Constant("gamma", gamma),
                call.Constant("beta", beta),
                call.Constant("mean", found[^2]),
                call.Constant("variance", found[^1]),
            ],
            KerasCall.Number("epsilon", call.Layer.Number("epsilon", DefaultEpsilon)),
            KerasCall.Number("momentum", call.Layer.Number("momentum", 0.99))
        );
        return call.ChannelsLast(y);
    }

    private static string Layer(KerasCall call)
    {
        if (call.Layer.Flag("rms_scaling", false))
            throw new Refusal("it has rms_scaling", "use RMSNormalization");
        (int first, int[] sizes) = Last(call);
        (Tensor gamma, Tensor beta) = Completed(call, call.Weights(Affine(call, sizes)), sizes);
        return call.Add(
            "LayerNormalization",
            [call.Input, call.Constant("gamma", gamma), call.Constant("beta", beta)],
            KerasCall.Integer("axis", first),
            KerasCall.Number("epsilon", call.Layer.Number("epsilon", DefaultEpsilon))
        );
    }

    private static string RootMeanSquare(KerasCall call)
    {
        (int first, int[] sizes) = Last(call);
        Tensor scale = call.Weights(("scale", sizes))[0];
        return call.Add(
            "RMSNormalization",
            [call.Input, call.Constant("scale", scale)],
            KerasCall.Integer("axis", first),
            KerasCall.Number("epsilon", call.Layer.Number("epsilon", 1e-6))
        );
    }

    private static string Group(KerasCall call)
    {
        int[] shape = call.ShapeOf(call.Input);
        int channels = shape[^1],
            groups = call.Layer.Integer("groups", 32);
        CheckLast(call, shape.Length);
        if (groups == -1)
            groups = channels;
        if (groups < 1 || channels % groups != 0)
            throw new Refusal($"its {channels} channels do not divide into {groups} groups", "save the model anew");
        (Tensor gamma, Tensor beta) = Completed(call, call.Weights(Affine(call, [channels])), [channels]);
        string y = call.Add(
            "GroupNormalization",
            [call.ChannelsFirst(call.Input), call.Constant("gamma", gamma), call.Constant("beta", beta)],
            KerasCall.Integer("num_groups", groups),
            KerasCall.Number("epsilon", call.Layer.Number("epsilon", DefaultEpsilon))
        );
        return call.ChannelsLast(y);
    }

    // The mean and variance are weights, or settings where they were given; the variance may be 0.
    private static string Standardize(KerasCall call)
    {
        if (call.Layer.Flag("invert", false))
            throw new Refusal("it computes the values before a normalisation", "use Rescaling");
        int[] shape = call.ShapeOf(call.Input),
            axes = [.. (call.Layer.Integers("axis") ?? []).Select(axis => Shapes.Axis(axis, shape.Length))],
            kept = [.. axes.Select(axis => shape[axis])],
            laid = [.. shape.Select((size, axis) => axes.Contains(axis) ? size : 1)];
        Tensor mean,
            variance;
        if (call.Layer.Numbers("mean") is { } means && call.Layer.Numbers("variance") is { } variances)
            (mean, variance) = (Of(means, kept), Of(variances, kept));
        else
        {
            Tensor[] found = call.Weights(("mean", kept), ("variance", kept));
            (mean, variance) = (found[0], found[1]);
        }

        float[] deviation = Array.ConvertAll(variance.Floats(), value => Math.Max(MathF.Sqrt(value), 1e-7f));
        string centered = call.Add("Sub", [call.Input, call.Constant("mean", mean.Reshaped(laid))]);
        return call.Add("Div", [centered, call.Constant("deviation", Tensor.Of(laid, deviation))]);
    }

    private static Tensor Of(double[] values, int[] shape) =>
        values.Length == Shapes.Size(shape) ? Tensor.Of(shape, Array.ConvertAll(values, value => (float)value))
        : values.Length == 1 ? Tensor.Of(shape, [.. Enumerable.Repeat((float)values[0], Shapes.Size(shape))])
        : throw new Refusal($"its mean has {values.Length} values instead of {Shapes.Size(shape)}", "save the model anew");

    private static string Rescale(KerasCall call)
    {
        int channels = call.ShapeOf(call.Input)[^1];
        Tensor scale = Laid(call, "scale", 1, channels),
            offset = Laid(call, "offset", 0, channels);
        string y = scale.All(value => value == 1) ? call.Input : call.Add("Mul", [call.Input, call.Constant("scale", scale)]);
        return offset.All(value => value == 0) ? y : call.Add("Add", [y, call.Constant("offset", offset)]);
    }

    private static Tensor Laid(KerasCall call, string name, double otherwise, int channels)
    {
        double[] values = call.Layer.Numbers(name) ?? [otherwise];
        if (values.Length != 1 && values.Length != channels)
            throw new Refusal($"its '{name}' has {values.Length} values for {channels} channels", "save the model anew");
        return values.Length == 1 ? Tensor.Scalar(values[0]) : Tensor.Of([channels], Array.ConvertAll(values, value => (float)value));
    }

    private static (string, int[])[] Affine(KerasCall call, int[] sizes)
    {
        (string, int[])[] gamma = call.Layer.Flag("scale", true) ? [("gamma", sizes)] : [],
            beta = call.Layer.Flag("center", true) ? [("beta", sizes)] : [];
        return [.. gamma, .. beta];
    }

    // What is switched off is as if it were ones and zeros.
    private static (Tensor Gamma, Tensor Beta) Completed(KerasCall call, Tensor[] found, int[] sizes)
    {
        bool scales = call.Layer.Flag("scale", true),
            centers = call.Layer.Flag("center", true);
        if (!scales || !centers)
            call.Graph.Remarks.Add("norms without scale or center have ones or zeros there, which training would change");
        return (scales ? found[0] : Filled(1, sizes), centers ? found[scales ? 1 : 0] : Filled(0, sizes));
    }

    private static Tensor Filled(float value, int[] sizes) => Tensor.Of(sizes, [.. Enumerable.Repeat(value, Shapes.Size(sizes))]);

    private static void CheckLast(KerasCall call, int rank)
    {
        int[] axes = call.Layer.Integers("axis") ?? [-1];
        if (axes.Length != 1 || Shapes.Axis(axes[0], rank) != rank - 1)
            throw new Refusal(
                $"it normalises along the axis {string.Join(", ", axes)}",
                "build the model with the channels last (data_format='channels_last') and axis=-1"
            );
    }

    private static (int First, int[] Sizes) Last(KerasCall call)
    {
        int[] shape = call.ShapeOf(call.Input),
            axes = [.. (call.Layer.Integers("axis") ?? [-1]).Select(axis => Shapes.Axis(axis, shape.Length)).Order()];
        if (axes.Length == 0 || axes[0] == 0 || !axes.SequenceEqual(Enumerable.Range(axes[0], shape.Length - axes[0])))
            throw new Refusal($"it normalises over the axes {string.Join(", ", axes)}", "the last axes can be normalised, such as -1");
        return (axes[0], shape[axes[0]..]);
    }
}
