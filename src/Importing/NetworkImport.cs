using ModelCompiler.Importing.Declarations;
using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;
using ModelCompiler.Importing.StateDicts;
using ModelCompiler.Onnx;

namespace ModelCompiler.Importing;

/// <summary>Where a network comes from.</summary>
/// <param name="Origin">The file and who wrote it.</param>
/// <param name="FileName">The file.</param>
/// <param name="Count">How many nodes the file has, or layers.</param>
/// <param name="Unit">What they are called.</param>
internal sealed record NetworkSource(string Origin, string FileName, int Count, string Unit);

/// <summary>Imports a graph, whatever file it was read from: tries the readings of its axes, and declares the best.</summary>
internal static class NetworkImport
{
    /// <summary>The network as a declaration.</summary>
    /// <param name="network">The graph.</param>
    /// <param name="declared">The outputs as the file declares them.</param>
    /// <param name="plans">The readings of the axes; of the first that fit with the same batch the one of the fewest layers is
    /// taken.</param>
    /// <param name="options">What is known beyond the file.</param>
    /// <param name="source">Where it comes from.</param>
    /// <exception cref="ImportRefusedException">It cannot be a model; the message lists all causes.</exception>
    public static ImportedNetwork Run(
        Network network,
        IReadOnlyList<OnnxValue> declared,
        IEnumerable<ImportPlan> plans,
        ImportOptions options,
        NetworkSource source
    )
    {
        var attempts = new List<ImportAttempt>();
        foreach (IGrouping<int?, ImportPlan> group in plans.GroupBy(plan => plan.BatchAxis))
        {
            List<ImportAttempt> tried = [.. group.Select(plan => ImportAttempt.Run(network.Copy(), declared, plan, options))];
            attempts.AddRange(tried);
            if (tried.Where(attempt => attempt.Causes.Count == 0).MinBy(attempt => attempt.Layers.Count) is { } best)
                return Result(best, source, options);
        }

        ImportAttempt first = attempts.MinBy(attempt => (-attempt.Understood, attempt.Causes.Count, attempts.IndexOf(attempt)))!;
        throw new ImportRefusedException(
            $"{source.Origin} cannot be imported; {first.Understood} of {network.Nodes.Count} nodes are understood. Nothing was written.",
            first.Causes
        );
    }

    private static ImportedNetwork Result(ImportAttempt attempt, NetworkSource source, ImportOptions options)
    {
        string name = options.Name ?? LayerNaming.Pascal(Path.GetFileNameWithoutExtension(source.FileName));
        string[] named = options.Names is { } path ? [StateDictNames.Give(attempt.Layers, StateDictNames.Read(path))] : [];
        Dictionary<Layer, LayerName> names = LayerNaming.Names(attempt.Layers, attempt.Inputs, attempt.Outputs, name);
        return new ImportedNetwork
        {
            Name = name,
            Namespace = options.Namespace,
            Layers = DeclarationWriter.Write(attempt.Layers, attempt.Inputs[0].Layer, names),
            Inputs =
            [
                .. attempt.Inputs.Select(input => new ImportedInput(
                    input.Name,
                    DeclarationWriter.Input(input.Layer, names),
                    input.Layer.Shape,
                    input.BatchAxis
                )),
            ],
            Outputs =
            [
                .. attempt.Outputs.Select(output => new ImportedOutput(
                    output.Name,
                    attempt.Outputs.Count == 1 ? null : $"Output(\"{names[output.Layer].Snake}\")",
                    output.Layer.Shape,
                    output.BatchAxis
                )),
            ],
            Parameters = DeclarationWriter.Parameters(attempt.Layers, names),
            Remarks = [.. attempt.Remarks, .. named],
            Origin = "Imported from " + source.Origin + ".",
            NodeCount = source.Count,
            NodeUnit = source.Unit,
        };
    }
}
