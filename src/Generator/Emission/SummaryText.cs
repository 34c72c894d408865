using System.Globalization;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>
/// The table that tells people what the compiler made of a model: in the documentation comment. At run time the description lays out the
/// same.
/// </summary>
internal static class SummaryText
{
    public static string Of(ModelPlan plan)
    {
        var rows = new List<string[]>
        {
            new[] { "layer", "kind", "output", "parameters", "FLOPs", "form" },
            new[] { "input", "Input", plan.InputShape.ToString(), "0", "0", string.Empty },
        };
        foreach (LayerPlan layer in plan.Layers)
            rows.Add([
                layer.Name,
                layer.Kind,
                layer.OutputShape.ToString(),
                Text.Grouped(layer.ParameterCount),
                Text.Grouped(layer.ForwardFlops),
                layer.Form,
            ]);
        rows.Add([
            "total",
            string.Empty,
            string.Empty,
            Text.Grouped(plan.ParameterCount),
            Text.Grouped(plan.Layers.Sum(layer => layer.ForwardFlops)),
            string.Empty,
        ]);

        int[] widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        IEnumerable<string> lines = rows.Select(row =>
            string.Join("  ", row.Select((cell, column) => column is 3 or 4 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])))
                .TrimEnd()
        );
        return string.Join("\n", lines) + "\n" + Memory(plan);
    }

    /// <summary>How much of a batch is computed in one go, and in how much memory.</summary>
    public static string Memory(ModelPlan plan)
    {
        string prediction = plan.SampleForm is not null
            ? "predicts in registers"
            : string.Format(
                CultureInfo.InvariantCulture,
                "predicts {0} samples at a time in {1} bytes{2}",
                plan.Prediction.Capacity,
                Text.Grouped(4L * plan.Prediction.Length),
                Apart(plan.Prediction)
            );
        string training = plan.Training is not { Schedule: var schedule }
            ? "has no loss, so no gradient"
            : string.Format(
                CultureInfo.InvariantCulture,
                "computes gradients {0} samples at a time in {1} bytes{2}",
                schedule.Capacity,
                Text.Grouped(4L * schedule.Length),
                Apart(schedule)
            );
        if (plan.Training is { Schedule: { IsWhole: true } whole })
            training = string.Format(
                CultureInfo.InvariantCulture,
                "computes gradients over whole batches in {0} bytes and {1} for each sample{2}",
                Text.Grouped(4L * whole.FixedLength),
                Text.Grouped(4L * whole.Length),
                Apart(whole)
            );
        return $"{plan.Model.LossName}; {prediction}, {training}.";
    }

    /// <summary>What the memory would be if every intermediate result had a place of its own; empty when it has.</summary>
    private static string Apart(Schedule schedule) =>
        schedule.UnsharedLength == schedule.Length
            ? string.Empty
            : $" ({Text.Grouped(4L * schedule.UnsharedLength)} if no results shared a place)";
}
