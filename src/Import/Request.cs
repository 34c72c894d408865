using System.Globalization;
using ModelCompiler.Importing;

namespace ModelCompiler.Import;

/// <summary>What a build asks for: lines of <c>name=value</c> in a file, whose names are those of the item's metadata.</summary>
internal sealed class Request
{
    private readonly Dictionary<string, string> _values;

    private Request(Dictionary<string, string> values) => _values = values;

    /// <summary>The ONNX file.</summary>
    public string File => _values["File"];

    /// <summary>The file of C# to write.</summary>
    public string Code => _values["Code"];

    /// <summary>The file of parameters to write.</summary>
    public string Weights => _values["Weights"];

    /// <summary>Reads a request.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Request Read(string path) =>
        new(
            System
                .IO.File.ReadAllLines(path)
                .Select(line => line.Split('=', 2))
                .Where(pair => pair is [_, { Length: > 0 }])
                .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal)
        );

    /// <summary>What the importer is told.</summary>
    /// <exception cref="FormatException">A number or a dimension is malformed.</exception>
    public ImportOptions Options() =>
        new()
        {
            Name = Text("Name"),
            Namespace = Text("Namespace"),
            Until = Text("Until"),
            BatchAxis = Text("BatchAxis") is { } axis
                ? int.TryParse(axis, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                    ? number
                    : throw new FormatException($"BatchAxis=\"{axis}\": give the number of an axis, or -1 where there is no batch.")
                : null,
            Dimensions = ImportOptions.ReadDimensions(
                (Text("Dimensions") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ),
            Names = Text("StateDict"),
        };

    private string? Text(string name) => _values.GetValueOrDefault(name);
}
