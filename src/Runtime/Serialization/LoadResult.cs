namespace ModelCompiler;

/// <summary>What loading a file into a model did. Immutable and thread-safe.</summary>
/// <remarks>
/// <c>num_batches_tracked</c>, which PyTorch counts beside running statistics and nothing depends on, and the tensors of
/// <see cref="ModelExtras"/> are in none of the lists.
/// </remarks>
public sealed class LoadResult
{
    internal LoadResult(string[] loaded, string[] missing, string[] unexpected)
    {
        Loaded = loaded;
        Missing = missing;
        Unexpected = unexpected;
    }

    /// <summary>The parameters that the file had, in the order of the model.</summary>
    public IReadOnlyList<string> Loaded { get; }

    /// <summary>The parameters that the file lacked, which kept their values; empty after a strict load.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>The tensors, under their names in the file, that the model does not have; empty after a strict load.</summary>
    public IReadOnlyList<string> Unexpected { get; }

    /// <summary>As <c>6 loaded; missing: output.weight, output.bias; unexpected: none</c>.</summary>
    public override string ToString() =>
        $"{Loaded.Count} loaded; missing: {NameList.Of(Missing, otherwise: "none")}; unexpected: "
        + $"{NameList.Of(Unexpected, otherwise: "none")}";
}
