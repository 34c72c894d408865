using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary><c>[ZeroPad(padding)]</c>: zeros around an image or a signal.</summary>
internal sealed class ZeroPadLayer : LayerDefinition
{
    private const int Largest = 1 << 20;

    private static readonly string[] s_names =
    [
        "Padding",
        .. AxisNames.Vertical.OwnPaddings,
        .. AxisNames.Horizontal.OwnPaddings,
        .. AxisNames.Length.OwnPaddings,
    ];

    public override string Kind => "ZeroPad";

    public override string SizeArgument => "Padding";

    public override void CheckArguments(LayerSpec layer, LayerReport report)
    {
        string[] given = s_names.Where(argument => layer.Number(argument) is not null).ToArray();
        foreach (string argument in given)
            if (layer.Integer(argument) is < 0 or > Largest)
                report.OutOfRange(layer, argument, layer.Integer(argument), "between 0 and " + Numbers.Count(Largest));
        if (given.All(argument => layer.Integer(argument) == 0))
            report.Add(
                DeclarationRules.ValueOutOfRange,
                "Padding",
                "Padding",
                "0",
                "between 1 and " + Numbers.Count(Largest) + ", or at least 1 for one side, as PaddingTop = 1",
                string.Empty
            );
    }

    public override bool Fits(LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report) =>
        ImageArguments.ImageOrSignal(layer, inputs[0], report) is not null
        && ImageArguments.AreOfShape(
            layer,
            inputs[0],
            AxisNames.Vertical.OwnPaddings.Concat(AxisNames.Horizontal.OwnPaddings),
            AxisNames.Length.OwnPaddings,
            report
        );

    public override int Build(LayerSpec layer, int input, GraphBuilder graph)
    {
        bool isSignal = graph.ShapeOf(input).Dimensions.Count == 2;
        (int left, int right) = WindowArguments.PaddingOf(layer, isSignal ? AxisNames.Length : AxisNames.Horizontal);
        (int top, int bottom) = isSignal ? (0, 0) : WindowArguments.PaddingOf(layer, AxisNames.Vertical);
        return graph.Pad(layer.Name, input, new Margins(top, bottom, left, right));
    }
}
