using System.Globalization;

namespace ModelCompiler;

/// <summary>Lays a description out as text: the table that the model's documentation comment shows.</summary>
internal static class SummaryTable
{
    private const int FirstNumber = 3;
    private const int LastNumber = 4;

    public static string Of(ModelDescription description)
    {
        var rows = new List<string[]>
        {
            new[] { "layer", "kind", "output", "parameters", "FLOPs", "form" },
            new[] { "input", "Input", $"[{string.Join(", ", description.InputShape)}]", "0", "0", string.Empty },
        };
        foreach (LayerDescription layer in description.Layers)
            rows.Add([layer.Name, layer.Kind, layer.OutputShape, Grouped(layer.ParameterCount), Grouped(layer.ForwardFlops), layer.Form]);
        rows.Add([
            "total",
            string.Empty,
            string.Empty,
            Grouped(description.ParameterCount),
            Grouped(description.Layers.Sum(layer => layer.ForwardFlops)),
            string.Empty,
        ]);

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        IEnumerable<string> lines = rows.Select(row =>
            string.Join(
                    "  ",
                    row.Select(
                        (cell, column) =>
                            column is >= FirstNumber and <= LastNumber ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])
                    )
                )
                .TrimEnd()
        );
        return string.Join("\n", lines) + "\n" + description.Memory;
    }

    private static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
