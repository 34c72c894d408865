using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Lowering.Reductions;

/// <summary>A matrix of one dimension as the tables of a kernel. What repeats along the dimension is stored once.</summary>
internal static class AxisTable
{
    /// <summary>A longer period is a rare one.</summary>
    private const int LongestPeriod = 64;

    /// <summary>The type of the tables.</summary>
    public static GeneratedType Of(AxisMatrix matrix)
    {
        Repetition repetition = Best(matrix);
        AxisRow[] rows =
        [
            .. matrix.Rows.Take(repetition.Head + repetition.Period),
            .. matrix.Rows.Skip(matrix.Rows.Count - repetition.Tail),
        ];
        bool isUniform = rows.All(row => row.Weights.Distinct().Count() <= 1);
        int[] stored = rows.Select(row => isUniform ? Math.Min(1, row.Weights.Count) : row.Weights.Count).ToArray();
        var firsts = new int[rows.Length];
        for (int row = 1; row < rows.Length; row++)
            firsts[row] = firsts[row - 1] + stored[row - 1];
        return new GeneratedType(
            GeneratedTypeKind.Kernel,
            "IAxisMatrix",
            null,
            new([
                TypeMember.Constant("Outputs", matrix.Rows.Count),
                .. Unless(0, "Head", repetition.Head),
                TypeMember.Constant("Period", repetition.Period),
                .. Unless(0, "Step", repetition.Step),
                .. Unless(0, "Tail", repetition.Tail),
                TypeMember.Table("Starts", "int", rows.Select(row => Text.Of(row.Start))),
                TypeMember.Table("Counts", "int", rows.Select(row => Text.Of(row.Weights.Count))),
                TypeMember.Table("Firsts", "int", firsts.Select(Text.Of)),
                TypeMember.Constant("WeightStep", isUniform ? 0 : 1),
                TypeMember.Table("Weights", "float", rows.SelectMany((row, index) => row.Weights.Take(stored[index])).Select(Text.Of)),
            ])
        );
    }

    // Of a constant that the interface has a value for.
    private static IEnumerable<TypeMember> Unless(int otherwise, string name, int value) =>
        value == otherwise ? [] : [TypeMember.Constant(name, value)];

    /// <summary>
    /// The repetition that leaves the fewest rows: from the middle, where the ends do not matter, as far as it goes both ways.
    /// </summary>
    private static Repetition Best(AxisMatrix matrix)
    {
        int outputs = matrix.Rows.Count,
            middle = outputs / 2;
        var best = new Repetition(0, outputs, 0, 0);
        for (int period = 1; period <= LongestPeriod && middle + period < outputs; period++)
        {
            int step = matrix.Rows[middle + period].Start - matrix.Rows[middle].Start,
                first = middle,
                end = middle;
            while (end + period < outputs && IsRepeated(end))
                end++;
            while (first > 0 && end > middle && IsRepeated(first - 1))
                first--;
            int tail = outputs - end - period;
            if (end > middle && first + period + tail < best.Head + best.Period + best.Tail)
                best = new Repetition(first, period, step, tail);

            bool IsRepeated(int output) =>
                matrix.Rows[output + period].Start == matrix.Rows[output].Start + step
                && matrix.Rows[output + period].Weights.Equals(matrix.Rows[output].Weights);
        }

        return best;
    }

    /// <summary>Rows that are repeated.</summary>
    /// <param name="Head">The rows before the first period.</param>
    /// <param name="Period">The rows of a period.</param>
    /// <param name="Step">How many inputs further each period reads.</param>
    /// <param name="Tail">The rows after the last period.</param>
    private sealed record Repetition(int Head, int Period, int Step, int Tail);
}
