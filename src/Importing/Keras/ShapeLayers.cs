using ModelCompiler.Importing.Graph;

namespace ModelCompiler.Importing.Keras;

/// <summary>Layers that give the same values another shape, put zeros around them, cut some off, or repeat them.</summary>
internal static class ShapeLayers
{
    public static IEnumerable<KerasKind> All =>
        [
            new("Flatten", "nothing, or `[Flatten]` where a layer needs it", "", Flatten),
            new("Reshape", "nothing, or `[Reshape]` and `[Permute]` where a layer needs them", "", Reshape),
            new("Permute", "nothing, or `[Permute]` where a layer needs it", "", Permute),
            new("RepeatVector", "`[Upsample]` of each value", "", Repeat),
            new("ZeroPadding1D", "`[ZeroPad]`", "", Pad),
            new("ZeroPadding2D", "`[ZeroPad]`", "", Pad),
            new("Cropping1D", "`[Slice]`", "", Crop),
            new("Cropping2D", "`[Slice]`", "", Crop),
            new("UpSampling1D", "`[Upsample]`", "", call => Upsample(call, 1)),
            new("UpSampling2D", "`[Upsample]`, nearest or bilinear", "other interpolations", call => Upsample(call, 2)),
        ];

    private static string Flatten(KerasCall call) => call.Add("Flatten", [call.Input], KerasCall.Integer("axis", 1));

    private static string Reshape(KerasCall call)
    {
        int[] target = call.Layer.Integers("target_shape") ?? throw new Refusal("it has no 'target_shape'", "save the model anew");
        if (target.Any(size => size is 0 or < -1) || target.Count(size => size == -1) > 1)
            throw new Refusal($"its target is {Shapes.Text(target)}", "the file is not valid; save the model anew");
        int[] shape = call.ShapeOf(call.Input);
        int size = Shapes.Size(shape[1..]),
            known = Shapes.Size(target.Where(part => part > 0));
        if (target.Contains(-1) ? size % known != 0 : size != known)
            throw new Refusal($"{Shapes.Text(shape[1..])} cannot become {Shapes.Text(target)}", "save the model anew");
        return call.Add("Reshape", [call.Input, call.Numbers("shape", [0, .. target.Select(part => part == -1 ? size / known : part)])]);
    }

    private static string Permute(KerasCall call)
    {
        int rank = call.ShapeOf(call.Input).Length;
        int[] order = call.Layer.Integers("dims") ?? [];
        if (!order.Order().SequenceEqual(Enumerable.Range(1, rank - 1)))
            throw new Refusal($"its order is ({string.Join(", ", order)})", "the file is not valid; save the model anew");
        return call.Add("Transpose", [call.Input], KerasCall.Integers("perm", [0, .. order]));
    }

    private static string Repeat(KerasCall call)
    {
        int[] shape = call.ShapeOfRank(2);
        int times = call.Layer.Integer("n");
        string single = call.Add("Reshape", [call.Input, call.Numbers("shape", 0, 1, shape[1])]);
        return call.Add("Expand", [single, call.Numbers("times", 1, times, shape[1])]);
    }

    private static string Pad(KerasCall call)
    {
        (int, int)[] sides = Sides(call, "padding");
        string first = call.ChannelsFirst(call.Input);
        int[] pads = [0, 0, .. sides.Select(side => side.Item1), 0, 0, .. sides.Select(side => side.Item2)];
        return call.ChannelsLast(call.Add("Pad", [first, call.Numbers("pads", pads)]));
    }

    private static string Crop(KerasCall call)
    {
        (int Before, int After)[] sides = Sides(call, "cropping");
        int[] shape = call.ShapeOf(call.Input);
        for (int axis = 0; axis < sides.Length; axis++)
            if (sides[axis].Before + sides[axis].After >= shape[axis + 1])
                throw new Refusal($"it cuts off all of {Shapes.Text(shape[1..])}", "save the model anew");
        return call.Add(
            "Slice",
            [
                call.Input,
                call.Numbers("starts", [.. sides.Select(side => side.Before)]),
                call.Numbers("ends", [.. sides.Select((side, axis) => shape[axis + 1] - side.After)]),
                call.Numbers("axes", [.. Enumerable.Range(1, sides.Length)]),
            ]
        );
    }

    // One number for all sides, one for each dimension, or two for each.
    private static (int Before, int After)[] Sides(KerasCall call, string name)
    {
        int rank = call.Layer.Class.Contains("1D", StringComparison.Ordinal) ? 1 : 2;
        call.ShapeOfRank(rank + 2);
        int[] given = [.. (call.Layer.Numbers(name) ?? [1]).Select(value => (int)value)];
        if (given.Any(size => size < 0))
            throw new Refusal($"its '{name}' is below 0", "save the model anew");
        return given.Length switch
        {
            1 => [.. Enumerable.Repeat((given[0], given[0]), rank)],
            2 when rank == 1 => [(given[0], given[1])],
            2 => [(given[0], given[0]), (given[1], given[1])],
            4 when rank == 2 => [(given[0], given[1]), (given[2], given[3])],
            _ => throw new Refusal($"its '{name}' has {given.Length} numbers", "save the model anew"),
        };
    }

    private static string Upsample(KerasCall call, int rank)
    {
        call.ShapeOfRank(rank + 2);
        int[] sizes = call.Layer.Integers("size", rank) ?? [.. Enumerable.Repeat(2, rank)];
        string mode = call.Layer.Text("interpolation", "nearest");
        if (mode is not ("nearest" or "bilinear") || sizes.Any(size => size < 1))
            throw new Refusal($"its interpolation is '{mode}'", "images are enlarged by nearest or bilinear");
        bool isNearest = mode == "nearest";
        float[] scales = [1, 1, .. sizes.Select(size => (float)size)];
        string y = call.Add(
            "Resize",
            [call.ChannelsFirst(call.Input), "", call.Constant("scales", Tensor.Of([rank + 2], scales))],
            KerasCall.Word("mode", isNearest ? "nearest" : "linear"),
            KerasCall.Word("coordinate_transformation_mode", isNearest ? "asymmetric" : "half_pixel"),
            KerasCall.Word("nearest_mode", "floor")
        );
        return call.ChannelsLast(y);
    }
}
