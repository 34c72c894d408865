namespace ModelCompiler;

/// <summary>The state buffers that go with a range of parameters through a sweep; those that a rule does not use are empty.</summary>
internal readonly ref struct SweptState
{
    public Span<float> First { get; init; }

    public Span<float> Second { get; init; }

    public Span<float> Third { get; init; }

    public Span<float> Fourth { get; init; }
}
