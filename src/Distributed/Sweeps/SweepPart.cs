using System.Globalization;

namespace ModelCompiler.Distributed.Sweeps;

/// <summary>Which trials of a sweep a process does: those whose index leaves its number when divided by the number of processes.</summary>
/// <param name="Index">The number of the process, from 0 on.</param>
/// <param name="Count">The number of processes.</param>
public readonly record struct SweepPart(int Index, int Count)
{
    // Pairs of variables, each with the one that the first number counts from.
    private static readonly (string Index, string Count, string? From)[] _variables =
    [
        ("MODELCOMPILER_SWEEP_PART", "MODELCOMPILER_SWEEP_PARTS", null),
        ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN"),
        ("JOB_COMPLETION_INDEX", "JOB_COMPLETIONS", null),
        ("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", null),
        ("PMI_RANK", "PMI_SIZE", null),
        ("SLURM_PROCID", "SLURM_NTASKS", null),
    ];

    /// <summary>All of them.</summary>
    public static SweepPart Whole { get; } = new(0, 1);

    /// <summary>
    /// The part of this process, by two numbers of the environment: <c>MODELCOMPILER_SWEEP_PART</c> and <c>_PARTS</c>; else those of a
    /// Slurm array, of an indexed Kubernetes job (whose template must set <c>JOB_COMPLETIONS</c>), of <c>mpirun</c> or of <c>srun</c>; else
    /// <see cref="Whole"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The numbers are none, or do not fit each other.</exception>
    public static SweepPart FromEnvironment() => From(Environment.GetEnvironmentVariable);

    internal static SweepPart From(Func<string, string?> variable)
    {
        foreach ((string indexName, string countName, string? fromName) in _variables)
        {
            if (variable(indexName) is not { } index || variable(countName) is not { } count)
                continue;
            bool areNumbers =
                Number(index, out int at)
                & Number(count, out int parts)
                & Number(fromName is null ? "0" : variable(fromName) ?? "0", out int from);
            if (!areNumbers || parts < 1 || at < from || at - from >= parts)
                throw new InvalidOperationException(
                    $"{indexName} = {index} and {countName} = {count} do not say which part of a sweep this process does: the first must "
                        + $"be a whole number below the second{(fromName is null ? "" : ", counted from " + fromName)}."
                );
            return new SweepPart(at - from, parts);
        }

        return Whole;
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
