namespace ModelCompiler.Generator.Emission;

/// <summary>The phases of a work: what prints each, and which of them one thread runs alone.</summary>
internal sealed class PhaseList
{
    private readonly List<Action> _phases = [];
    private readonly List<int> _alone = [];

    /// <summary>What prints each.</summary>
    public IReadOnlyList<Action> Phases => _phases;

    /// <summary>The numbers of those that one thread runs alone.</summary>
    public IReadOnlyList<int> Alone => _alone;

    /// <summary>Adds a phase.</summary>
    public void Add(Action phase, bool isAlone = false)
    {
        if (isAlone)
            _alone.Add(_phases.Count);
        _phases.Add(phase);
    }

    /// <summary>Adds the phases of another list.</summary>
    public void Add(PhaseList others)
    {
        for (int phase = 0; phase < others._phases.Count; phase++)
            Add(others._phases[phase], others._alone.Contains(phase));
    }
}
