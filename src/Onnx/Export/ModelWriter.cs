namespace ModelCompiler.Onnx.Export;

/// <summary>Writes a compiled model as an ONNX network.</summary>
internal static class ModelWriter
{
    private const int IntermediateRepresentation = 8,
        OperatorSet = 17;

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(ModelDescription description, float[] parameters)
    {
        var graph = new ExportGraph();
        var export = new LayerExport(graph, new ExportParameters(description, parameters));
        Dictionary<string, int[]> shapes = description.Layers.ToDictionary(
            layer => layer.Name,
            layer => ArchitectureText.Shape(layer.OutputShape)
        );
        List<ExportLayer> layers = ArchitectureText.Layers(description);
        Refuse(description, layers);
        List<ExportEnd> inputs = Inputs(description);
        Dictionary<string, ExportValue> values = inputs.ToDictionary(input => input.Value.Name, input => input.Value);
        foreach (ExportLayer layer in layers.Where(layer => layer.Kind is not (ArchitectureText.InputPart or ArchitectureText.Outputs)))
            values[layer.Name] = export.Add(layer, [.. layer.Inputs.Select(name => values[name])], shapes[layer.Name]);
        ExportLayer last = layers[^1];
        List<ExportEnd> outputs =
            last.Kind == ArchitectureText.Outputs
                ? [.. last.Inputs.Zip(description.Outputs, (layer, output) => new ExportEnd(output.Name, values[layer], IsTokens: false))]
                : [new ExportEnd("output", values[last.Name], IsTokens: false)];
        return new ProtobufWriter()
            .Integer(1, IntermediateRepresentation)
            .Text(2, "ModelCompiler")
            .Text(3, typeof(ModelWriter).Assembly.GetName().Version?.ToString(3) ?? "")
            .Message(7, graph.Finish(description.Name, inputs, outputs))
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, OperatorSet))
            .ToArray();
    }

    // Several inputs are inputs of the file too; the parts of the row are nothing there.
    private static List<ExportEnd> Inputs(ModelDescription description) =>
        [
            .. description.Inputs.Select(input => new ExportEnd(
                input.Name,
                new ExportValue(input.Name, [.. input.Shape], input.IsSequence),
                IsTokens: input.Vocabulary > 0
            )),
        ];

    private static void Refuse(ModelDescription description, List<ExportLayer> layers)
    {
        string[] unknown = [.. layers.Where(layer => !IsKnown(layer)).Select(layer => $"'{layer.Name}' ([{layer.Kind}])")];
        if (unknown.Length > 0)
            throw new NotSupportedException(
                $"{description.Name} cannot be written as ONNX: there is no export of {string.Join(", ", unknown)}."
            );
        if (
            description.Inputs.Count > 1
            && layers.Find(layer => layer.Kind != ArchitectureText.InputPart && layer.Inputs.Contains("input")) is { } reader
        )
            throw new NotSupportedException(
                $"{description.Name} cannot be written as ONNX: '{reader.Name}' reads the row of all inputs. Let it read one of them, or "
                    + "a [Concat] of several."
            );
    }

    private static bool IsKnown(ExportLayer layer) =>
        layer.Kind is ArchitectureText.InputPart or ArchitectureText.Outputs || LayerExport.Knows(layer.Kind);
}
