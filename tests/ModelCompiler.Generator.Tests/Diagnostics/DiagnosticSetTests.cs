using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Analyzer;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>
/// Every diagnostic has its id, its row among the releases, its page with true examples, its tests, and a fix or a reason why not.
/// </summary>
public sealed partial class DiagnosticSetTests
{
    private static IReadOnlyList<DiagnosticDescriptor> Rules { get; } =
    [
        .. typeof(ModelAnalyzer)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!),
    ];

    public static TheoryData<string> Ids { get; } = [.. Rules.Select(rule => rule.Id).Order(StringComparer.Ordinal)];

    [Fact]
    public void Ids_are_unique_and_all_are_used()
    {
        string[] declared = [.. typeof(DiagnosticIds).GetFields().Select(field => (string)field.GetRawConstantValue()!)];
        Assert.Equal(declared.Order(), Rules.Select(rule => rule.Id).Order());
        Assert.Equal(declared.Length, declared.Distinct().Count());
        Assert.Equal(declared.Order(), new ModelAnalyzer().SupportedDiagnostics.Concat(GeneratorRules.All).Select(rule => rule.Id).Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_rule_is_complete(string id)
    {
        DiagnosticDescriptor rule = Find(id);
        Assert.Equal($"https://github.com/modelcompiler/modelcompiler/blob/main/docs/diagnostics/{id}.md", rule.HelpLinkUri);
        Assert.StartsWith("ModelCompiler.", rule.Category);
        Assert.True(rule.IsEnabledByDefault);
        Assert.DoesNotMatch(@"\.$", rule.Title.ToString());
        Assert.Matches(@"\.$", rule.MessageFormat.ToString());
        Assert.Contains(
            $"{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}, [documentation]({rule.HelpLinkUri})\n",
            Repository.Read("src/Generator/AnalyzerReleases.Unshipped.md") + Repository.Read("src/Generator/AnalyzerReleases.Shipped.md")
        );
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_describes_the_rule(string id)
    {
        DiagnosticDescriptor rule = Find(id);
        string page = Page(id);
        Assert.StartsWith($"# {id}: {rule.Title}\n", page);
        Assert.Contains($"| {rule.Category} | {rule.DefaultSeverity} |", page);
        bool hasFix = CodeFixRun.ProviderOf(id) is not null;
        Assert.Contains(hasFix ? "## Fix\n\n**Code fix:** " : "## Fix\n\n**No code fix:** ", page);
        Assert.Contains("## Why\n", page);
        Assert.Contains("## Suppress\n", page);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_examples_of_the_page_are_true(string id)
    {
        if (DiagnosticCases.WithTestsOfTheirOwn.Contains(id))
            return;
        string[] examples = [.. Example().Matches(Page(id)).Select(match => match.Groups[1].Value)];
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Of(examples[0]));
        Assert.Equal(id, diagnostic.Id);
        Assert.Empty(await AnalyzerRun.Of(examples[1]));
        Assert.Empty(Compilations.Create(examples[1]).GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_rule_has_a_test(string id)
    {
        if (DiagnosticCases.WithTestsOfTheirOwn.Contains(id))
            return;
        Assert.Contains(DiagnosticCases.Rows, row => row.Id == id);
        Assert.Equal(CodeFixRun.ProviderOf(id) is not null, DiagnosticCases.Rows.Any(row => row.Id == id && row.Fixed is not null));
    }

    [Fact]
    public void No_page_is_left_over() =>
        Assert.Equal(
            Rules.Select(rule => rule.Id).Append("README").Order(StringComparer.Ordinal),
            Directory
                .GetFiles(Path.Combine(Repository.Root, "docs/diagnostics"))
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal)
        );

    private static DiagnosticDescriptor Find(string id) => Rules.Single(rule => rule.Id == id);

    private static string Page(string id) => Repository.Read($"docs/diagnostics/{id}.md");

    [GeneratedRegex(@"## (?:Wrong|Right)\n\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
