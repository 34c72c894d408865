using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Analyzer;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>
/// The tables of <c>docs/diagnostics/README.md</c> are made from the rules, their pages and their tests, and cannot go stale. When they
/// have, the test leaves the right text beside itself, as snapshots do.
/// </summary>
public sealed partial class DiagnosticTableTests
{
    private const string Document = "docs/diagnostics/README.md";
    private const string TestFolder = "tests/ModelCompiler.Generator.Tests/Diagnostics/";

    private static IReadOnlyList<DiagnosticDescriptor> Rules { get; } =
    [.. new ModelAnalyzer().SupportedDiagnostics, .. GeneratorRules.All];

    [Fact]
    public void The_tables_are_up_to_date()
    {
        string before = Repository.Read(Document),
            received = Path.Combine(Repository.Root, TestFolder, "README.received.md");
        string after = Section()
            .Replace(before, match => $"<!-- diagnostics {match.Groups[1].Value} -->\n{Table(match.Groups[1].Value)}<!-- /diagnostics -->");
        if (before == after)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, after);
        Assert.Fail(
            $"The tables of {Document} are out of date.\nCompare:  diff '{Path.Combine(Repository.Root, Document)}' "
                + $"'{received}'\nAccept:   mv '{received}' '{Path.Combine(Repository.Root, Document)}'"
        );
    }

    [Fact]
    public void Every_category_has_a_table() =>
        Assert.Equal(
            Rules.Select(rule => rule.Category).Distinct().Order(StringComparer.Ordinal),
            Section().Matches(Repository.Read(Document)).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)
        );

    private static string Table(string category)
    {
        var text = new StringBuilder("| Id | Severity | Title | Tests | Code fix, or why there is none |\n|---|---|---|---|---|\n");
        foreach (
            DiagnosticDescriptor rule in Rules.Where(rule => rule.Category == category).OrderBy(rule => rule.Id, StringComparer.Ordinal)
        )
            text.Append(
                CultureInfo.InvariantCulture,
                $"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity} | {rule.Title} | {Tests(rule.Id)} | {Fix(rule.Id)} |\n"
            );
        return text.ToString();
    }

    private static string Tests(string id)
    {
        if (DiagnosticCases.WithTestsOfTheirOwn.Contains(id))
            return $"[its own](../../{TestFolder}"
                + $"{(id == DiagnosticIds.InternalError ? nameof(BrokenModelTests) : nameof(UnclosableErrorTests))}.cs)";
        int cases = DiagnosticCases.Rows.Count(row => row.Id == id);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"[{cases} {(cases == 1 ? "case" : "cases")}](../../{TestFolder}{nameof(DiagnosticCases)}.cs), and the page’s examples"
        );
    }

    private static string Fix(string id)
    {
        Match sentence = FixSentence().Match(Repository.Read($"docs/diagnostics/{id}.md"));
        Assert.True(sentence.Success, $"The page of {id} has no sentence about its fix.");
        bool hasFix = CodeFixRun.ProviderOf(id) is not null;
        Assert.Equal(hasFix, sentence.Groups[1].Value == "Code fix");
        return $"{(hasFix ? "**Yes:**" : "No:")} {sentence.Groups[2].Value}";
    }

    [GeneratedRegex("<!-- diagnostics (\\S+) -->\\n.*?<!-- /diagnostics -->", RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("\\*\\*(Code fix|No code fix):\\*\\* (.+)\\n")]
    private static partial Regex FixSentence();
}
