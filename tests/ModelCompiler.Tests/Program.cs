using ModelCompiler.Tests.Conformance;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests;

/// <summary>What this assembly does when it is started by itself: prints the hashes of the models in the two assembly files it is given.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not [var sizes, var layers, var declared])
        {
            Console.Error.WriteLine("Run 'dotnet test' for the tests, or give the files of two assemblies of compiled models.");
            return 2;
        }

        foreach (string line in ResultHashes.Lines(new ModelAssembly(File.ReadAllBytes(sizes)), new ModelAssembly(File.ReadAllBytes(layers)), new ModelAssembly(File.ReadAllBytes(declared))))
            Console.Out.Write(line + "\n");
        return 0;
    }
}
