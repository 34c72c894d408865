using System.Text;

namespace ModelCompiler;

/// <summary>The tensors whose names begin alike: <c>features.0.weight</c> and <c>features.0.bias</c>.</summary>
/// <param name="Prefix">What they begin with, as <c>features.0.</c>; empty for names without a dot.</param>
/// <param name="Signature">The rest of the names with shapes, as <c>bias [16], weight [16, 3, 3, 3]</c>.</param>
internal sealed record NamedLayer(string Prefix, string Signature)
{
    /// <summary>In which ways names look alike, the closest first.</summary>
    public static IReadOnlyList<Func<NamedLayer, string>> Likenesses { get; } =
    [layer => layer.Prefix, layer => Plain(layer.Prefix), LastWord, _ => ""];

    /// <summary>The order by the numbers in names.</summary>
    public static Comparer<NamedLayer> ByNumbers { get; } =
        Comparer<NamedLayer>.Create((left, right) => Compare(left.Prefix, right.Prefix));

    /// <summary>Gathers tensors into layers, in the order in which the first of each stands.</summary>
    public static List<NamedLayer> Of(IEnumerable<(string Name, string Shape)> tensors) =>
        [
            .. tensors
                .GroupBy(tensor => tensor.Name[..PrefixLength(tensor.Name)], StringComparer.Ordinal)
                .Select(layer => new NamedLayer(
                    layer.Key,
                    string.Join(
                        ", ",
                        layer.Select(tensor => $"{tensor.Name[layer.Key.Length..]} {tensor.Shape}").Order(StringComparer.Ordinal)
                    )
                )),
        ];

    /// <summary>How much of a name names the layer.</summary>
    public static int PrefixLength(string name) => name.LastIndexOf('.') + 1;

    /// <summary>Whether the names are one name with different numbers in the same places.</summary>
    public static bool DifferInNumbersAlone(IEnumerable<NamedLayer> layers) =>
        layers.Select(layer => string.Join('#', Pieces(layer.Prefix).Where(piece => !char.IsAsciiDigit(piece[0])))).Distinct().Count() == 1
        && layers.Select(layer => Pieces(layer.Prefix).Count).Distinct().Count() == 1;

    // Without what conventions of two languages differ in.
    private static string Plain(string prefix) => prefix.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    // The last part that is no number: "encoder.layer1.0.conv1." is CONV1.
    private static string LastWord(NamedLayer layer) =>
        Plain(layer.Prefix).Split('.').LastOrDefault(part => part.Length > 0 && !part.All(char.IsAsciiDigit), "");

    private static int Compare(string left, string right)
    {
        List<string> ours = Pieces(left),
            theirs = Pieces(right);
        for (int index = 0; index < Math.Min(ours.Count, theirs.Count); index++)
        {
            bool areNumbers = char.IsAsciiDigit(ours[index][0]) && char.IsAsciiDigit(theirs[index][0]);
            (string one, string other) = (ours[index], theirs[index]);
            if (areNumbers)
            {
                int length = Math.Max(one.Length, other.Length);
                (one, other) = (one.PadLeft(length, '0'), other.PadLeft(length, '0'));
            }

            int order = string.CompareOrdinal(one, other);
            if (order != 0)
                return order;
        }

        return ours.Count.CompareTo(theirs.Count);
    }

    // Runs of digits, and what stands between them.
    private static List<string> Pieces(string name)
    {
        List<string> pieces = [];
        var piece = new StringBuilder();
        foreach (char character in name)
        {
            if (piece.Length > 0 && char.IsAsciiDigit(piece[^1]) != char.IsAsciiDigit(character))
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            piece.Append(character);
        }

        if (piece.Length > 0)
            pieces.Add(piece.ToString());
        return pieces;
    }
}
