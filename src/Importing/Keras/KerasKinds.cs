namespace ModelCompiler.Importing.Keras;

/// <summary>All classes of layers that are known: what is not here is refused by name.</summary>
internal static class KerasKinds
{
    private static readonly Dictionary<string, KerasKind> _kinds = All().ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public static IEnumerable<KerasKind> Kinds => _kinds.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>A class, or null when it is not known.</summary>
    public static KerasKind? Find(string name) => _kinds.GetValueOrDefault(name);

    private static IEnumerable<KerasKind> All() =>
        [
            .. DenseLayers.All,
            .. Convolutions.All,
            .. Pools.All,
            .. RecurrentLayers.All,
            .. NormLayers.All,
            .. Activations.All,
            .. ShapeLayers.All,
            .. TrainingLayers.All,
            .. JoinLayers.All,
        ];
}
