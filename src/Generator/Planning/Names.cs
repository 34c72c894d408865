using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>The spellings of a layer's name.</summary>
internal static class Names
{
    /// <summary><c>hidden_layer</c> as <c>HiddenLayer</c>.</summary>
    public static string Pascal(string snake) => LayerNames.ToPascalCase(snake);

    /// <summary>
    /// The name of a weight that is repacked, as <c>HiddenTransposed</c>; of a layer with several, the weight is named too.
    /// </summary>
    public static string Repacked(ParameterPlan weight) =>
        Pascal(weight.Layer) + (weight.Role == "weight" ? string.Empty : Pascal(weight.Role)) + "Transposed";

    /// <summary>The name of a layer's result, as <c>HiddenOutput</c>; the result of a layer that is called output is its value.</summary>
    public static string Output(string snake) =>
        Pascal(snake) is var name && name.EndsWith("Output", StringComparison.Ordinal) ? name + "Value" : name + "Output";

    /// <summary>
    /// A member's name as that of a local: <c>Stage1_0_HiddenOutput</c> as <c>stage1_0_HiddenOutput</c>. Different members give different
    /// locals.
    /// </summary>
    public static string Local(string member) => char.ToLowerInvariant(member[0]) + member.Substring(1);
}
