using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The checks of an activation's numbers, shared by the layers that have an activation.</summary>
internal static class ActivationArguments
{
    public static void Check(LayerSpec layer, string activation, LayerReport report)
    {
        IReadOnlyList<ActivationNumber> taken = ActivationCatalogue.Numbers(activation);
        foreach (string argument in ActivationCatalogue.AllNumbers.Where(argument => taken.All(number => number.Name != argument)))
            if (layer.Number(argument) is not null)
                report.Add(
                    StyleRules.ArgumentWithoutEffect,
                    argument,
                    argument,
                    taken.Count == 0
                        ? $"{activation} has no parameter"
                        : $"{activation} takes {string.Join(" and ", taken.Select(number => number.Name))}"
                );
        foreach (ActivationNumber number in taken)
            if (layer.Number(number.Name) is { } value && !(Numbers.IsFinite(value) && number.Holds(value)))
                report.OutOfRange(layer, number.Name, value, number.Range);
        if (Missing(layer, activation) is { } missing)
            report.Add(DeclarationRules.ActivationNumberMissing, null, layer.Name, activation, missing);
        if (Bound(layer, activation, "Minimum", -1) is { } minimum && Bound(layer, activation, "Maximum", 1) is { } maximum)
            CheckOrder(layer, minimum, maximum, report);
    }

    private static void CheckOrder(LayerSpec layer, double minimum, double maximum, LayerReport report)
    {
        if (!Numbers.IsFinite(minimum) || !Numbers.IsFinite(maximum) || minimum < maximum)
            return;
        if (layer.Number("Maximum") is not null)
            report.OutOfRange(layer, "Maximum", maximum, $"above Minimum, {Numbers.Text(minimum, layer.Written("Minimum"))}");
        else
            report.OutOfRange(layer, "Minimum", minimum, $"below Maximum, {Numbers.Text(maximum)}");
    }

    private static double? Bound(LayerSpec layer, string activation, string argument, double otherwise) =>
        activation switch
        {
            "HardTanh" => layer.Number(argument) ?? otherwise,
            "Clip" => layer.Number(argument),
            _ => null,
        };

    /// <summary>The numbers that an activation needs and the declaration does not give, for people; null when none is missing.</summary>
    public static string? Missing(LayerSpec layer, string activation) =>
        activation switch
        {
            "Clip" when layer.Number("Minimum") is null && layer.Number("Maximum") is null => "Minimum, Maximum or both",
            "Threshold" when layer.Number("Threshold") is null && layer.Number("ThresholdValue") is null => "Threshold and ThresholdValue",
            "Threshold" when layer.Number("Threshold") is null => "Threshold",
            "Threshold" when layer.Number("ThresholdValue") is null => "ThresholdValue",
            _ => null,
        };
}
