using System.Globalization;
using ModelCompiler.Importing.Declarations;
using ModelCompiler.Importing.Lowering;

namespace ModelCompiler.Importing.StateDicts;

/// <summary>
/// Proposes a declaration for a state dict in a safetensors file, by names and shapes alone: what the file does not hold, as activations,
/// is left to a person, and said. Thread-safe.
/// </summary>
public static class StateDictImporter
{
    private const int MostRank = 4;
    private const string Counter = "num_batches_tracked";

    /// <summary>Proposes a declaration.</summary>
    /// <param name="path">A safetensors file, as <c>save_file(model.state_dict(), path)</c> writes it. Its values are not read.</param>
    /// <param name="options">The name of the class, and sizes of <c>height</c>, <c>width</c> and <c>steps</c> as dimensions; null for
    /// nothing.</param>
    /// <exception cref="SafeTensorsException">The file breaks the format's rules.</exception>
    /// <exception cref="ImportRefusedException">No tensor belongs to a layer that is known.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static ProposedNetwork Propose(string path, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var reader = new SafeTensorsReader(path);
        return Propose(reader, Path.GetFileName(path), options ?? new ImportOptions());
    }

    private static ProposedNetwork Propose(SafeTensorsReader reader, string fileName, ImportOptions options)
    {
        IReadOnlyList<Module> modules = Module.Of(
            reader
                .Tensors.Where(tensor => tensor.Name != Counter && !tensor.Name.EndsWith("." + Counter, StringComparison.Ordinal))
                .Select(tensor => (tensor.Name, Array.ConvertAll(tensor.Shape.ToArray(), size => (int)Math.Min(size, int.MaxValue))))
        );
        var others = new List<Module>();
        var known = new List<ProposedLayer>();
        foreach (Module module in modules)
        {
            if (module.Shapes.Values.All(shape => shape.Length <= MostRank && !shape.Contains(0)) && ModuleKinds.Of(module) is { } layer)
                known.Add(layer);
            else
                others.Add(module);
        }

        if (known.Count == 0)
            throw new ImportRefusedException(
                $"{fileName} has {reader.Tensors.Count} tensors, none of which belongs to a layer that is known by names and shapes "
                    + "(weight, bias, running_mean, weight_ih_l0, …). Export the network as ONNX instead, or declare it by hand."
            );
        IReadOnlyList<ProposedLayer> order = LayerOrder.Of(known, out bool isChain);
        string name = options.Name ?? LayerNaming.Pascal(Path.GetFileNameWithoutExtension(fileName));
        var writer = new ProposalWriter(order, options);
        List<string> lines = writer.Write(name);
        foreach (Module module in others)
            lines.Add(
                "// Not understood: " + string.Join(", ", module.Shapes.Select(tensor => Text(module.Path, tensor.Key, tensor.Value)))
            );
        return new ProposedNetwork
        {
            Name = name,
            Namespace = options.Namespace,
            WeightsFile = fileName,
            Lines = lines,
            LayerCount = order.Count,
            Unknown = Unknown(order, isChain, others.Count, writer),
        };
    }

    private static string Text(string path, string name, int[] shape) =>
        $"{(path.Length == 0 ? "" : path + ".")}{name} [{string.Join(", ", shape)}]";

    private static List<string> Unknown(IReadOnlyList<ProposedLayer> order, bool isChain, int others, ProposalWriter writer)
    {
        List<string> unknown =
        [
            "A state dict has no activations, pools, dropout, flattening, joins or losses: add those of the network",
            isChain
                ? "The order of the layers is one in which each reads what the one before writes: compare it with the network's forward"
                : "The layers are no chain, each reading what the one before writes, so their order is that of their names: the network "
                    + "has joins or branches ([Add], [Concat], From = \"layer\")",
        ];
        if (order.Any(layer => layer.Role == LayerRole.Window))
            unknown.Add("Strides, padding and dilation of convolutions are not in the file: what stands here are the defaults, 1, 0 and 1");
        if (writer.Placeholders.Count > 0)
            unknown.Add($"Replace {string.Join(", ", writer.Placeholders)} by the numbers of the network");
        if (others > 0)
            unknown.Add(
                string.Create(CultureInfo.InvariantCulture, $"{others} modules at the end are no layers that are known by names and shapes")
            );
        return unknown;
    }
}
