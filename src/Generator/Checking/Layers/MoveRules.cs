using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[Permute(axes)]</c>: the axes in another order.</summary>
internal sealed class PermuteRule : LayerRule
{
    public override string Kind => "Permute";

    public override void CheckArguments(LayerSpec layer, LayerReport report) { }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        EquatableArray<int> axes = layer.Integers("Axes");
        List<int?> found = axes.Select(axis => AxisArguments.Find(axis, input.Count)).ToList();
        if (found.Count == input.Count && found.Distinct().Count() == input.Count && !found.Contains(null))
            return found.Select(axis => input[axis!.Value]).ToEquatableArray();
        report.Add(
            AxisRules.AxesNoPermutation,
            null,
            layer.Name,
            string.Join(", ", axes.Select(axis => Numbers.Text(axis))),
            Shapes.Text(input),
            AxisChecks.Range(input)
        );
        return null;
    }
}

/// <summary><c>[Transpose(first, second)]</c>: two axes exchanged.</summary>
internal sealed class TransposeRule : LayerRule
{
    public override string Kind => "Transpose";

    public override void CheckArguments(LayerSpec layer, LayerReport report) { }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        int? first = AxisChecks.Axis(layer, "First", layer.Integer("First", TransposeLayer.DefaultFirst), input, report),
            second = AxisChecks.Axis(layer, "Second", layer.Integer("Second", TransposeLayer.DefaultSecond), input, report);
        return first is { } one && second is { } other
            ? AxisArguments.Exchanged(input.Count, one, other).Select(axis => input[axis]).ToEquatableArray()
            : null;
    }
}

/// <summary><c>[Flip(axes)]</c>: axes backwards.</summary>
internal sealed class FlipRule : LayerRule
{
    public override string Kind => "Flip";

    public override void CheckArguments(LayerSpec layer, LayerReport report) { }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) =>
        layer.Integers("Axes").All(axis => AxisChecks.Axis(layer, "Axes", axis, input, report) is not null) ? input : null;
}

/// <summary><c>[Slice(axis, start, stop)]</c>: a part of an axis.</summary>
internal sealed class SliceRule : LayerRule
{
    public override string Kind => "Slice";

    public override void CheckArguments(LayerSpec layer, LayerReport report) => ImageArguments.CheckPositive(layer, "Step", report);

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        if (AxisChecks.Axis(layer, "Axis", layer.Integer("Axis"), input, report) is not { } axis)
            return null;
        int start = layer.Integer("Start"),
            stop = layer.Integer("Stop", int.MaxValue);
        if (AxisArguments.Slice(input[axis], start, stop, layer.Integer("Step", 1)) is not { } slice)
        {
            report.Add(
                AxisRules.SliceEmpty,
                null,
                layer.Name,
                Numbers.Text(start),
                stop == int.MaxValue ? "the end" : Numbers.Text(stop),
                Numbers.Text(input[axis])
            );
            return null;
        }

        return input.Select((size, index) => index == axis ? slice.Count : size).ToEquatableArray();
    }
}

/// <summary><c>[Split(parts, part)]</c>: one of several equal parts of an axis.</summary>
internal sealed class SplitRule : LayerRule
{
    public override string Kind => "Split";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        ImageArguments.CheckPositive(layer, "Parts", report);
        int part = layer.Integer("Part"),
            parts = layer.Integer("Parts");
        if (parts > 0 && (part < 0 || part >= parts))
            report.OutOfRange(layer, "Part", part, $"from 0 to {Numbers.Text(parts - 1)}, as there are {Numbers.Text(parts)} parts");
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        int parts = layer.Integer("Parts");
        return
            AxisChecks.Axis(layer, "Axis", layer.Integer("Axis"), input, report) is { } axis
            && AxisChecks.Divide(layer, "Parts", $"the axis {Numbers.Text(axis)}", input[axis], parts, input, report)
            ? input.Select((size, index) => index == axis ? size / parts : size).ToEquatableArray()
            : null;
    }
}

/// <summary><c>[PixelShuffle(factor)]</c>: blocks of pixels of channels.</summary>
internal sealed class PixelShuffleRule : LayerRule
{
    public override string Kind => "PixelShuffle";

    public override void CheckArguments(LayerSpec layer, LayerReport report) => ImageArguments.CheckPositive(layer, "Factor", report);

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        long factor = layer.Integer("Factor");
        return
            ImageArguments.Image(layer, input, isSignal: false, report) is { } image
            && AxisChecks.Divide(layer, "Factor", "the channels", image.Channels, factor * factor, input, report)
            ? new([(int)(image.Channels / (factor * factor)), (int)(image.Height * factor), (int)(image.Width * factor)])
            : null;
    }
}

/// <summary><c>[PixelUnshuffle(factor)]</c>: channels of blocks of pixels.</summary>
internal sealed class PixelUnshuffleRule : LayerRule
{
    public override string Kind => "PixelUnshuffle";

    public override void CheckArguments(LayerSpec layer, LayerReport report) => ImageArguments.CheckPositive(layer, "Factor", report);

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        int factor = layer.Integer("Factor");
        return
            ImageArguments.Image(layer, input, isSignal: false, report) is { } image
            && AxisChecks.Divide(layer, "Factor", "the height", image.Height, factor, input, report)
            && AxisChecks.Divide(layer, "Factor", "the width", image.Width, factor, input, report)
            ? new([image.Channels * factor * factor, image.Height / factor, image.Width / factor])
            : null;
    }
}

/// <summary><c>[Glu(axis)]</c>: an axis is halved.</summary>
internal sealed class GluRule : LayerRule
{
    public override string Kind => "Glu";

    public override void CheckArguments(LayerSpec layer, LayerReport report) { }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) =>
        AxisChecks.Axis(layer, "Axis", layer.Integer("Axis", GluLayer.DefaultAxis), input, report) is { } axis
        && AxisChecks.Divide(layer, null, $"the axis {Numbers.Text(axis)}", input[axis], 2, input, report)
            ? input.Select((size, index) => index == axis ? size / 2 : size).ToEquatableArray()
            : null;

    public override string EndActivation(LayerSpec layer) => "Glu";
}

/// <summary><c>[MeanOver]</c>, <c>[SumOver]</c> and <c>[MaxOver]</c>: an axis falls away.</summary>
/// <param name="kind">The attribute's name.</param>
/// <param name="activation">What it ends with, or null for what its input does.</param>
internal sealed class ReductionRule(string kind, string? activation) : LayerRule
{
    public override string Kind => kind;

    public override void CheckArguments(LayerSpec layer, LayerReport report) { }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report) =>
        AxisChecks.Axis(layer, "Axis", layer.Integer("Axis"), input, report) is { } axis
            ? AxisArguments.Reduced(input, axis, layer.Boolean("KeepAxis", otherwise: false))
            : null;

    public override string? EndActivation(LayerSpec layer) => activation;
}
