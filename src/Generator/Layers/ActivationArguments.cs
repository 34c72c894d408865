using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The checks of an activation's parameter, shared by the layers that have an activation.</summary>
internal static class ActivationArguments
{
    private const string Alpha = "Alpha";

    public static void CheckAlpha(LayerSpec layer, string activation, LayerReport report)
    {
        if (layer.Number(Alpha) is not { } alpha)
            return;
        if (activation is not ("LeakyRelu" or "Elu"))
            report.Add(StyleRules.ArgumentWithoutEffect, Alpha, Alpha, $"{activation} has no parameter");
        else if (!Numbers.IsFinite(alpha) || alpha < 0)
            report.OutOfRange(layer, Alpha, alpha, "a finite number of at least 0");
    }
}
