using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Planning;

/// <summary>Rows that are made of the rows of several buffers.</summary>
internal sealed record ConcatStep(string Label, EquatableArray<int> Inputs, int Output) : Step(Label, false);

/// <summary>Rows that are a part of the rows of another buffer.</summary>
/// <param name="Label">The layer.</param>
/// <param name="OnRequest">Whether it serves the gradient by the input alone.</param>
/// <param name="Input">The whole rows.</param>
/// <param name="Start">The first element.</param>
/// <param name="Output">The parts.</param>
internal sealed record SliceStep(string Label, bool OnRequest, int Input, int Start, int Output) : Step(Label, OnRequest);
