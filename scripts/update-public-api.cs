// Brings the lists of the public API up to date: PublicAPI.Unshipped.txt beside the projects of the libraries.
//
//     dotnet run scripts/update-public-api.cs
//
// The lists are what the compiler holds the libraries to, so that no change of the public API goes unnoticed: read the difference before
// you commit it. What a release has shipped moves from PublicAPI.Unshipped.txt to PublicAPI.Shipped.txt by hand, and stays there.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

const string header = "#nullable enable\n";
string root = Path.GetFullPath(Path.Combine(ScriptFolder(), ".."));
foreach (string name in new[] { "Attributes", "Runtime" })
{
    string folder = Path.Combine(root, "src", name);
    string shipped = Path.Combine(folder, "PublicAPI.Shipped.txt"),
        unshipped = Path.Combine(folder, "PublicAPI.Unshipped.txt");
    if (!File.Exists(shipped))
        File.WriteAllText(shipped, header);

    // With nothing but the shipped part in the lists, the compiler reports all the rest as missing.
    string? before = File.Exists(unshipped) ? File.ReadAllText(unshipped) : null;
    File.WriteAllText(unshipped, header);
    (int code, string output) = Build(Path.Combine(folder, $"ModelCompiler.{name}.csproj"));
    if (code != 0)
    {
        if (before is null)
            File.Delete(unshipped);
        else
            File.WriteAllText(unshipped, before);
        Console.Error.WriteLine(output);
        return 1;
    }

    string[] symbols =
    [
        .. MissingSymbol().Matches(output).Select(match => match.Groups["symbol"].Value).Distinct().Order(StringComparer.Ordinal),
    ];
    File.WriteAllText(unshipped, header + string.Concat(symbols.Select(symbol => symbol + "\n")));
    Console.WriteLine($"src/{name}/PublicAPI.Unshipped.txt: {symbols.Length} symbols");
}

return 0;

// A full build of one project whose warnings stay warnings.
static (int Code, string Output) Build(string project)
{
    var start = new ProcessStartInfo(
        "dotnet",
        [
            "build",
            project,
            "-c",
            "Release",
            "--no-incremental",
            "-nodeReuse:false",
            "-p:TreatWarningsAsErrors=false",
            "-p:UseSharedCompilation=false",
            "-tl:off",
        ]
    )
    {
        RedirectStandardOutput = true,
    };
    start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
    using Process build = Process.Start(start)!;
    string output = build.StandardOutput.ReadToEnd();
    build.WaitForExit();
    return (build.ExitCode, output);
}

static string ScriptFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

internal static partial class Program
{
    [GeneratedRegex("warning RS0016: Symbol '(?<symbol>.+?)' is not part of the declared public API")]
    private static partial Regex MissingSymbol();
}
