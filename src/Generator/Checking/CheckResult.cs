using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>What the checker found.</summary>
/// <param name="Problems">The problems, errors and others.</param>
/// <param name="IsBroken">Whether the model cannot be compiled: one of the problems is an error, or the C# compiler rejects an
/// attribute.</param>
/// <param name="Network">The layers that are right, with their shapes.</param>
internal sealed record CheckResult(EquatableArray<Problem> Problems, bool IsBroken, NetworkFacts Network)
{
    /// <summary>The layers with every size known; meaningful for a model that is not broken.</summary>
    public EquatableArray<LayerSpec> Layers => Network.Layers.Select(layer => layer.Spec).ToEquatableArray();
}
