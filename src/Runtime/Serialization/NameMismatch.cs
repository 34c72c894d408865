using System.Text;

namespace ModelCompiler;

/// <summary>What to say, and to advise, when the names in a file are not those of the model.</summary>
internal static class NameMismatch
{
    /// <summary>The message of a load that is refused.</summary>
    /// <param name="description">The model.</param>
    /// <param name="table">The tensors of the file under the names of the model.</param>
    /// <param name="result">What would be loaded, missing and unexpected.</param>
    /// <param name="strict">Whether the load was strict.</param>
    public static string Text(ModelDescription description, TensorTable table, LoadResult result, bool strict)
    {
        var text = new StringBuilder(
            strict
                ? $"the file is not one of {description.Name}."
                : $"nothing would be loaded, because no tensor of the file is a parameter of {description.Name}."
        );
        if (result.Missing.Count > 0)
            text.Append($" Missing: {NameList.Of(result.Missing)}.");
        if (result.Unexpected.Count > 0)
        {
            string[] unexpected = [.. table.Tensors.Where(entry => result.Unexpected.Contains(entry.Tensor.Name)).Select(Shown)];
            text.Append($" Unexpected: {NameList.Of(unexpected)}.");
        }

        foreach (string missing in result.Missing)
            if (Lookalike(missing, result.Unexpected) is { } other)
                text.Append(
                    $" '{other}' of the file and '{missing}' of the model look alike but are written in different "
                        + $"Unicode normal forms: rename one of them."
                );
        return text.Append(Advice(description, table, result, strict)).ToString();
    }

    private static string Shown((SafeTensor Tensor, string Name) entry) =>
        entry.Tensor.Name == entry.Name ? entry.Name : $"{entry.Tensor.Name} (renamed to {entry.Name})";

    private static string Advice(ModelDescription description, TensorTable table, LoadResult result, bool strict)
    {
        var text = new StringBuilder();
        if (result.Unexpected.Count > 0 && result.Missing.Count > 0)
        {
            text.Append(
                PrefixOf(result) is { } prefix
                    ? $" All names in the file begin with \"{prefix}\": pass NameMap.Of((\"{prefix}\", \"\")) to Load."
                : NameProposal.Of(table, description).IsComplete
                    ? " The layers are the same by order and shape: pass NameMap.ByOrder to Load, which finds the names."
                : " Name the layers as the file does, or pass a NameMap to Load, which turns the file's "
                    + "names into the model's; NameMap.Propose(model, path) writes one."
            );
        }

        if (strict && result.Loaded.Count > 0)
            text.Append(
                $" Pass strict: false to load the {result.Loaded.Count} of {description.Parameters.Count} parameters that the file has."
            );
        else if (result.Unexpected.Count == 0)
            text.Append(" Save the file anew from a model with these layers.");
        return text.ToString();
    }

    /// <summary>
    /// The beginning that all names in the file have before those of the model, as <c>module.</c>; null when that is not the difference.
    /// </summary>
    private static string? PrefixOf(LoadResult result)
    {
        string first = result.Missing[0];
        if (result.Unexpected.FirstOrDefault(name => name.EndsWith("." + first, StringComparison.Ordinal)) is not { } longer)
            return null;
        string prefix = longer[..^first.Length];
        return
            result.Loaded.Count == 0
            && result.Unexpected.All(name => name.StartsWith(prefix, StringComparison.Ordinal))
            && result.Missing.All(name => result.Unexpected.Contains(prefix + name))
            ? prefix
            : null;
    }

    private static string? Lookalike(string name, IReadOnlyList<string> others) =>
        others.FirstOrDefault(other => other != name && other.Normalize() == name.Normalize());
}
