using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Layers;

/// <summary>Takes the problems of one layer.</summary>
/// <param name="problems">Where they are collected.</param>
/// <param name="attribute">The position of the layer's attribute.</param>
internal sealed class LayerReport(ProblemList problems, int attribute)
{
    /// <summary>The end of the message that a number is out of range, for an argument that has a default.</summary>
    public const string OrDefault = ", or leave it out for the default";

    /// <summary>Adds a problem of the layer, or of one of its arguments.</summary>
    public void Add(DiagnosticDescriptor rule, string? argument, params object[] messageArguments) =>
        problems.Add(rule, ProblemTarget.Attribute(attribute, argument), messageArguments);

    /// <summary>Adds that a number is out of range.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="argument">The argument.</param>
    /// <param name="value">Its value.</param>
    /// <param name="range">What it must be.</param>
    public void OutOfRange(LayerSpec layer, string argument, double value, string range) =>
        Add(
            DeclarationRules.ValueOutOfRange,
            argument,
            argument,
            Numbers.Text(value, layer.Written(argument)),
            range,
            layer.IsRequired(argument) ? "" : OrDefault
        );
}
