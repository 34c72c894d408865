using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Lowering.Products;

/// <summary>The formulas of products, for comments.</summary>
internal static class Formula
{
    /// <summary>As <c>z = W x + b, y = Relu(z)</c>.</summary>
    public static string Of(string product, int table, int bias, NamedActivation? activation, bool hasResidual = false)
    {
        string sum = bias < 0 ? product : product + " + b";
        string applied = activation is null ? string.Empty : $", y = {activation.Name}(z)";
        return $"z = {(table < 0 ? sum : $"norm({sum})")}{(hasResidual ? " + r" : string.Empty)}{applied}";
    }
}
