namespace ModelCompiler.Generator.Lowering;

/// <summary>Whether what works on each value or each channel alone works on pixels.</summary>
internal static class Pixels
{
    /// <summary>Whether all operands are images or signals, and one of them lies as pixels.</summary>
    public static bool AreWanted(ScheduleBuilder builder, IReadOnlyList<int> operands) =>
        operands.All(operand => builder.Graph.Nodes[operand] is { IsBatched: true, Shape.Dimensions.Count: 2 or 3 })
        && operands.Any(builder.Values.HasPixels);
}
