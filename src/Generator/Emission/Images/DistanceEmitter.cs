namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the distances between buffers that an epilogue reads together, as types, equal ones once. Steps ask for them while they are printed.</summary>
internal sealed class DistanceEmitter
{
    private readonly Dictionary<(string To, string From), string> _names = [];

    /// <summary>The type of the distance from one constant to another.</summary>
    public string Name(string to, string from)
    {
        if (!_names.TryGetValue((to, from), out string? name))
            _names.Add((to, from), name = "Distance" + Text.Of(_names.Count + 1));
        return name;
    }

    public void Write(CodeWriter code)
    {
        foreach (KeyValuePair<(string To, string From), string> entry in _names)
        {
            code.Line();
            using (code.Open($"private readonly struct {entry.Value} : IDistance"))
                code.Line($"public static int Floats => {entry.Key.To} - {entry.Key.From};");
        }
    }
}
