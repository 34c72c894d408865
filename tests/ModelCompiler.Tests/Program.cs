using ModelCompiler.Tests.Conformance;
using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.RandomDeclarations;

namespace ModelCompiler.Tests;

/// <summary>
/// What this assembly does when it is started by itself: prints the hashes of the models in the assembly files it is given, or tries random
/// declarations.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is ["random"])
            return DeclarationStream.Run(Console.Out) == 0 ? 0 : 1;
        if (arguments is not [_, _, _, _, _])
        {
            Console.Error.WriteLine(
                "Run 'dotnet test' for the tests, or give 'random', or the files of five assemblies of compiled models."
            );
            return 2;
        }

        ModelAssembly[] models = Array.ConvertAll(arguments, file => new ModelAssembly(File.ReadAllBytes(file)));
        foreach (string line in ResultHashes.Lines(models[0], models[1], models[2], models[3], models[4]))
            Console.Out.Write(line + "\n");
        return 0;
    }
}
