using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>The checks of what reads tokens.</summary>
internal static class TokenArguments
{
    /// <summary>Whether tokens go to a layer that looks them up, and nothing else goes to one; reports it when not.</summary>
    public static bool AreRead(LayerDefinition definition, LayerSpec layer, IReadOnlyList<TensorShape> inputs, LayerReport report)
    {
        if (inputs.All(input => input.IsOfTokens == definition.ReadsTokens))
            return true;
        if (definition.ReadsTokens)
            report.Add(TokenRules.NoTokensToLookUp, null, layer.Name, inputs[0]);
        else
            report.Add(TokenRules.TokensNotLookedUp, null, layer.Name, Numbers.Count(inputs.First(input => input.IsOfTokens).Vocabulary));
        return false;
    }
}
