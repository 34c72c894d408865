namespace ModelCompiler.Onnx.Export;

/// <summary>Writes a compiled model as an ONNX network.</summary>
internal static class ModelWriter
{
    private const int IntermediateRepresentation = 8,
        OperatorSet = 17;

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(ModelDescription description, float[] parameters, bool isSequence)
    {
        var graph = new ExportGraph();
        var export = new LayerExport(graph, new ExportParameters(description, parameters));
        bool isTokens = description.Vocabulary > 0;
        var input = new ExportValue("input", [.. description.InputShape], isSequence && !isTokens);
        var values = new Dictionary<string, ExportValue> { ["input"] = input };
        Dictionary<string, int[]> shapes = description.Layers.ToDictionary(
            layer => layer.Name,
            layer => ArchitectureText.Shape(layer.OutputShape)
        );
        List<ExportLayer> layers = ArchitectureText.Layers(description);
        Refuse(description, layers);
        foreach (ExportLayer layer in layers)
        {
            ExportValue[] inputs = [.. layer.Inputs.Select(name => values[name])];
            values[layer.Name] = export.Add(layer, inputs, shapes[layer.Name]);
        }

        ExportValue output = values[layers[^1].Name];
        return new ProtobufWriter()
            .Integer(1, IntermediateRepresentation)
            .Text(2, "ModelCompiler")
            .Text(3, typeof(ModelWriter).Assembly.GetName().Version?.ToString(3) ?? "")
            .Message(7, graph.Finish(description.Name, input, isTokens, output))
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, OperatorSet))
            .ToArray();
    }

    private static void Refuse(ModelDescription description, List<ExportLayer> layers)
    {
        string[] unknown = [.. layers.Where(layer => !LayerExport.Knows(layer.Kind)).Select(layer => $"'{layer.Name}' ([{layer.Kind}])")];
        if (unknown.Length > 0)
            throw new NotSupportedException(
                $"{description.Name} cannot be written as ONNX: there is no export of {string.Join(", ", unknown)}."
            );
    }
}
