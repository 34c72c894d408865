namespace ModelCompiler;

/// <summary>Names by patterns that were given.</summary>
internal sealed class PatternNames(IReadOnlyList<NamePattern> patterns) : NameMap
{
    public override string ToString() => $"NameMap.Of({string.Join(", ", patterns)})";

    internal override Func<string, string?> Names(TensorTable table, ModelDescription description, string fileName)
    {
        var used = new HashSet<NamePattern>();
        var renamed = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach ((SafeTensor tensor, string name) in table.Tensors)
        {
            renamed[name] = name;
            foreach (NamePattern pattern in patterns)
            {
                if (!pattern.Fits(name, out string? inModel))
                    continue;
                used.Add(pattern);
                renamed[name] = inModel;
                break;
            }
        }

        if (patterns.FirstOrDefault(pattern => !used.Contains(pattern)) is { } idle)
            throw new SafeTensorsException(
                fileName,
                $"the pattern \"{idle.InFile}\" fits no name in the file, or only names that patterns before it fit. The file "
                    + $"has: {NameList.Of([.. renamed.Keys])}. A pattern that ends with a dot fits the beginning of a name, another one "
                    + "all of it."
            );
        return name => renamed.GetValueOrDefault(name, name);
    }
}
