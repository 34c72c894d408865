namespace ModelCompiler.Onnx.Tests.Harness;

/// <summary>How many cases of a suite are imported: what the tests demand, and what the documents say.</summary>
/// <param name="Title">What the cases are.</param>
/// <param name="Cases">How many there are.</param>
/// <param name="Equal">How many are imported, all of which compute what is expected.</param>
/// <param name="Close">How many of these do so within 1e-5; null where that is not counted.</param>
internal sealed record SuiteCount(string Title, int Cases, int Equal, int? Close = null)
{
    public static SuiteCount SingleNodes { get; } = new("ONNX's tests of one node that keep the batch in front", 204, 203, 202);

    public static SuiteCount OtherNodes { get; } = new("ONNX's other tests of nodes, and of operators that PyTorch has", 417, 206);

    public static SuiteCount WrittenOut { get; } =
        new("the same operators written out as their definition (83 become the very layers)", 85, 85);

    public static SuiteCount OldExporter { get; } = new("modules of PyTorch by its old exporter", 82, 82, 82);

    public static SuiteCount NewExporter { get; } = new("modules of PyTorch by its new exporter", 39, 37, 36);

    /// <summary>The table of the documents.</summary>
    public static string Table =>
        "| Tests | cases | imported | of these within 1e-5 |\n|---|---:|---:|---:|\n"
        + string.Concat(
            new[] { SingleNodes, WrittenOut, OtherNodes, OldExporter, NewExporter }.Select(count =>
                $"| {count.Title} | {count.Cases} | {count.Equal} | {(count.Close is { } close ? $"{close}" : "")} |\n"
            )
        );
}
