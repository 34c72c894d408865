using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

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
        InitializerArguments.CheckValue(layer, "WeightInitializer", report);
        if (layer.Boolean("Bias", otherwise: true))
            InitializerArguments.CheckValue(layer, "BiasInitializer", report);
        else
            foreach (string argument in (string[])["BiasInitializer", "BiasInitializerValue"])
                if (layer.Number(argument) is not null)
                    report.Add(StyleRules.ArgumentWithoutEffect, argument, argument, "the layer has no bias");
    }
}
