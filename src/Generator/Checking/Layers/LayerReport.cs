using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>Takes the problems of one layer.</summary>
/// <param name="problems">Where they are collected.</param>
/// <param name="attribute">The position of the layer's attribute.</param>
internal sealed class LayerReport(ProblemList problems, int attribute)
{
    /// <summary>Adds a problem of the layer, or of one of its arguments.</summary>
    public void Add(DiagnosticDescriptor rule, string? argument, params object[] messageArguments) =>
        problems.Add(rule, ProblemTarget.Attribute(attribute, argument), messageArguments);
}
