using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The checks of what all convolutions take.</summary>
internal static class ConvolutionArguments
{
    /// <summary>Checks channels, groups, window, activation and initializers.</summary>
    public static void Check(LayerSpec layer, string activation, LayerReport report)
    {
        ImageArguments.CheckPositive(layer, "Channels", report);
        ImageArguments.CheckPositive(layer, "Groups", report);
        ImageArguments.CheckWindow(layer, report);
        ActivationArguments.Check(layer, activation, report);
        InitializerArguments.Check(layer, report);
    }

    /// <summary>Whether the groups divide the channels of an input and of its output; reports it when they do not.</summary>
    public static bool GroupsFit(LayerSpec layer, TensorShape input, int channels, int groups, LayerReport report)
    {
        if (ImageShape.Of(input).Channels % groups == 0 && channels % groups == 0)
            return true;
        report.Add(ShapeRules.GroupsDoNotDivide, "Groups", layer.Name, Numbers.Text(groups), input, Numbers.Text(channels));
        return false;
    }
}
