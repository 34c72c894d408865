using System.Globalization;

namespace ModelCompiler.Distributed.Mpi;

/// <summary>What started this process, as far as its environment tells.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Ranks">How many ranks it has announced; null where it does not say.</param>
/// <param name="Libraries">The libraries that can talk to it, the most likely first.</param>
internal sealed record Launcher(string Name, int? Ranks, IReadOnlyList<string> Libraries)
{
    /// <summary>The variable that names a library in place of those that the launcher suggests.</summary>
    public const string LibraryVariable = "MODELCOMPILER_MPI";

    private static readonly string[] _openMpi = ["libmpi.so.40", "libmpi.so.80", "libmpi.40.dylib", "libmpi.dylib"],
        _mpich = ["libmpi.so.12", "libmpich.so.12", "libmpi.12.dylib", "libmpich.12.dylib", "msmpi.dll", "impi.dll"],
        _standard = ["libmpi_abi.so.0", "libmpi_abi.so.1", "libmpi_abi.so", "libmpi_abi.dylib", "mpi_abi.dll"];

    /// <summary>The launcher; null when the program was started by none.</summary>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static Launcher? Find(Func<string, string?> variable)
    {
        Launcher? found =
            variable("OMPI_COMM_WORLD_SIZE") is { } open ? new Launcher("Open MPI's mpirun", Number(open), [.. _openMpi, .. _standard])
            : variable("PMI_SIZE") is { } size
                ? new Launcher("a launcher of the PMI kind, such as mpiexec.hydra", Number(size), [.. _mpich, .. _standard])
            : variable("PMI_RANK") is not null
                ? new Launcher("a launcher of the PMI kind, such as mpiexec.hydra", null, [.. _mpich, .. _standard])
            : variable("PMIX_RANK") is not null
                ? new Launcher(
                    "a launcher of the PMIx kind, such as srun --mpi=pmix",
                    Number(variable("SLURM_STEP_NUM_TASKS") ?? variable("SLURM_NTASKS")),
                    [.. _openMpi, .. _standard, .. _mpich]
                )
            : null;
        return variable(LibraryVariable) is { Length: > 0 } library
            ? (found ?? new Launcher("no launcher", null, [])) with
            {
                Libraries = [library],
            }
            : found;
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
