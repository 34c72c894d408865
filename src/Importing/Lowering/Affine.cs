using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Lowering;

/// <summary>Factors and summands that are constants: taken into the layer before where it has weights, else a layer of their own.</summary>
internal static class Affine
{
    /// <summary>The value times a factor plus a summand, both constants that are laid along its axes.</summary>
    public static Value Scale(this LayerBuilder builder, Value x, Tensor? factor, Tensor? summand, NetworkNode node)
    {
        int[] shapes = Shapes.Broadcast([x.Shape, factor?.Shape ?? [], summand?.Shape ?? []]) is { } result
            ? result
            : throw new Refusal("its constant does not go with the value", "the file is not valid; export it anew");
        if (!shapes.AsSpan().SequenceEqual(x.Shape))
            x = builder.Expand(x, shapes, node);
        if (factor is null && x.Layer is { IsSequence: true, Shape: [> 1, _] } && summand!.Count == Shapes.Size(x.Parts))
            return Positions(builder, x, summand, node);
        double[] weight = factor is null ? Enumerable.Repeat(1.0, Shapes.Size(x.Parts)).ToArray() : Spread(x, factor),
            bias = summand is null ? new double[weight.Length] : Spread(x, summand);
        if (Array.TrueForAll(weight, value => value == 1) && Array.TrueForAll(bias, value => value == 0))
            return x;
        if (!x.Layer.IsShared && (IntoScale(x.Layer, weight, bias) || IntoLinearMap(x.Layer, weight, bias, factor is not null)))
            return x;
        Layer layer = builder.Add("Scale", [x.Layer], x.Layer.Shape, node, x.Layer.IsSequence);
        layer.Set(new Parameter("weight", x.Layer.Shape, ToFloats(weight)));
        if (summand is null)
            layer.Named.Add(("Bias", "false"));
        else
            layer.Set(new Parameter("bias", x.Layer.Shape, ToFloats(bias)));

        // A number of the network's code, or how its input is normalised, was never trained.
        if ((factor ?? summand)!.Count == 1 && (summand?.Count ?? 1) == 1 || x.Layer.Kind == Layer.ModelInput)
            layer.Named.Add(("Trainable", "false"));
        return x.On(layer);
    }

    // A vector for each step of a sequence says where it is.
    private static Value Positions(LayerBuilder builder, Value x, Tensor summand, NetworkNode node)
    {
        Layer layer = builder.Add("LearnedPositions", [x.Layer], x.Layer.Shape, node, isSequence: true);
        layer.Set(new Parameter("weight", x.Layer.Shape, ToFloats(Spread(x, summand))));
        return x.On(layer);
    }

    /// <summary>A constant for each value of a layer's output.</summary>
    /// <exception cref="Refusal">It differs from sample to sample.</exception>
    public static double[] Spread(Value x, Tensor constant)
    {
        int[] shape = x.Shape,
            strides = Shapes.Strides(constant.Shape),
            partStrides = Shapes.Strides(x.Parts);
        int offset = shape.Length - constant.Shape.Length;
        var steps = new List<(int PartStride, int Size, int Stride)>();
        for (int place = Math.Max(0, offset); place < shape.Length; place++)
        {
            if (constant.Shape[place - offset] == 1)
                continue;
            int stride = strides[place - offset];
            foreach (int part in x.Axes[place].Reverse())
            {
                if (part == Value.Batch && x.Samples > 1)
                    throw new Refusal(
                        $"its constant of {Shapes.Text(constant.Shape)} differs from sample to sample",
                        "a constant must have the size 1 along the batch"
                    );
                if (part != Value.Batch)
                    steps.Add((partStrides[part], x.Parts[part], stride));
                stride *= x.SizeOf(part);
            }
        }

        Shapes.CheckComputed(Shapes.Size(x.Parts), constant.Count, "a constant for each value");
        double[] values = new double[Shapes.Size(x.Parts)];
        for (int index = 0; index < values.Length; index++)
        {
            int place = 0;
            foreach ((int partStride, int size, int stride) in steps)
                place += index / partStride % size * stride;
            values[index] = constant[place];
        }

        return values;
    }

    // Two in a row are one.
    private static bool IntoScale(Layer layer, double[] weight, double[] bias)
    {
        if (layer.Kind != "Scale")
            return false;
        float[] before = layer.Parameter("weight")!.Values,
            shift = layer.Parameter("bias")?.Values ?? new float[before.Length];
        layer.Set(new Parameter("weight", layer.Shape, ToFloats([.. before.Select((value, index) => value * weight[index])])));
        double[] sum = [.. shift.Select((value, index) => (value * weight[index]) + bias[index])];
        if (layer.Parameter("bias") is null && Array.TrueForAll(sum, value => value == 0))
            return true;
        layer.Named.Remove(("Bias", "false"));
        layer.Set(new Parameter("bias", layer.Shape, ToFloats(sum)));
        return true;
    }

    // What is the same for all positions of a channel belongs to the weights of the channel.
    private static bool IntoLinearMap(Layer layer, double[] weight, double[] bias, bool hasFactor)
    {
        bool isTransposed = layer.Kind == "ConvTranspose2D";
        if (layer is not { TakesActivation: true, Activation: null } || layer.IsFrozen || (isTransposed && hasFactor))
            return false;
        int channels = layer.IsSequence ? layer.Shape[1] : layer.Shape[0],
            positions = weight.Length / channels;
        double[] factors = new double[channels],
            summands = new double[channels];
        for (int index = 0; index < weight.Length; index++)
        {
            int channel = layer.IsSequence ? index % channels : index / positions;
            bool isFirst = layer.IsSequence ? index < channels : index % positions == 0;
            if (isFirst)
                (factors[channel], summands[channel]) = (weight[index], bias[index]);
            else if (factors[channel] != weight[index] || summands[channel] != bias[index])
                return false;
        }

        Parameter own = layer.Parameter("weight")!;
        int each = own.Values.Length / channels;
        if (hasFactor)
            layer.Set(own with { Values = ToFloats([.. own.Values.Select((value, index) => value * factors[index / each])]) });
        float[] shift = layer.Parameter("bias")?.Values ?? new float[channels];
        double[] sum = [.. shift.Select((value, channel) => (value * factors[channel]) + summands[channel])];
        if (layer.Parameter("bias") is null && Array.TrueForAll(sum, value => value == 0))
            return true;
        layer.Named.Remove(("Bias", "false"));
        layer.Set(new Parameter("bias", [channels], ToFloats(sum)));
        return true;
    }

    private static float[] ToFloats(double[] values) => Array.ConvertAll(values, value => (float)value);
}
