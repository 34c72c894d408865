namespace ModelCompiler.Generator.Planning;

/// <summary>The normalisation of each row.</summary>
internal sealed record NormalizeStep(string Label, double Epsilon, bool IsCentered, int Input, int Output) : Step(Label, false);

/// <summary>The gradient through the normalisation of each row.</summary>
internal sealed record NormalizeGradientStep(string Label, bool OnRequest, double Epsilon, bool IsCentered, int Delta, int Input, int Output) : Step(Label, OnRequest);
