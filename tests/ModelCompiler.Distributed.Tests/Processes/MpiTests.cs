namespace ModelCompiler.Distributed.Tests.Processes;

/// <summary>Ranks as processes under MPI, where it is installed; else skipped.</summary>
public sealed class MpiTests
{
    private const string OpenMpi = "mpirun.openmpi",
        Mpich = "mpiexec.hydra";

    [SkippableTheory]
    [InlineData(OpenMpi, 2)]
    [InlineData(OpenMpi, 3)]
    [InlineData(Mpich, 2)]
    public void The_bits_are_those_of_one_process(string launcher, int ranks)
    {
        string[] names = [.. Runs.Names];
        Launch launch = Launch.Run(launcher, ranks, [], ["runs", .. names]);
        Assert.True(launch.ExitCode == 0, launch.Errors);
        Assert.Equal(names.Select(name => $"{name} {Runs.Do(name, World.Alone)}"), launch.Output);
    }

    [SkippableTheory]
    [InlineData(OpenMpi, "exception", 70, "Rank 1 of 2 on host ", "InvalidOperationException: the disk is full")]
    [InlineData(OpenMpi, "hang", 72, "Rank 0 of 2 on host ", "another rank has not come to Gather within 00:00:01")]
    [InlineData(OpenMpi, "return", 71, "Rank 1 of 2 on host ", "the program has ended without leaving the world")]
    [InlineData(Mpich, "return", 71, "Rank 1 of 2 on host ", "the program has ended without leaving the world")]
    [InlineData(OpenMpi, "recipe", 70, "Rank 1 on host ", "Seed = 12, but rank 0 has Seed = 11")]
    [InlineData(OpenMpi, "kill", 137, "", "")]
    public void What_goes_wrong_ends_all_ranks_with_a_message(string launcher, string what, int exitCode, string who, string message)
    {
        Launch launch = Launch.Run(launcher, 2, [], what);
        Assert.Equal(exitCode, launch.ExitCode);
        Assert.Contains(who, launch.Errors);
        Assert.Contains(message, launch.Errors);
    }

    [SkippableTheory]
    [InlineData(OpenMpi)]
    [InlineData(Mpich)]
    public void A_null_reference_stays_an_exception(string launcher) =>
        Assert.Equal(["caught"], Launch.Run(launcher, 2, [], "null").Output);

    [SkippableFact]
    public void A_library_of_another_launcher_is_refused()
    {
        Launch launch = Launch.Run(Mpich, 2, [("MODELCOMPILER_MPI", "libmpi.so.40")], "runs");
        Assert.NotEqual(0, launch.ExitCode);
        Assert.Contains("has started 2 ranks, but 'libmpi.so.40' (Open MPI", launch.Errors);
        Assert.Contains("sees 1: it belongs to another launcher", launch.Errors);
    }

    [SkippableFact]
    public void What_is_no_library_of_MPI_is_refused()
    {
        Launch launch = Launch.Run(OpenMpi, 1, [("MODELCOMPILER_MPI", "libc.so.6")], "runs");
        Assert.NotEqual(0, launch.ExitCode);
        Assert.Contains("'libc.so.6' is no MPI library", launch.Errors);
    }
}
