namespace ModelCompiler.Distributed.Sweeps;

/// <summary>Which points of a space are tried. Each is a pure function of its index. Immutable.</summary>
public abstract record SweepSearch
{
    private SweepSearch(ulong seed) => Seed = seed;

    /// <summary>Decides the points of a random search, and the seeds of all trials.</summary>
    public ulong Seed { get; }

    /// <summary>Every combination of evenly spaced values.</summary>
    /// <param name="points">The most values of a range, both ends included; a choice has all of its own.</param>
    /// <param name="seed">Decides the seeds of the trials.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no points.</exception>
    public static SweepSearch Grid(int points, ulong seed = 0) => new GridSearch(AtLeastOne(points, nameof(points)), seed);

    /// <summary>Points that know nothing of each other.</summary>
    /// <param name="trials">Their number.</param>
    /// <param name="seed">Decides them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no trials.</exception>
    public static SweepSearch Random(int trials, ulong seed = 0) => new RandomSearch(AtLeastOne(trials, nameof(trials)), seed);

    /// <summary>
    /// Points of a Sobol sequence, shifted by the seed: as random ones, but without holes and heaps. For at most
    /// <see cref="SobolSequence.MostDimensions"/> settings; a power of two of them is spread best.
    /// </summary>
    /// <param name="trials">Their number.</param>
    /// <param name="seed">Decides them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no trials.</exception>
    public static SweepSearch Sobol(int trials, ulong seed = 0) => new SobolSearch(AtLeastOne(trials, nameof(trials)), seed);

    /// <summary>The number of trials in a space.</summary>
    internal abstract int Count(SweepSpace space);

    /// <summary>The values of a trial.</summary>
    internal abstract string[] Values(SweepSpace space, int index);

    /// <summary>The seed of a trial: numbers of its own, of which none is that of another.</summary>
    internal ulong SeedOf(int index) => new RandomSequence(Seed, RandomSequence.DefaultStream + 1 + (ulong)index).NextUInt64();

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }

    private sealed record GridSearch(int Points, ulong Seed) : SweepSearch(Seed)
    {
        internal override int Count(SweepSpace space) => space.Axes.Aggregate(1, (count, axis) => checked(count * axis.Grid(Points).Count));

        // The last setting changes fastest.
        internal override string[] Values(SweepSpace space, int index)
        {
            string[] values = new string[space.Axes.Count];
            for (int axis = values.Length - 1; axis >= 0; axis--)
            {
                IReadOnlyList<string> grid = space.Axes[axis].Grid(Points);
                values[axis] = grid[index % grid.Count];
                index /= grid.Count;
            }

            return values;
        }
    }

    private sealed record RandomSearch(int Trials, ulong Seed) : SweepSearch(Seed)
    {
        internal override int Count(SweepSpace space) => Trials;

        internal override string[] Values(SweepSpace space, int index)
        {
            var random = new CounterRandom(Seed, RandomSequence.DefaultStream);
            int axes = space.Axes.Count;
            return [.. space.Axes.Select((axis, place) => axis.At(random.Uniform(((ulong)index * (ulong)axes) + (ulong)place)))];
        }
    }

    private sealed record SobolSearch(int Trials, ulong Seed) : SweepSearch(Seed)
    {
        internal override int Count(SweepSpace space) =>
            space.Axes.Count <= SobolSequence.MostDimensions
                ? Trials
                : throw new ArgumentException(
                    $"A Sobol sequence serves at most {SobolSequence.MostDimensions} settings, but the space has {space.Axes.Count}: "
                        + "search at random."
                );

        internal override string[] Values(SweepSpace space, int index) =>
            [.. space.Axes.Select((axis, dimension) => axis.At(SobolSequence.Point(index, dimension, Seed)))];
    }
}
