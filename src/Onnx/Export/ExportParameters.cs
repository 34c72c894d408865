namespace ModelCompiler.Onnx.Export;

/// <summary>The parameters of a model, handed out layer by layer.</summary>
/// <param name="description">What the model has.</param>
/// <param name="values">The flat buffer.</param>
internal sealed class ExportParameters(ModelDescription description, float[] values)
{
    private readonly Queue<ParameterDescriptor> _left = new(description.Parameters);
    private readonly Dictionary<string, ParameterDescriptor> _taken = [];
    private string _prefix = "";

    /// <summary>The next layer's parameters follow.</summary>
    public void NextLayer() => _prefix = "";

    /// <summary>Whether the layer has one more parameter of that name.</summary>
    public bool Has(string name) =>
        _left.TryPeek(out ParameterDescriptor? next)
        && next.Name.EndsWith("." + name, StringComparison.Ordinal)
        && (_prefix.Length == 0 || next.Name == _prefix + name);

    /// <summary>The layer's next parameter, which must have that name.</summary>
    public ExportParameter Take(string name)
    {
        if (!Has(name))
            throw new NotSupportedException($"The parameter '{name}' is not where it belongs; the next is {_left.FirstOrDefault()}.");
        ParameterDescriptor next = _left.Dequeue();
        _prefix = next.Name[..^name.Length];
        return new ExportParameter(next.Name, [.. next.Shape.ToArray()], Read(next));
    }

    /// <summary>One of a name for another layer to share.</summary>
    public void Share(string layer, ExportParameter parameter) =>
        _taken[layer] = description.Parameters.First(known => known.Name == parameter.Name);

    /// <summary>What another layer shares.</summary>
    public ExportParameter Shared(string layer) =>
        _taken.TryGetValue(layer, out ParameterDescriptor? parameter)
            ? new ExportParameter(parameter.Name, [.. parameter.Shape.ToArray()], Read(parameter))
            : throw new NotSupportedException($"The layer '{layer}' has no weight that could be shared.");

    private float[] Read(ParameterDescriptor parameter)
    {
        float[] own = new float[parameter.Count];
        parameter.CopyTo(values, own);
        return own;
    }
}

/// <summary>A parameter with its values.</summary>
/// <param name="Name">The name in files.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Values">The values in row-major order.</param>
internal sealed record ExportParameter(string Name, int[] Shape, float[] Values);
