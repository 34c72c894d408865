namespace ModelCompiler.Onnx;

/// <summary>A network: nodes, and the values that go in and out.</summary>
public sealed class OnnxGraph
{
    /// <summary>The name; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The nodes, in the file's order.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; init; } = [];

    /// <summary>Constants with names: weights, as a rule.</summary>
    public IReadOnlyList<OnnxTensor> Initializers { get; init; } = [];

    /// <summary>What goes in. Old files list initializers here, too.</summary>
    public IReadOnlyList<OnnxValue> Inputs { get; init; } = [];

    /// <summary>What comes out.</summary>
    public IReadOnlyList<OnnxValue> Outputs { get; init; } = [];

    /// <summary>What the writer said of other values.</summary>
    public IReadOnlyList<OnnxValue> Values { get; init; } = [];
}

/// <summary>An operator that a file defines itself.</summary>
public sealed class OnnxFunction
{
    /// <summary>The operator's name.</summary>
    public required string Name { get; init; }

    /// <summary>The operator's domain.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The names of its inputs inside.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The names of its outputs inside.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>What it is made of.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; init; } = [];

    /// <summary>The attributes that it takes and that have a default.</summary>
    public IReadOnlyDictionary<string, OnnxAttribute> Defaults { get; init; } = new Dictionary<string, OnnxAttribute>();
}

/// <summary>An operator with what it reads and writes.</summary>
public sealed class OnnxNode
{
    /// <summary>The name, often a path of scopes, as <c>/encoder/fc1/Gemm</c>; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The operator, as <c>Gemm</c>.</summary>
    public required string Operator { get; init; }

    /// <summary>The operator's domain; empty for ONNX's own.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The names of what it reads; an empty one for an input that is left out.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The names of what it writes; an empty one for an output that is left out.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The attributes by name.</summary>
    public IReadOnlyDictionary<string, OnnxAttribute> Attributes { get; init; } = new Dictionary<string, OnnxAttribute>();

    /// <summary>Operator and name.</summary>
    public override string ToString() => Name.Length == 0 ? Operator : $"{Operator} '{Name}'";
}

/// <summary>A value that goes in or out.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type of its elements; <see cref="OnnxElementType.Undefined"/> when not given, or when it is no tensor.</param>
/// <param name="Shape">The dimensions, or null when not given.</param>
public sealed record OnnxValue(string Name, OnnxElementType Type, IReadOnlyList<OnnxDimension>? Shape)
{
    /// <summary>Name, type and shape, as <c>x: Float[batch,10]</c>.</summary>
    public override string ToString() =>
        $"{Name}: {Type}{(Shape is null ? "" : "[" + string.Join(",", Shape.Select(dimension => dimension.ToString())) + "]")}";
}

/// <summary>A dimension: a size, a name, or neither.</summary>
/// <param name="Size">The size, or null.</param>
/// <param name="Symbol">The name; empty when there is none.</param>
public readonly record struct OnnxDimension(long? Size, string Symbol)
{
    /// <summary>The size or name, or a question mark.</summary>
    public override string ToString() =>
        Size is { } size ? size.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : Symbol.Length > 0 ? Symbol
        : "?";
}
