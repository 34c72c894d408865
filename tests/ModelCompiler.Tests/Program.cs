using System.Globalization;
using ModelCompiler.Tests.Conformance;
using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.RandomDeclarations;

namespace ModelCompiler.Tests;

/// <summary>
/// What this assembly does when it is started by itself: prints the hashes of a part of the models in the assembly files it is given, or
/// tries random declarations.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is ["random"])
            return DeclarationStream.Run(Console.Out) == 0 ? 0 : 1;
        if (arguments is not [var part, var parts, _, _, _, _, _, _])
        {
            Console.Error.WriteLine(
                "Run 'dotnet test' for the tests, or give 'random', or a part, the number of parts and six assemblies of compiled models."
            );
            return 2;
        }

        int own = int.Parse(part, CultureInfo.InvariantCulture),
            all = int.Parse(parts, CultureInfo.InvariantCulture);
        ModelAssembly[] models = Array.ConvertAll(arguments[2..], file => new ModelAssembly(File.ReadAllBytes(file)));
        foreach (string line in ResultHashes.Lines(models, number => number % all == own))
            Console.Out.Write(line + "\n");
        return 0;
    }
}
