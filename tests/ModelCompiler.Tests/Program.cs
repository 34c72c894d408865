using ModelCompiler.Tests.Conformance;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests;

/// <summary>What this assembly does when it is started by itself: prints the hashes of the models in the assembly file it is given.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not [var image])
        {
            Console.Error.WriteLine("Run 'dotnet test' for the tests, or give the file of an assembly of compiled models.");
            return 2;
        }

        foreach (string line in ResultHashes.Lines(new ModelAssembly(File.ReadAllBytes(image))))
            Console.Out.Write(line + "\n");
        return 0;
    }
}
