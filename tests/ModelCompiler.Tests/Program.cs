using ModelCompiler.Tests.Conformance;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests;

/// <summary>What this assembly does when it is started by itself: prints the hashes of the models in the four assembly files it is given.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not [var sizes, var layers, var declared, var images])
        {
            Console.Error.WriteLine("Run 'dotnet test' for the tests, or give the files of four assemblies of compiled models.");
            return 2;
        }

        foreach (string line in ResultHashes.Lines(Load(sizes), Load(layers), Load(declared), Load(images)))
            Console.Out.Write(line + "\n");
        return 0;

        static ModelAssembly Load(string file) => new(File.ReadAllBytes(file));
    }
}
