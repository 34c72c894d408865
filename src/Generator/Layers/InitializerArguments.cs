using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The checks of an initializer and its value, shared by the layers that have parameters.</summary>
internal static class InitializerArguments
{
    /// <summary>Checks the initializers of a weight and of a bias that may be missing.</summary>
    public static void Check(LayerSpec layer, LayerReport report)
    {
        CheckValue(layer, "WeightInitializer", report);
        if (layer.Boolean("Bias", otherwise: true))
            CheckValue(layer, "BiasInitializer", report);
        else
            foreach (string argument in (string[])["BiasInitializer", "BiasInitializerValue"])
                if (layer.Number(argument) is not null)
                    report.Add(StyleRules.ArgumentWithoutEffect, argument, argument, "the layer has no bias");
    }

    /// <summary>Checks the initializer of a weight that has no bias beside it.</summary>
    public static void CheckWeight(LayerSpec layer, LayerReport report) => CheckValue(layer, "WeightInitializer", report);

    /// <summary>Checks the value that belongs to an initializer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="initializer">The property with the initializer; the value's property has "Value" appended.</param>
    /// <param name="report">Takes the problems.</param>
    private static void CheckValue(LayerSpec layer, string initializer, LayerReport report)
    {
        string argument = initializer + "Value";
        if (layer.Number(argument) is not { } value)
            return;
        string kind = layer.Text(initializer, "Default");
        switch (kind)
        {
            case "Constant":
                if (!Numbers.IsFinite(value))
                    report.OutOfRange(layer, argument, value, "a finite number");
                break;
            case { } scaled when Initializers.HasScale(scaled):
                if (!Numbers.IsFinite(value) || value < 0)
                    report.OutOfRange(layer, argument, value, "a finite number of at least 0");
                break;
            case { } sparse when Initializers.HasPart(sparse):
                if (!(value >= 0 && value <= 1))
                    report.OutOfRange(layer, argument, value, "a number from 0 to 1");
                break;
            default:
                report.Add(
                    StyleRules.ArgumentWithoutEffect,
                    argument,
                    argument,
                    $"{initializer} is {kind}, which takes no value (Constant, Normal, TruncatedNormal, Uniform, Orthogonal and Sparse do)"
                );
                break;
        }
    }
}
