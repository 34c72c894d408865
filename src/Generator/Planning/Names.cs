using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>The spellings of a layer's name.</summary>
internal static class Names
{
    /// <summary><c>hidden_layer</c> as <c>HiddenLayer</c>.</summary>
    public static string Pascal(string snake) => LayerNames.ToPascalCase(snake);

    /// <summary>The name of a layer's result, as <c>HiddenOutput</c>; the result of a layer that is called output is its value.</summary>
    public static string Output(string snake) => Pascal(snake) is var name && name.EndsWith("Output", StringComparison.Ordinal) ? name + "Value" : name + "Output";

    /// <summary><c>hidden_layer</c> as <c>hiddenLayer</c>.</summary>
    public static string Camel(string snake) => Pascal(snake) is { Length: > 0 } pascal ? char.ToLowerInvariant(pascal[0]) + pascal.Substring(1) : snake;
}
