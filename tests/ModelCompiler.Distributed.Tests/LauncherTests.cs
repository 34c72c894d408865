using ModelCompiler.Distributed.Mpi;

namespace ModelCompiler.Distributed.Tests;

/// <summary>The launcher is told from the environment.</summary>
public sealed class LauncherTests
{
    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE=4", 4, "libmpi.so.40")]
    [InlineData("PMI_RANK=0 PMI_SIZE=2", 2, "libmpi.so.12")]
    [InlineData("PMI_RANK=0", null, "libmpi.so.12")]
    [InlineData("PMIX_RANK=1 SLURM_NTASKS=8 SLURM_STEP_NUM_TASKS=3", 3, "libmpi.so.40")]
    [InlineData("OMPI_COMM_WORLD_SIZE=4 MODELCOMPILER_MPI=libown.so", 4, "libown.so")]
    [InlineData("MODELCOMPILER_MPI=libown.so", null, "libown.so")]
    public void Its_variables_give_the_ranks_and_the_library(string environment, int? ranks, string library)
    {
        Launcher launcher = Find(environment)!;
        Assert.Equal(ranks, launcher.Ranks);
        Assert.Equal(library, launcher.Libraries[0]);
    }

    [Fact]
    public void Without_them_there_is_none() => Assert.Null(Find("HOME=/root SLURM_NTASKS=2"));

    [Fact]
    public void Without_a_launcher_a_rank_is_alone() => Assert.Same(World.Alone, MpiWorld.Start());

    private static Launcher? Find(string environment)
    {
        var variables = environment.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return Launcher.Find(variables.GetValueOrDefault);
    }
}
