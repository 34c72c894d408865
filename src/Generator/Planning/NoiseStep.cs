using ModelCompiler.Generator.Graph;

namespace ModelCompiler.Generator.Planning;

/// <summary>Noise in a gradient, a copy in a loss.</summary>
internal sealed record NoiseStep(string Label, bool OnRequest, NoiseKind Kind, double Amount, int Stream, int Input, int Output) : Step(Label, OnRequest);
