using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>The spellings of a layer's name.</summary>
internal static class Names
{
    /// <summary><c>hidden_layer</c> as <c>HiddenLayer</c>.</summary>
    public static string Pascal(string snake) => LayerNames.ToPascalCase(snake);

    /// <summary><c>hidden_layer</c> as <c>hiddenLayer</c>.</summary>
    public static string Camel(string snake) => Pascal(snake) is { Length: > 0 } pascal ? char.ToLowerInvariant(pascal[0]) + pascal.Substring(1) : snake;
}
