namespace ModelCompiler.Onnx;

/// <summary>An argument of a node. Which property counts is said by the operator; the others have their defaults.</summary>
public sealed class OnnxAttribute
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>A number.</summary>
    public float Number { get; init; }

    /// <summary>An integer.</summary>
    public long Integer { get; init; }

    /// <summary>A text.</summary>
    public string Text { get; init; } = "";

    /// <summary>A tensor, or null.</summary>
    public OnnxTensor? Tensor { get; init; }

    /// <summary>A graph, or null.</summary>
    public OnnxGraph? Graph { get; init; }

    /// <summary>Several numbers.</summary>
    public IReadOnlyList<float> Numbers { get; init; } = [];

    /// <summary>Several integers.</summary>
    public IReadOnlyList<long> Integers { get; init; } = [];

    /// <summary>Several texts.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>In a function: the name of the attribute whose value this one takes; empty otherwise.</summary>
    public string Reference { get; init; } = "";
}
