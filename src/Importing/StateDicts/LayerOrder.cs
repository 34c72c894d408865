namespace ModelCompiler.Importing.StateDicts;

/// <summary>An order of layers in which each reads what the one before writes.</summary>
internal sealed class LayerOrder
{
    private const int MostSteps = 20_000;

    // Words that tell where in a network a module stands, where its numbers do not.
    private static readonly string[] _early = ["emb", "stem", "input", "encoder", "features", "backbone"],
        _late = ["fc", "decoder", "classifier", "head", "output", "out"];

    private readonly List<ProposedLayer> _open;
    private readonly List<ProposedLayer> _order = [];
    private int _steps;

    private LayerOrder(IEnumerable<ProposedLayer> layers) => _open = [.. layers];

    /// <summary>Puts layers in order.</summary>
    /// <param name="layers">The layers in the order of their names.</param>
    /// <param name="isChain">Whether each reads what the one before writes.</param>
    public static IReadOnlyList<ProposedLayer> Of(IReadOnlyList<ProposedLayer> layers, out bool isChain)
    {
        bool isSequential = NamedLayer.DifferInNumbersAlone(layers.Select(layer => new NamedLayer(layer.Module.Path, "")));
        List<ProposedLayer> likely = isSequential
            ? [.. layers]
            : [.. layers.OrderBy(Place).ThenBy(layer => FirstNumber(layer.Module.Path)).ThenBy(layer => layer.Role == LayerRole.Same)];
        var order = new LayerOrder(likely);
        isChain = Enumerable.Range(1, likely.Count - 1).All(place => Follows(likely[place - 1], likely[place], Before(likely, place)));
        if (isChain || isSequential)
            return likely;
        isChain = order.Search();
        return isChain ? order._order : likely;
    }

    /// <summary>Whether a layer can read what another writes.</summary>
    /// <param name="before">The layer before.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="hasPositions">Whether what is read has positions, as an image has.</param>
    public static bool Follows(ProposedLayer before, ProposedLayer layer, bool hasPositions) =>
        layer.Reads == 0
        || before.Writes == 0
        || layer.Role switch
        {
            LayerRole.First => false,
            LayerRole.Window => hasPositions && layer.GroupsFor(before.Writes) > 0,
            LayerRole.Product => layer.Reads == before.Writes
                || (layer.Kind == "Dense" && hasPositions && layer.Reads % before.Writes == 0),
            _ => layer.Reads == before.Writes,
        };

    /// <summary>Whether what the layer at a place reads has positions: windows and steps keep them, products end them.</summary>
    public static bool Before(IReadOnlyList<ProposedLayer> order, int place)
    {
        for (int index = place - 1; index >= 0; index--)
            if (order[index].Role != LayerRole.Same || order[index].IsOfSteps)
                return order[index].Role == LayerRole.Window || order[index].IsOfSteps;
        return true;
    }

    private static int Place(ProposedLayer layer) =>
        layer.Module.IsCalled(_early) ? 0
        : layer.Module.Path.Split('.').Any(word => _late.Any(late => word.StartsWith(late, StringComparison.OrdinalIgnoreCase))) ? 2
        : 1;

    private static int FirstNumber(string path)
    {
        string digits = new([.. path.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, out int number) ? number : int.MaxValue;
    }

    // Depth first, the likely ones first.
    private bool Search()
    {
        if (_open.Count == 0)
            return true;
        for (int index = 0; index < _open.Count && _steps++ < MostSteps; index++)
        {
            ProposedLayer layer = _open[index];
            bool hasPositions = Before(_order, _order.Count);
            if (_order.Count > 0 && !Follows(_order[^1], layer, hasPositions))
                continue;
            _open.RemoveAt(index);
            _order.Add(layer);
            if (Search())
                return true;
            _order.RemoveAt(_order.Count - 1);
            _open.Insert(index, layer);
        }

        return false;
    }
}
