using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary><c>[ZeroPad(padding)]</c>: a larger image or signal.</summary>
internal sealed class ZeroPadRule : LayerRule
{
    private const int Largest = 1 << 20;

    private static readonly string[] AllNames =
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
        string[] given = AllNames.Where(argument => layer.Number(argument) is not null).ToArray();
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

    public override EquatableArray<int>? OutputShape(LayerSpec layer, EquatableArray<int> input, LayerReport report)
    {
        if (
            ImageArguments.ImageOrSignal(layer, input, report) is not { } image
            || !ImageArguments.AreOfShape(
                layer,
                input,
                AxisNames.Vertical.OwnPaddings.Concat(AxisNames.Horizontal.OwnPaddings),
                AxisNames.Length.OwnPaddings,
                report
            )
        )
            return null;
        return ZeroPadLayer.MarginsOf(layer, isSignal: input.Count == 2).Around(image).ToTensor(new TensorShape(input)).Dimensions;
    }
}
