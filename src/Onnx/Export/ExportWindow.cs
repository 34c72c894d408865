using static ModelCompiler.Onnx.Export.AttributeWriter;

namespace ModelCompiler.Onnx.Export;

/// <summary>A window along one dimension, as the arguments of a layer say it.</summary>
internal readonly record struct ExportWindow(int Kernel, int Stride, int Dilation, int Before, int After)
{
    private const int Same = -1,
        Causal = -2;

    private static readonly (string Size, string Before, string After)[] _image = [("Height", "Top", "Bottom"), ("Width", "Left", "Right")],
        _signal = [("", "Before", "After")];

    /// <summary>The windows along the dimensions behind the channels.</summary>
    public static ExportWindow[] Of(ExportLayer layer, int[] shape)
    {
        var names = layer.Kind.EndsWith("1D", StringComparison.Ordinal) ? _signal : _image;
        return [.. names.Select((name, axis) => Along(layer, name, shape[axis + 1]))];
    }

    /// <summary>Windows as attributes of an operator.</summary>
    public static IEnumerable<ProtobufWriter> Attributes(ExportWindow[] windows, bool hasDilations = true)
    {
        yield return Integers("kernel_shape", windows.Select(window => window.Kernel));
        yield return Integers("strides", windows.Select(window => window.Stride));
        yield return Integers("pads", windows.Select(window => window.Before).Concat(windows.Select(window => window.After)));
        if (hasDilations)
            yield return Integers("dilations", windows.Select(window => window.Dilation));
    }

    private static ExportWindow Along(ExportLayer layer, (string Size, string Before, string After) name, int inputs)
    {
        int kernel = Argument("Kernel", 1),
            stride = Argument("Stride", layer.Kind.Contains("Pool", StringComparison.Ordinal) ? kernel : 1),
            dilation = Argument("Dilation", 1),
            padding = Argument("Padding", 0);
        int before = layer.Integer("Padding" + name.Before, padding),
            after = layer.Integer("Padding" + name.After, padding),
            reach = dilation * (kernel - 1),
            same = Math.Max(0, ((((inputs + stride - 1) / stride) - 1) * stride) + reach + 1 - inputs);
        return new ExportWindow(
            kernel,
            stride,
            dilation,
            before switch
            {
                Causal => reach,
                Same => same / 2,
                _ => before,
            },
            after switch
            {
                Causal => 0,
                Same => same - (same / 2),
                _ => after,
            }
        );

        int Argument(string argument, int otherwise) =>
            layer.Has(argument + name.Size) ? layer.Integer(argument + name.Size) : layer.Integer(argument, otherwise);
    }
}
