using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Weights;

/// <summary>
/// The headers of the project's files of weights. The build writes each header, in Base64, into an additional file named after the weights:
/// a compiler must not read files itself, and refuses binary ones as additional files.
/// </summary>
internal sealed class WeightsFiles
{
    /// <summary>What the name of an additional file adds to that of the weights.</summary>
    public const string Extension = ".header";

    private readonly Dictionary<string, AdditionalText> _files = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellation;

    private WeightsFiles(CancellationToken cancellation) => _cancellation = cancellation;

    /// <summary>The names of the files.</summary>
    public IEnumerable<string> Names => _files.Keys.OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>Whether an additional file is a header of weights.</summary>
    public static bool IsHeader(AdditionalText file) => file.Path.EndsWith(Extension, StringComparison.Ordinal);

    public static WeightsFiles From(ImmutableArray<AdditionalText> additional, CancellationToken cancellation)
    {
        var files = new WeightsFiles(cancellation);
        foreach (AdditionalText file in additional)
            if (IsHeader(file))
                files._files[NameOf(file.Path)] = file;
        return files;
    }

    /// <summary>The JSON of a header; empty when the file has none that is recognised; null when the project has no such file.</summary>
    public string? HeaderOf(string name)
    {
        if (!_files.TryGetValue(name, out AdditionalText file))
            return null;
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(file.GetText(_cancellation)?.ToString() ?? ""));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static string NameOf(string path)
    {
        int start = path.LastIndexOfAny(['/', '\\']) + 1;
        return path.Substring(start, path.Length - start - Extension.Length);
    }
}
