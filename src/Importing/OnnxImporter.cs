using ModelCompiler.Importing.Graph;
using ModelCompiler.Importing.Lowering;
using ModelCompiler.Onnx;

namespace ModelCompiler.Importing;

/// <summary>Turns ONNX files into declarations. Thread-safe.</summary>
public static class OnnxImporter
{
    private const int RecurrentRank = 3; // batch, steps, features

    /// <summary>Imports a file.</summary>
    /// <param name="path">The file; external data lies beside it.</param>
    /// <param name="options">What the importer should know beyond the file; null for nothing.</param>
    /// <exception cref="OnnxFormatException">It is no valid ONNX file.</exception>
    /// <exception cref="ImportRefusedException">The network cannot be a model; the message lists all causes.</exception>
    /// <exception cref="SafeTensorsException">The file of names breaks the format's rules.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static ImportedNetwork Import(string path, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Import(OnnxModel.Read(path), Path.GetFileName(path), options);
    }

    /// <summary>Imports a network that was read already.</summary>
    /// <param name="model">The network; not changed.</param>
    /// <param name="fileName">What the file is called in comments and messages.</param>
    /// <param name="options">What the importer should know beyond the file; null for nothing.</param>
    /// <exception cref="OnnxFormatException">Its graph is not valid.</exception>
    /// <exception cref="ImportRefusedException">The network cannot be a model; the message lists all causes.</exception>
    /// <exception cref="SafeTensorsException">The file of names breaks the format's rules.</exception>
    /// <exception cref="IOException">The file of names does not exist or cannot be read.</exception>
    public static ImportedNetwork Import(OnnxModel model, string fileName, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(fileName);
        options ??= new ImportOptions();
        Network network = NetworkLoader.Load(model);
        var source = new NetworkSource(Origin(model, fileName), fileName, network.Nodes.Count, "nodes");
        return NetworkImport.Run(network, model.Graph.Outputs, Plans(network, options), options, source);
    }

    private static string Origin(OnnxModel model, string fileName)
    {
        string producer = string.Join(' ', new[] { model.Producer, model.ProducerVersion }.Where(text => text.Length > 0));
        return $"{fileName}{(producer.Length > 0 ? $" by {producer}" : "")}, opset {model.OperatorSet}";
    }

    // The batch first, then what else it could be; signals before sequences.
    private static IEnumerable<ImportPlan> Plans(Network network, ImportOptions options)
    {
        int rank = network.Inputs.Select(input => input.Shape?.Count ?? 0).DefaultIfEmpty(0).Max();
        int?[] axes = options.BatchAxis is { } given ? [given < 0 ? null : given] : BatchAxes(network, rank);
        foreach (int? axis in axes)
        {
            yield return new ImportPlan(axis, IsSequence: false);
            if (rank == RecurrentRank || network.Nodes.Exists(node => node.Operator is "LSTM" or "GRU" or "RNN"))
                yield return new ImportPlan(axis, IsSequence: true);
        }
    }

    private static int?[] BatchAxes(Network network, int rank)
    {
        OnnxValue? main = network.Inputs.Find(input => input.Shape is { Count: > 0 });
        int[] open =
        [
            .. (main?.Shape ?? []).Select((size, axis) => (size, axis)).Where(pair => pair.size.Size is null).Select(pair => pair.axis),
        ];
        if (open is [var only])
            return [only];
        NetworkNode? recurrent = network.Nodes.Find(node => node.Operator is "LSTM" or "GRU" or "RNN");
        bool readsSteps = recurrent is not null && recurrent.Input(0) == main?.Name && recurrent.Integer("layout", 0) == 0;
        int?[] batches =
            rank != RecurrentRank || recurrent is null ? [0]
            : readsSteps ? [1, 0]
            : [0, 1];
        return [.. batches, .. open.Length == 0 ? [null] : Array.Empty<int?>()];
    }
}
