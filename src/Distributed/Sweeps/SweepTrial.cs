using System.Globalization;

namespace ModelCompiler.Distributed.Sweeps;

/// <summary>One trial as the code that runs it sees it: its values, its seed, and how far it goes. Immutable; thread-safe.</summary>
public sealed class SweepTrial
{
    private readonly IReadOnlyDictionary<string, string> _values;

    internal SweepTrial(int index, ulong seed, IReadOnlyDictionary<string, string> values, int fold, int budget, string folder)
    {
        Index = index;
        Seed = seed;
        _values = values;
        Fold = fold;
        Budget = budget;
        Checkpoint = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"trial-{index:D6}-fold-{fold}.safetensors"));
    }

    /// <summary>The number of the trial, from 0 on.</summary>
    public int Index { get; }

    /// <summary>A seed of its own, for the model and the order of the data; the same on every machine and in every fold.</summary>
    public ulong Seed { get; }

    /// <summary>The fold that is left out for validation, from 0 on; 0 without folds.</summary>
    public int Fold { get; }

    /// <summary>
    /// How long to train in all, in the unit of <see cref="SweepSettings.Halving"/>, usually epochs; 0 without halving. A trial that has
    /// reached a shorter budget before continues from <see cref="Checkpoint"/>.
    /// </summary>
    public int Budget { get; }

    /// <summary>A file of its own for the trial's checkpoint, in the folder of the sweep.</summary>
    public string Checkpoint { get; }

    /// <summary>The value of a choice, or any value as text.</summary>
    /// <exception cref="KeyNotFoundException">The space has no such name; the message has those it has.</exception>
    public string this[string name] =>
        _values.TryGetValue(name, out string? value)
            ? value
            : throw new KeyNotFoundException($"The space has no '{name}', but {string.Join(", ", _values.Keys)}.");

    /// <summary>The value of a range.</summary>
    /// <exception cref="KeyNotFoundException">The space has no such name.</exception>
    /// <exception cref="FormatException">It is a choice of texts that are no numbers.</exception>
    public double Number(string name) => double.Parse(this[name], CultureInfo.InvariantCulture);

    /// <summary>The value of a range of whole numbers.</summary>
    /// <exception cref="KeyNotFoundException">The space has no such name.</exception>
    /// <exception cref="FormatException">It is no whole number.</exception>
    public int Integer(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);
}
