using System.Globalization;

namespace ModelCompiler.Distributed.Sweeps;

/// <summary>One setting that a sweep varies, and which values it can have. Immutable.</summary>
internal abstract record SweepAxis(string Name)
{
    /// <summary>The axis in words: what a folder of results is compared by.</summary>
    public abstract string Description { get; }

    /// <summary>The value, as text, at a place from 0 (included) to 1 (excluded).</summary>
    public abstract string At(double place);

    /// <summary>The values of a grid, at most so many, evenly spaced.</summary>
    public abstract IReadOnlyList<string> Grid(int points);

    /// <summary>A number as text that reads back to the same bits.</summary>
    protected static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The places of a grid, both ends included; the middle for a single one.</summary>
    protected static IEnumerable<double> Places(int points) =>
        points == 1 ? [0.5] : Enumerable.Range(0, points).Select(point => (double)point / (points - 1));
}

/// <summary>Numbers between two ends, spread evenly or, on a logarithmic scale, by their ratio.</summary>
internal sealed record RangeAxis(string Name, double Low, double High, bool IsLogarithmic) : SweepAxis(Name)
{
    public override string Description => $"{Name}: {(IsLogarithmic ? "logarithmic " : "")}{Text(Low)} to {Text(High)}";

    public override string At(double place) => Text(Value(place));

    public override IReadOnlyList<string> Grid(int points) => [.. Places(points).Select(At)];

    private double Value(double place) =>
        place <= 0 ? Low
        : place >= 1 ? High
        : IsLogarithmic ? Math.Clamp(Low * Math.Pow(High / Low, place), Low, High)
        : Low + ((High - Low) * place);
}

/// <summary>Whole numbers from one to another, both included.</summary>
internal sealed record IntegerAxis(string Name, int Low, int High) : SweepAxis(Name)
{
    public override string Description => $"{Name}: whole numbers {Text(Low)} to {Text(High)}";

    public override string At(double place) => Text(Math.Min(High, Low + Math.Floor(((double)High - Low + 1) * place)));

    public override IReadOnlyList<string> Grid(int points) =>
        [.. Places(points).Select(place => Text(Math.Round(Low + (((double)High - Low) * place)))).Distinct()];
}

/// <summary>Some texts, each as likely: names of declared architectures, optimizers, anything.</summary>
internal sealed record ChoiceAxis(string Name, IReadOnlyList<string> Choices) : SweepAxis(Name)
{
    public override string Description => $"{Name}: {string.Join(" | ", Choices)}";

    public override string At(double place) => Choices[Math.Min(Choices.Count - 1, (int)(place * Choices.Count))];

    public override IReadOnlyList<string> Grid(int points) => Choices;
}
