using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>A step that applies a function of one element of each operand.</summary>
internal interface IMapStep
{
    /// <summary>The function.</summary>
    Expression Value { get; }

    /// <summary>The variable of each operand.</summary>
    EquatableArray<string> Variables { get; }
}

/// <summary>A function of one element of each operand, on images.</summary>
internal sealed record ImageMapStep(string Label, bool OnRequest, Expression Value, EquatableArray<string> Variables, EquatableArray<Image> Inputs, Image Output)
    : Step(Label, OnRequest), IMapStep, IWritingStep
{
    public IEnumerable<int> Written => [Output.Buffer];
}

/// <summary>The channels of several images behind one another.</summary>
internal sealed record ImageConcatStep(string Label, EquatableArray<Image> Inputs, Image Output) : Step(Label, false), IWritingStep
{
    public IEnumerable<int> Written => [Output.Buffer];
}

/// <summary>Some channels of an image.</summary>
internal sealed record ImageSliceStep(string Label, bool OnRequest, Image Input, int Channel, Image Output) : Step(Label, OnRequest), IWritingStep
{
    public IEnumerable<int> Written => [Output.Buffer];
}
