using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Documents;

/// <summary>
/// A piece of C# in a guide. It may be statements, members of a class, whole types, or a few attributes of a model; what it names and does
/// not declare comes from <c>GuideContext.cs</c>.
/// </summary>
internal sealed partial record GuideCode(string Page, int Line, string Text)
{
    /// <summary>All pieces of the guides and the two README files, but for those that a script pastes from files that are compiled
    /// and for the guide to services, which a test of the package compiles as a whole.</summary>
    public static IReadOnlyList<GuideCode> All { get; } =
    [
        .. DocumentPage
            .All.Keys.Where(path => GuidePath().IsMatch(path) && path != "docs/service.md")
            .Order(StringComparer.Ordinal)
            .SelectMany(path => Find(path, Repository.Read(path))),
    ];

    /// <summary>The pieces of one page.</summary>
    public static IEnumerable<GuideCode> Find(string page, string text)
    {
        List<(int Start, int End)> pasted = [.. Pasted().Matches(text).Select(match => (match.Index, match.Index + match.Length))];
        return Block()
            .Matches(text)
            .Where(match => !pasted.Exists(range => range.Start <= match.Index && match.Index < range.End))
            .Select(match => new GuideCode(page, text.AsSpan(0, match.Index).Count('\n') + 2, match.Groups[1].Value));
    }

    /// <summary>A file with the piece in a namespace of its own, whose lines are those of the page.</summary>
    public string ToFile(string name)
    {
        CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(
            IsAttributesAlone(Text) ? Completed(Text)
                : IsOfAClass().IsMatch(Text) ? $"internal partial class Code {{\n{Text}}}"
                : Text,
            options: Compilations.ParseOptions
        );
        string usings = string.Concat(unit.Usings.Select(directive => directive.ToString()));
        IEnumerable<string> types = unit.Members.Where(member => member is BaseTypeDeclarationSyntax).Select(Place);
        IEnumerable<string> statements = unit.Members.OfType<GlobalStatementSyntax>().Select(Place);
        return $$"""
            #nullable enable
            namespace {{name}} {
            using System.Linq; using System.IO; using System.Threading; using System.Threading.Tasks; using System.Globalization;
            using System.Collections.Generic; using ModelCompiler; using ModelCompiler.Data;
            using ModelCompiler.Distributed; using ModelCompiler.Distributed.Sweeps; using Guide; using static Guide.Context;
            {{usings}}
            {{string.Join('\n', types)}}
            internal partial class Code {
            internal async Task Run() {
            await Task.Yield();
            {{string.Join('\n', statements)}}
            #line hidden
            } } }
            """;
    }

    // A member behind a directive that gives it the lines of the page.
    private string Place(SyntaxNode node)
    {
        int line = node.SyntaxTree.GetLineSpan(node.FullSpan).StartLinePosition.Line;
        int added = IsAttributesAlone(Text) || IsOfAClass().IsMatch(Text) ? 1 : 0;
        return $"#line {Line + line - added} \"{Page}\"\n{node.ToFullString().TrimEnd()}";
    }

    // Lines of attributes that belong to no class: some layers of a model.
    private static bool IsAttributesAlone(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(line => line.StartsWith('[') && !line.Contains("] class"));

    private static string Completed(string text) =>
        (text.Contains("[Input(", StringComparison.Ordinal) ? "[Model]\n" : "[Model, Input(4, 14, 14)]\n")
        + text
        + (text.Contains("[Loss(", StringComparison.Ordinal) ? "" : "[Loss(Loss.MeanSquaredError)]")
        + "public sealed partial class Fragment;";

    // Fields and methods, which stand in no class.
    [GeneratedRegex(@"^(private|protected) ")]
    private static partial Regex IsOfAClass();

    [GeneratedRegex("^(docs/[^/]+|README|src/Package/README)\\.md$")]
    private static partial Regex GuidePath();

    [GeneratedRegex("<!-- embed .*?<!-- /embed -->", RegexOptions.Singleline)]
    private static partial Regex Pasted();

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
