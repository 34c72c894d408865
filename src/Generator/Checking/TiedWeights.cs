using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether a layer that uses the weight of another one can.</summary>
internal static class TiedWeights
{
    /// <summary>Whether the layer names an embedding above whose table fits as its weight; reports it when not.</summary>
    /// <param name="layers">All layers.</param>
    /// <param name="position">The layer.</param>
    /// <param name="shapesOf">The shapes of the outputs of layers, or null when they are not known.</param>
    /// <param name="report">Takes the problem.</param>
    public static bool Fit(
        IReadOnlyList<LayerSpec> layers,
        int position,
        Func<IReadOnlyList<int>, IReadOnlyList<TensorShape>?> shapesOf,
        LayerReport report
    )
    {
        LayerSpec layer = layers[position];
        if (layer.TiedTo is not { } name)
            return true;
        string? fault = LayerInputs.Find(layers, position, name) is not (>= 0 and var found)
            ? "no layer above has that name"
            : Fault(layers, position, found, shapesOf);
        if (fault is null)
            return true;
        if (fault.Length > 0)
            report.Add(TokenRules.WeightNotTied, LayerInputs.TiedTo, layer.Name, name, fault);
        return false;
    }

    // Empty where another problem is the reason.
    private static string? Fault(
        IReadOnlyList<LayerSpec> layers,
        int position,
        int found,
        Func<IReadOnlyList<int>, IReadOnlyList<TensorShape>?> shapesOf
    )
    {
        LayerSpec layer = layers[position],
            tied = layers[found];
        if (LayerCatalogue.Find(tied.Kind) is not { ReadsTokens: true })
            return "that layer is no [Embedding]";
        if (layers.Take(position).FirstOrDefault(other => other.TiedTo == tied.Name) is { } other)
            return $"'{other.Name}' does so already";
        IReadOnlyList<int> read = layer.Inputs.Select(input => LayerInputs.Find(layers, position, input) ?? found).ToList(),
            readByTied = tied.Inputs.Select(input => LayerInputs.Find(layers, found, input) ?? found).ToList();
        if (shapesOf(read)?[0] is not { } input || shapesOf(readByTied)?[0] is not { } tokens)
            return string.Empty;
        int units = layer.Integer("Units"),
            inputs = input.IsSequence ? input.Extent(Axis.Channel) : input.Size,
            size = tied.Integer("Size");
        return units == tokens.Vocabulary && inputs == size
            ? null
            : $"that has the shape [{Numbers.Text(tokens.Vocabulary)}, {Numbers.Text(size)}], and the layer's would be "
                + $"[{Numbers.Text(units)}, {Numbers.Text(inputs)}]";
    }
}
