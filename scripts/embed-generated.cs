// Pastes pieces of real files into the documents, so that no document shows code that does not exist.
//
//     dotnet run scripts/embed-generated.cs               builds samples/Digits, then updates README.md and docs/
//     dotnet run scripts/embed-generated.cs -- --check    changes nothing and fails when a document is out of date
//
// A document says what it wants between two comments, and everything between them is replaced:
//
//     <!-- embed file="samples/Digits/DigitClassifier.cs" from="[Model]" to="partial class" -->
//     <!-- /embed -->
//
// "from" and "to" name the first and the last line by a text they contain; without them it is the whole file.
// In "file", ** stands for any folders.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

bool check = args is ["--check"];
if (args.Length > 0 && !check)
    return Fail("usage: dotnet run scripts/embed-generated.cs [-- --check]");

string root = RepositoryRoot();
try
{
    BuildSample(root);
    List<string> outdated = [];
    foreach (string document in Documents(root))
    {
        string before = File.ReadAllText(document);
        string after = Embed(root, document, before);
        if (after == before)
            continue;
        outdated.Add(Path.GetRelativePath(root, document));
        if (!check)
            File.WriteAllText(document, after);
    }

    if (check && outdated.Count > 0)
        return Fail($"Out of date: {string.Join(", ", outdated)}. Mend it with: dotnet run scripts/embed-generated.cs");
    Console.WriteLine(outdated.Count == 0 ? "The documents are up to date." : $"Updated: {string.Join(", ", outdated)}.");
    return 0;
}
catch (InvalidDataException problem)
{
    return Fail(problem.Message);
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}

static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
    Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, ".."));

// What the sample stands on, then the sample alone in full: an incremental build leaves generated files of earlier declarations behind,
// and does not restore deleted ones.
static void BuildSample(string root)
{
    Build(root);
    string generated = Path.Combine(root, "samples", "Digits", "Generated");
    if (Directory.Exists(generated))
        Directory.Delete(generated, recursive: true);
    Build(root, "--no-restore", "--no-dependencies", "--no-incremental");
}

static void Build(string root, params string[] arguments)
{
    using Process build = Process.Start(
        new ProcessStartInfo("dotnet", ["build", "samples/Digits", "-c", "Release", "-v", "quiet", .. arguments])
        {
            WorkingDirectory = root,
        }
    )!;
    build.WaitForExit();
    if (build.ExitCode != 0)
        throw new InvalidDataException("samples/Digits does not build, so there is no generated code to show.");
}

static IEnumerable<string> Documents(string root) =>
    Directory
        .EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(root, "README.md"))
        .Order(StringComparer.Ordinal);

static string Embed(string root, string document, string text)
{
    string name = Path.GetRelativePath(root, document);
    if (Regex.Count(text, "^<!-- embed ", RegexOptions.Multiline) != Regex.Count(text, "^<!-- /embed -->", RegexOptions.Multiline))
        throw new InvalidDataException($"{name}: every <!-- embed --> needs its <!-- /embed -->.");
    return Regex.Replace(
        text,
        "^(<!-- embed (.+?) -->\n).*?^(<!-- /embed -->)",
        match =>
        {
            string file = Attribute(match.Groups[2].Value, "file") ?? throw new InvalidDataException($"{name}: an embed names no file.");
            string[] lines = Piece(
                name,
                file,
                Lines(root, name, file),
                Attribute(match.Groups[2].Value, "from"),
                Attribute(match.Groups[2].Value, "to")
            );
            return $"{match.Groups[1].Value}{Fence(file, lines)}{match.Groups[3].Value}";
        },
        RegexOptions.Multiline | RegexOptions.Singleline
    );
}

static string? Attribute(string text, string attribute) =>
    Regex.Match(text, $"\\b{attribute}=\"([^\"]*)\"") is { Success: true } match ? match.Groups[1].Value : null;

static string[] Lines(string root, string document, string pattern)
{
    string[] folders = pattern.Split("/**/");
    string[] found = folders switch
    {
        [string path] => File.Exists(Path.Combine(root, path)) ? [Path.Combine(root, path)] : [],
        [string folder, string path] when Directory.Exists(Path.Combine(root, folder)) => Directory.GetFiles(
            Path.Combine(root, folder),
            path,
            SearchOption.AllDirectories
        ),
        _ => [],
    };
    return found is [string file]
        ? File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')
        : throw new InvalidDataException($"{document}: {pattern} should be one file, but it is {found.Length}.");
}

static string[] Piece(string document, string file, string[] lines, string? from, string? to)
{
    int first = from is null ? 0 : Array.FindIndex(lines, line => line.Contains(from, StringComparison.Ordinal));
    if (first < 0)
        throw new InvalidDataException($"{document}: no line of {file} contains \"{from}\".");
    int last = to is null ? lines.Length - 1 : Array.FindIndex(lines, first, line => line.Contains(to, StringComparison.Ordinal));
    if (last < 0)
        throw new InvalidDataException($"{document}: no line of {file} after \"{from}\" contains \"{to}\".");
    string[] piece = lines[first..(last + 1)];
    int indent = piece.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
    return [.. piece.Select(line => line.Length > indent ? line[indent..] : "")];
}

static string Fence(string file, string[] lines)
{
    if (file.EndsWith(".md", StringComparison.Ordinal))
        return string.Join('\n', lines) + "\n";
    var text = new StringBuilder("```").Append(Path.GetExtension(file) == ".cs" ? "csharp" : "text").Append('\n');
    return text.AppendJoin('\n', lines).Append("\n```\n").ToString();
}
