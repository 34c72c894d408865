namespace ModelCompiler.Distributed.Sweeps;

/// <summary>The settings that a sweep varies, in the order in which they are added. Not thread-safe while it is filled.</summary>
/// <example>
/// <code>
/// SweepSpace space = new SweepSpace()
///     .LogRange("rate", 1e-4, 1e-1)
///     .Integers("batch", 16, 128)
///     .Choice("network", "small", "large");
/// </code>
/// </example>
public sealed class SweepSpace
{
    private readonly List<SweepAxis> _axes = [];

    internal IReadOnlyList<SweepAxis> Axes => _axes;

    /// <summary>Adds numbers that are spread evenly.</summary>
    /// <param name="name">The name, another one than the others have.</param>
    /// <param name="low">The least, finite.</param>
    /// <param name="high">The largest, finite and above the least.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or the range is none.</exception>
    public SweepSpace Range(string name, double low, double high) =>
        Add(new RangeAxis(name, low, high, false), IsRange(low, high), "a range");

    /// <summary>Adds numbers that are spread by their ratio, as learning rates: as many from 0.001 to 0.01 as from 0.01 to 0.1.</summary>
    /// <param name="name">The name, another one than the others have.</param>
    /// <param name="low">The least, above zero.</param>
    /// <param name="high">The largest, finite and above the least.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or the range is none.</exception>
    public SweepSpace LogRange(string name, double low, double high) =>
        Add(new RangeAxis(name, low, high, true), IsRange(low, high) && low > 0, "a range above zero");

    /// <summary>Adds whole numbers.</summary>
    /// <param name="name">The name, another one than the others have.</param>
    /// <param name="low">The least.</param>
    /// <param name="high">The largest, not below the least.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or the range is none.</exception>
    public SweepSpace Integers(string name, int low, int high) => Add(new IntegerAxis(name, low, high), low <= high, "a range");

    /// <summary>Adds a choice.</summary>
    /// <param name="name">The name, another one than the others have.</param>
    /// <param name="choices">The texts, at least one, all different.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or there is no choice.</exception>
    public SweepSpace Choice(string name, params ReadOnlySpan<string> choices)
    {
        string[] all = choices.ToArray();
        bool areDifferent = all.Length > 0 && Array.TrueForAll(all, choice => choice is not null) && all.Distinct().Count() == all.Length;
        return Add(new ChoiceAxis(name, all), areDifferent, "a choice of different texts");
    }

    private static bool IsRange(double low, double high) => double.IsFinite(low) && double.IsFinite(high) && low < high;

    private SweepSpace Add(SweepAxis axis, bool isValid, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(axis.Name, "name");
        if (_axes.Exists(other => other.Name == axis.Name))
            throw new ArgumentException($"The space has '{axis.Name}' already: each setting has its own name.", "name");
        if (!isValid)
            throw new ArgumentException($"'{axis.Description}' is not {kind}.", nameof(axis));
        _axes.Add(axis);
        return this;
    }
}
