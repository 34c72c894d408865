using System.Globalization;

namespace ModelCompiler.Importing;

/// <summary>What the importer should know of a network beyond the file.</summary>
public sealed record ImportOptions
{
    /// <summary>The name of the class; by default that of the file.</summary>
    public string? Name { get; init; }

    /// <summary>The class's namespace; none by default.</summary>
    public string? Namespace { get; init; }

    /// <summary>The value that becomes the model's output; by default the file's output.</summary>
    public string? Until { get; init; }

    /// <summary>
    /// The axis of the input that is the batch, or -1 when the whole input is one sample; by default the first, or the second before a
    /// recurrent operator, or none when neither fits.
    /// </summary>
    public int? BatchAxis { get; init; }

    /// <summary>Sizes of dimensions that the file names instead.</summary>
    public IReadOnlyDictionary<string, int> Dimensions { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// A state dict, as a safetensors file: layers whose values are those of one of its modules get the module's name. By default names are
    /// those that the file of the network has.
    /// </summary>
    public string? Names { get; init; }

    /// <summary>Reads sizes of dimensions as people write them.</summary>
    /// <param name="pairs">Names and sizes, as <c>steps=16</c>.</param>
    /// <exception cref="FormatException">One is no such pair.</exception>
    public static IReadOnlyDictionary<string, int> ReadDimensions(IEnumerable<string> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var dimensions = new Dictionary<string, int>();
        foreach (string pair in pairs)
        {
            int place = pair.LastIndexOf('=');
            if (place < 1 || !int.TryParse(pair[(place + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int size) || size < 1)
                throw new FormatException($"The dimension \"{pair}\": give a name and a size, as steps=16.");
            dimensions[pair[..place]] = size;
        }

        return dimensions;
    }
}
