using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[Upsample(scale)]</c>: an image or a signal in another size.</summary>
internal sealed class UpsampleRule : LayerRule
{
    private const string Interpolation = "Interpolation",
        AlignCorners = "AlignCorners";

    private static readonly string[] s_scales = ["Scale", "ScaleHeight", "ScaleWidth"],
        s_sizesOfImages = ["Height", "Width"],
        s_sizesOfSignals = ["Length"];

    public override string Kind => "Upsample";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        string[] scales = Given(layer, s_scales),
            sizes = Given(layer, [.. s_sizesOfImages, .. s_sizesOfSignals]);
        foreach (string scale in scales)
            ImageArguments.CheckPositive(layer, scale, report);
        foreach (string size in sizes)
            ImageArguments.CheckSize(layer, size, report);
        if (scales.Length == 0 && sizes.Length == 0)
            report.Add(ShapeRules.UpsampleSizeUndefined, null, layer.Name, "has neither a scale nor a size");
        else if (scales.Length > 0 && sizes.Length > 0)
            report.Add(ShapeRules.UpsampleSizeUndefined, sizes[0], layer.Name, "has both a scale and the size " + sizes[0]);
        if (layer.Number(AlignCorners) is not null && layer.Text(Interpolation, "Nearest") == "Nearest")
            report.Add(StyleRules.ArgumentWithoutEffect, AlignCorners, AlignCorners, "Nearest takes the values of the input as they are");
    }

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        if (
            ImageArguments.ImageOrSignal(layer, input, report) is not { } image
            || !ImageArguments.AreOfShape(layer, input, [.. s_scales.Skip(1), .. s_sizesOfImages], s_sizesOfSignals, report)
        )
            return null;
        bool isSignal = input.Count == 2;
        string interpolation = layer.Text(Interpolation, "Nearest");
        if (interpolation == (isSignal ? "Bilinear" : "Linear"))
        {
            report.Add(
                DeclarationRules.ValueOutOfRange,
                Interpolation,
                Interpolation,
                interpolation,
                isSignal ? "Nearest or Linear, since a signal has one dimension" : "Nearest or Bilinear, since an image has two dimensions",
                LayerReport.OrDefault
            );
            return null;
        }

        string[] sizes = Given(layer, s_sizesOfImages);
        if (sizes.Length == 1)
        {
            report.Add(
                ShapeRules.UpsampleSizeUndefined,
                sizes[0],
                layer.Name,
                $"has the {sizes[0]} of an image and no {s_sizesOfImages.First(size => size != sizes[0])}"
            );
            return null;
        }

        int[] outputs = isSignal ? [1, image.Width] : [image.Height, image.Width];
        foreach ((AxisNames axis, int place) in WindowArguments.Axes(isSignal).Select((axis, place) => (axis, isSignal ? 1 : place)))
        {
            // In 64 bits: arguments are arbitrary.
            long size = UpsampleLayer.Size(layer, axis, outputs[place]);
            if (size > ImageArguments.LargestSize)
            {
                string scale = WindowArguments.Name(layer, "Scale", axis);
                report.OutOfRange(
                    layer,
                    scale,
                    layer.Integer(scale),
                    $"so small that {Numbers.Text(outputs[place])} values become at most {Numbers.Count(ImageArguments.LargestSize)}"
                );
                return null;
            }

            outputs[place] = (int)size;
        }

        return new ImageShape(image.Channels, outputs[0], outputs[1]).ToTensor(new TensorShape(input)).Dimensions;
    }

    private static string[] Given(LayerSpec layer, IEnumerable<string> arguments) =>
        arguments.Where(argument => layer.Number(argument) is not null).ToArray();
}
