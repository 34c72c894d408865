using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>The checks of axes, shared by the layers that name some.</summary>
internal static class AxisChecks
{
    /// <summary>An axis of the input, or null after reporting that there is none such.</summary>
    public static int? Axis(LayerSpec layer, string argument, int axis, EquatableArray<int> input, LayerReport report)
    {
        if (AxisArguments.Find(axis, input.Count) is { } found)
            return found;
        report.Add(
            AxisRules.AxisUnknown,
            layer.Number(argument) is null && layer.Integers(argument).Count == 0 ? null : argument,
            layer.Name,
            Numbers.Text(axis),
            Shapes.Text(input),
            Range(input)
        );
        return null;
    }

    /// <summary>The axes that there are, as <c>0 to 2</c>.</summary>
    public static string Range(EquatableArray<int> input) => input.Count == 1 ? "0" : "0 to " + Numbers.Text(input.Count - 1);

    /// <summary>Whether parts divide a size; reports it when not.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="argument">The argument with the number of parts, or null when it is the layer's nature.</param>
    /// <param name="what">What is divided, for the message.</param>
    /// <param name="size">Its size.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="report">Takes the problem.</param>
    public static bool Divide(
        LayerSpec layer,
        string? argument,
        string what,
        int size,
        long parts,
        EquatableArray<int> input,
        LayerReport report
    )
    {
        if (size % parts == 0)
            return true;
        report.Add(
            AxisRules.PartsDoNotDivide,
            argument,
            layer.Name,
            what,
            Shapes.Text(input),
            Numbers.Text(parts),
            argument is null ? "Give it an even number of values" : "Choose a divisor of " + Numbers.Text(size)
        );
        return false;
    }
}
