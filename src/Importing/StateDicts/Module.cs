namespace ModelCompiler.Importing.StateDicts;

/// <summary>The tensors of a state dict that belong to one module.</summary>
/// <param name="Path">What stands before <c>.weight</c>; empty for names without a dot.</param>
/// <param name="Shapes">The shapes by the rest of the names.</param>
internal sealed record Module(string Path, IReadOnlyDictionary<string, int[]> Shapes)
{
    private const string Weight = "weight",
        Bias = "bias",
        Projection = "out_proj";

    /// <summary>The number of values.</summary>
    public long Count => Shapes.Values.Sum(shape => shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>The shape of the weight; null where there is none.</summary>
    public int[]? WeightShape => this[Weight];

    /// <summary>The shape of the bias; null where there is none.</summary>
    public int[]? BiasShape => this[Bias];

    /// <summary>The shape of a tensor; null where there is none.</summary>
    public int[]? this[string name] => Shapes.GetValueOrDefault(name);

    /// <summary>Whether it has tensors of these names, and perhaps a bias, and no others.</summary>
    public bool Has(params string[] names) =>
        names.All(Shapes.ContainsKey) && Shapes.Keys.All(name => name == Bias || names.Contains(name));

    /// <summary>Whether the path has one of these words, in any case.</summary>
    public bool IsCalled(params string[] words) => words.Any(word => Path.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Gathers tensors into modules, in the order of their names.</summary>
    public static IReadOnlyList<Module> Of(IEnumerable<(string Name, int[] Shape)> tensors) =>
        [
            .. tensors
                .Select(tensor => (tensor.Shape, Path: PathOf(tensor.Name), tensor.Name))
                .GroupBy(tensor => tensor.Path, StringComparer.Ordinal)
                .Select(module => new Module(
                    module.Key,
                    module.ToDictionary(
                        tensor => module.Key.Length == 0 ? tensor.Name : tensor.Name[(module.Key.Length + 1)..],
                        tensor => tensor.Shape,
                        StringComparer.Ordinal
                    )
                ))
                .OrderBy(module => new NamedLayer(module.Path, ""), NamedLayer.ByNumbers),
        ];

    // The projection of an attention is a part of it.
    private static string PathOf(string name)
    {
        string path = name[..Math.Max(0, name.LastIndexOf('.'))];
        return path.EndsWith("." + Projection, StringComparison.Ordinal) ? path[..^(Projection.Length + 1)] : path;
    }
}
