using System.Text;

namespace ModelCompiler;

/// <summary>Layers of a file matched with those of a model.</summary>
/// <param name="matches">The pairs, in the order of the model.</param>
/// <param name="onlyInFile">What of the file has no counterpart.</param>
/// <param name="onlyInModel">What of the model has none.</param>
/// <param name="alike">Layers of which any could be any: those of the file, and those of the model.</param>
internal sealed class NameProposal(
    IReadOnlyList<(NamedLayer InFile, NamedLayer InModel)> matches,
    IReadOnlyList<NamedLayer> onlyInFile,
    IReadOnlyList<NamedLayer> onlyInModel,
    IReadOnlyList<(NamedLayer[] InFile, NamedLayer[] InModel)> alike
) : NameMap
{
    /// <summary>Whether every layer has its counterpart.</summary>
    public bool IsComplete => matches.Count > 0 && onlyInFile.Count + onlyInModel.Count + alike.Count == 0;

    /// <summary>Matches the layers.</summary>
    public static NameProposal Of(TensorTable table, ModelDescription description)
    {
        List<NamedLayer> inFile = NamedLayer.Of(
                table.Tensors.Select(entry => (entry.Tensor.Name, SafeTensor.ShapeText(entry.Tensor.Shape)))
            ),
            inModel = NamedLayer.Of(
                description.Parameters.Select(parameter => (parameter.Name, ParameterTensors.ShapeText(parameter.Shape)))
            );
        var matches = new List<(NamedLayer InFile, NamedLayer InModel)>();
        var alike = new List<(NamedLayer[], NamedLayer[])>();
        foreach (IGrouping<string, NamedLayer> kind in inModel.GroupBy(layer => layer.Signature, StringComparer.Ordinal))
        {
            List<NamedLayer> left = [.. inFile.Where(layer => layer.Signature == kind.Key)],
                wanted = [.. kind];
            foreach (Func<NamedLayer, string> name in NamedLayer.Likenesses)
                Match(left, wanted, name, matches);
            if (left.Count > 0 && wanted.Count > 0)
                alike.Add(([.. left], [.. wanted]));
        }

        HashSet<NamedLayer> named = [.. matches.SelectMany(pair => new[] { pair.InFile, pair.InModel })];
        named.UnionWith(alike.SelectMany(pair => pair.Item1.Concat(pair.Item2)));
        return new NameProposal(
            [.. matches.OrderBy(pair => inModel.IndexOf(pair.InModel))],
            [.. inFile.Where(layer => !named.Contains(layer))],
            [.. inModel.Where(layer => !named.Contains(layer))],
            alike
        );
    }

    /// <summary>As C#, with comments about what is not matched.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("NameMap.Of(\n");
        for (int index = 0; index < matches.Count; index++)
        {
            (NamedLayer file, NamedLayer model) = matches[index];
            text.Append($"    (\"{file.Prefix}\", \"{model.Prefix}\"){(index + 1 < matches.Count ? "," : "")} // {file.Signature}\n");
        }

        text.Append(");\n");
        foreach ((NamedLayer[] inFile, NamedLayer[] inModel) in alike)
            text.Append($"// Cannot be told apart, {inFile[0].Signature}: {Names(inFile)} of the file, {Names(inModel)} of the model.\n");
        foreach (NamedLayer layer in onlyInFile)
            text.Append($"// Only in the file: \"{layer.Prefix}\" // {layer.Signature}\n");
        foreach (NamedLayer layer in onlyInModel)
            text.Append($"// Only in the model: \"{layer.Prefix}\" // {layer.Signature}\n");
        return text.ToString();
    }

    internal override Func<string, string?> Names(TensorTable table, ModelDescription description, string fileName)
    {
        if (alike.Count > 0)
            throw new SafeTensorsException(
                fileName,
                $"{Names(alike[0].InFile)} of the file and {Names(alike[0].InModel)} of {description.Name} have the same shapes "
                    + $"({alike[0].InFile[0].Signature}), and neither their names nor their order tell which is which. Say it: "
                    + $"NameMap.Of((\"{alike[0].InFile[0].Prefix}\", \"{alike[0].InModel[0].Prefix}\"), ...); "
                    + "NameMap.Propose(model, path).ToString() writes what is certain."
            );
        Dictionary<string, string> prefixes = matches.ToDictionary(
            pair => pair.InFile.Prefix,
            pair => pair.InModel.Prefix,
            StringComparer.Ordinal
        );
        return name =>
        {
            int end = NamedLayer.PrefixLength(name);
            return prefixes.TryGetValue(name[..end], out string? prefix) ? prefix + name[end..] : name;
        };
    }

    private static string Names(NamedLayer[] layers) => NameList.Of([.. layers.Select(layer => $"'{layer.Prefix}'")]);

    // Those that look alike in a way, where as many look so in the file as in the model and their numbers give them an order.
    private static void Match(
        List<NamedLayer> inFile,
        List<NamedLayer> inModel,
        Func<NamedLayer, string> likeness,
        List<(NamedLayer, NamedLayer)> matches
    )
    {
        ILookup<string, NamedLayer> candidates = inFile.ToLookup(likeness, StringComparer.Ordinal);
        foreach (IGrouping<string, NamedLayer> wanted in inModel.GroupBy(likeness, StringComparer.Ordinal).ToArray())
        {
            NamedLayer[] found = [.. candidates[wanted.Key].OrderBy(layer => layer, NamedLayer.ByNumbers)],
                meant = [.. wanted];
            if (found.Length != meant.Length || (found.Length > 1 && !NamedLayer.DifferInNumbersAlone(found)))
                continue;
            for (int index = 0; index < found.Length; index++)
            {
                matches.Add((found[index], meant[index]));
                inFile.Remove(found[index]);
                inModel.Remove(meant[index]);
            }
        }
    }
}
