using ModelCompiler.Distributed.Tests.Processes;

namespace ModelCompiler.Distributed.Tests;

/// <summary>What this assembly does when a launcher of MPI starts it.</summary>
internal static class Program
{
    public static int Main(string[] arguments) => Worker.Run(arguments);
}
