using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The checks of an activation's numbers, shared by the layers that have an activation.</summary>
internal static class ActivationArguments
{
    public static void Check(LayerSpec layer, string activation, LayerReport report)
    {
        CheckNumbers(layer, activation, ActivationCatalogue.Numbers(activation), ActivationCatalogue.AllNumbers, report);
        if (Missing(layer, activation) is { } missing)
            report.Add(DeclarationRules.ActivationNumberMissing, null, layer.Name, activation, missing);
        if (Bound(layer, activation, "Minimum", -1) is { } minimum && Bound(layer, activation, "Maximum", 1) is { } maximum)
            CheckOrder(layer, minimum, maximum, report);
    }

    /// <summary>Checks the numbers that a function takes: no others are given, and each is in its range.</summary>
    /// <param name="arguments">What was written.</param>
    /// <param name="function">The function's name, for messages.</param>
    /// <param name="taken">The numbers that it takes.</param>
    /// <param name="all">The names of those that some function takes.</param>
    /// <param name="report">Takes the problems.</param>
    public static void CheckNumbers(
        LayerSpec arguments,
        string function,
        IReadOnlyList<FunctionNumber> taken,
        IReadOnlyList<string> all,
        LayerReport report
    )
    {
        foreach (string argument in all.Where(argument => taken.All(number => number.Name != argument)))
            if (arguments.Number(argument) is not null)
                report.Add(
                    StyleRules.ArgumentWithoutEffect,
                    argument,
                    argument,
                    taken.Count == 0
                        ? $"{function} has no parameter"
                        : $"{function} takes {string.Join(" and ", taken.Select(number => number.Name))}"
                );
        foreach (FunctionNumber number in taken)
            if (arguments.Number(number.Name) is { } value && !(Numbers.IsFinite(value) && number.Holds(value)))
                report.OutOfRange(arguments, number.Name, value, number.Range);
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
