using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Snapshots;

/// <summary>
/// Compares generated files with verified ones, with the names and rules of Verify.SourceGenerators: <c>Class.Method#Hint.g.verified.cs</c>
/// beside the test. A difference writes <c>Class.Method#Hint.g.received.cs</c> and fails; whoever means the change renames the file to
/// verified. With that package this file is all that changes.
/// </summary>
internal static partial class Snapshot
{
    public static void Verify(GeneratorRun run, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        string folder = Path.GetDirectoryName(testFile)!,
            prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{method}#";
        var problems = new StringBuilder();
        var expected = new HashSet<string>();
        foreach ((string hint, string source) in run.Sources)
        {
            string text = Version().Replace(source, "$1VERSION$2");
            string name = prefix + Path.GetFileNameWithoutExtension(hint),
                verified = Path.Combine(folder, name + ".verified.cs"),
                received = Path.Combine(folder, name + ".received.cs");
            expected.Add(verified);
            string? before = File.Exists(verified) ? File.ReadAllText(verified).Replace("\r\n", "\n") : null;
            if (before == text)
            {
                File.Delete(received);
                continue;
            }

            File.WriteAllText(received, text);
            problems.Append(before is null ? $"There is no verified file {verified} yet.\n" : FirstDifference(before, text));
            problems.Append($"Compare:  diff '{verified}' '{received}'\nAccept:   mv '{received}' '{verified}'\n");
        }

        foreach (string verified in Directory.GetFiles(folder, prefix + "*.verified.cs").Where(file => !expected.Contains(file)))
            problems.Append($"{verified} is no longer generated: remove it.\n");
        if (problems.Length > 0)
            Assert.Fail(problems.ToString());
    }

    // The version of the compiler changes with every release, and says nothing about it.
    [GeneratedRegex("""(GeneratedCode\("ModelCompiler", ")[^"]*("\))""")]
    private static partial Regex Version();

    private static string FirstDifference(string before, string after)
    {
        string[] old = before.Split('\n'),
            now = after.Split('\n');
        int line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line])
            line++;
        return $"Line {line + 1}:\n- {old.ElementAtOrDefault(line)}\n+ {now.ElementAtOrDefault(line)}\n";
    }
}
