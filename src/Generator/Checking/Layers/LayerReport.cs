using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.Generator.Checking.Layers;

/// <summary>Takes the problems of one layer.</summary>
/// <param name="problems">Where they are collected.</param>
/// <param name="attribute">The position of the layer's attribute.</param>
/// <param name="input">The position of the model's input attribute, or -1.</param>
/// <param name="chain">The shapes that led to the layer, as <c>input [784] -> hidden [128]</c>.</param>
internal sealed class LayerReport(ProblemList problems, int attribute, int input, string chain)
{
    public string Chain { get; } = chain;

    /// <summary>Adds a problem of the layer, or of one of its arguments.</summary>
    public void Add(DiagnosticDescriptor rule, string? argument, params object[] messageArguments) =>
        problems.Add(rule, ProblemTarget.Attribute(attribute, argument), messageArguments);

    /// <summary>Adds a problem that another shape of the model's input would mend.</summary>
    public void AddShapeMismatch(string inputShape, params object[] messageArguments) =>
        problems.Add(ProblemList.Create(ShapeRules.ShapeMismatch, ProblemTarget.Attribute(attribute), messageArguments) with
        {
            OtherTargets = new([ProblemTarget.Attribute(input)]),
            Properties = new([new FixProperty(FixProperties.Shape, inputShape)]),
        });
}
