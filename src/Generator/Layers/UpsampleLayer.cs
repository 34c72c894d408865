using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[Upsample(scale)]</c>: an image or a signal in another size.</summary>
internal sealed class UpsampleLayer : LayerDefinition
{
    private const string Interpolation = "Interpolation",
        Nearest = "Nearest",
        AlignCorners = "AlignCorners";

    private static readonly string[] s_scales = ["Scale", "ScaleHeight", "ScaleWidth"],
        s_sizesOfImages = ["Height", "Width"],
        s_sizesOfSignals = ["Length"];

    public override string Kind => "Upsample";

    public override string Describe(LayerSpec layer) => Kind + " " + layer.Text(Interpolation, Nearest);

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
        if (layer.Number(AlignCorners) is not null && layer.Text(Interpolation, Nearest) == Nearest)
            report.Add(StyleRules.ArgumentWithoutEffect, AlignCorners, AlignCorners, "Nearest takes the values of the input as they are");
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        TensorShape input = inputs[0];
        return ImageArguments.ImageOrSignal(layer, input, report) is { } image
            && ImageArguments.AreOfShape(layer, input, [.. s_scales.Skip(1), .. s_sizesOfImages], s_sizesOfSignals, report)
            && ImageArguments.IsOfSize(layer, image, report)
            && InterpolationFits(layer, isSignal: input.Dimensions.Count == 2, report)
            && SizeFits(layer, image, isSignal: input.Dimensions.Count == 2, report);
    }

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        TensorShape shape = graph.ShapeOf(input);
        var image = ImageShape.Of(shape);
        bool isSignal = shape.Dimensions.Count == 2;
        return graph.Resample(
            layer.Name,
            input,
            isSignal ? AxisMatrix.Identity(1) : Matrix(layer, AxisNames.Vertical, image.Height),
            Matrix(layer, isSignal ? AxisNames.Length : AxisNames.Horizontal, image.Width)
        );
    }

    private static bool InterpolationFits(LayerSpec layer, bool isSignal, LayerReport report)
    {
        string interpolation = layer.Text(Interpolation, Nearest);
        if (interpolation != (isSignal ? "Bilinear" : "Linear"))
            return true;
        report.Add(
            DeclarationRules.ValueOutOfRange,
            Interpolation,
            Interpolation,
            interpolation,
            isSignal ? "Nearest or Linear, since a signal has one dimension" : "Nearest or Bilinear, since an image has two dimensions",
            LayerReport.OrDefault
        );
        return false;
    }

    private static bool SizeFits(LayerSpec layer, ImageShape image, bool isSignal, LayerReport report)
    {
        string[] sizes = Given(layer, s_sizesOfImages);
        if (sizes.Length == 1)
        {
            report.Add(
                ShapeRules.UpsampleSizeUndefined,
                sizes[0],
                layer.Name,
                $"has the {sizes[0]} of an image and no {s_sizesOfImages.First(size => size != sizes[0])}"
            );
            return false;
        }

        foreach (AxisNames axis in WindowArguments.Axes(isSignal))
        {
            int inputs = axis == AxisNames.Vertical ? image.Height : image.Width;
            if (Size(layer, axis, inputs) <= ImageArguments.LargestSize)
                continue;
            string scale = WindowArguments.Name(layer, "Scale", axis);
            report.OutOfRange(
                layer,
                scale,
                layer.Integer(scale),
                $"so small that {Numbers.Text(inputs)} values become at most {Numbers.Count(ImageArguments.LargestSize)}"
            );
            return false;
        }

        return true;
    }

    // In 64 bits: arguments are arbitrary.
    private static long Size(LayerSpec layer, AxisNames axis, int inputs) =>
        layer.Integer(axis == AxisNames.Length ? s_sizesOfSignals[0] : axis.Size) is var size && size > 0
            ? size
            : (long)inputs * WindowArguments.Of(layer, "Scale", axis);

    private static AxisMatrix Matrix(LayerSpec layer, AxisNames axis, int inputs)
    {
        int outputs = (int)Size(layer, axis, inputs);
        return layer.Text(Interpolation, Nearest) == Nearest
            ? AxisMatrix.Nearest(inputs, outputs)
            : AxisMatrix.Linear(inputs, outputs, layer.Boolean(AlignCorners, otherwise: false));
    }

    private static string[] Given(LayerSpec layer, IEnumerable<string> arguments) =>
        arguments.Where(argument => layer.Number(argument) is not null).ToArray();
}
