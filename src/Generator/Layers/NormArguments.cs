using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The argument that all normalisations take.</summary>
internal static class NormArguments
{
    private const string Argument = "Epsilon";

    /// <summary>What is added to the variance.</summary>
    public static double Epsilon(LayerSpec layer, double otherwise) => layer.Number(Argument) ?? otherwise;

    public static void CheckEpsilon(LayerSpec layer, LayerReport report)
    {
        if (layer.Number(Argument) is { } epsilon && (!Numbers.IsFinite(epsilon) || epsilon <= 0))
            report.OutOfRange(layer, Argument, epsilon, "a finite number above 0");
    }
}
