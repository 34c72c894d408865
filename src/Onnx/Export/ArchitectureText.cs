using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelCompiler.Onnx.Export;

/// <summary>
/// Reads the text by which a compiled model names its architecture: layers with what was said of them, and what they read.
/// </summary>
internal static partial class ArchitectureText
{
    /// <summary>The kinds of the layers that several inputs and outputs imply.</summary>
    public const string InputPart = "InputPart",
        Outputs = "Outputs";

    private const string InputName = "input";

    /// <summary>The layers of a model, in the order of execution.</summary>
    /// <exception cref="NotSupportedException">The text has a part that is not understood.</exception>
    public static List<ExportLayer> Layers(ModelDescription description)
    {
        var layers = new List<ExportLayer>();
        string above = InputName;
        foreach (string part in description.Architecture.Split("; ").Skip(1).SkipLast(1))
        {
            Match match = Layer().Match(part);
            if (!match.Success)
                throw new NotSupportedException($"{description.Name}: the layer '{part}' is not understood.");
            string name = match.Groups["name"].Value;
            string[] inputs = match.Groups["inputs"].Success ? match.Groups["inputs"].Value.Split(", ") : [above];
            layers.Add(new ExportLayer(match.Groups["kind"].Value, name, Arguments(match.Groups["arguments"].Value), inputs));
            above = name;
        }

        return layers;
    }

    /// <summary>The dimensions of a shape as descriptions write it, as <c>[16, 5, 5]</c>.</summary>
    public static int[] Shape(string text) =>
        [.. Number().Matches(text).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))];

    private static Dictionary<string, string> Arguments(string text)
    {
        var arguments = new Dictionary<string, string>();
        foreach (Match match in Argument().Matches(text))
            arguments[match.Groups["name"].Value] = match.Groups["value"].Value;
        return arguments;
    }

    [GeneratedRegex(@"^(?<kind>\w+) (?<name>[^\s(]+)\((?<arguments>.*)\)(?: of (?<inputs>.+))?$")]
    private static partial Regex Layer();

    [GeneratedRegex(@"(?<name>[A-Za-z]\w*)=(?<value>.*?)(?=, [A-Za-z]\w*=|$)")]
    private static partial Regex Argument();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}

/// <summary>A layer as the architecture names it.</summary>
/// <param name="Kind">The attribute's name.</param>
/// <param name="Name">The layer's name.</param>
/// <param name="Arguments">The arguments that were given, by name.</param>
/// <param name="Inputs">The names of the layers that it reads; <c>input</c> is the model's input.</param>
internal sealed record ExportLayer(string Kind, string Name, IReadOnlyDictionary<string, string> Arguments, IReadOnlyList<string> Inputs)
{
    public bool Has(string argument) => Arguments.ContainsKey(argument);

    public string Text(string argument, string otherwise = "") => Arguments.GetValueOrDefault(argument, otherwise);

    public double Number(string argument, double otherwise) =>
        Arguments.TryGetValue(argument, out string? text)
            ? double.Parse(text.TrimEnd('f', 'F'), NumberStyles.Float, CultureInfo.InvariantCulture)
            : otherwise;

    public int Integer(string argument, int otherwise = 0) => (int)Number(argument, otherwise);

    public bool Boolean(string argument, bool otherwise) => Has(argument) ? Integer(argument) != 0 : otherwise;

    public int[] Integers(string argument) =>
        Arguments.TryGetValue(argument, out string? text)
            ? [.. text.Split(", ").Select(number => int.Parse(number.TrimEnd('f'), NumberStyles.Float, CultureInfo.InvariantCulture))]
            : [];
}
