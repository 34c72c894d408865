using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Documents;

/// <summary>Every piece of C# in the guides compiles as it stands, models and all.</summary>
public sealed class GuideCodeTests
{
    // The optional packages, and the libraries whose types show in what they offer.
    private static readonly string[] s_optional =
    [
        "ModelCompiler.Dashboard",
        "ModelCompiler.Data",
        "ModelCompiler.Distributed",
        "ModelCompiler.Plotting",
        "ScottPlot",
        "Spectre.Console",
    ];

    [Fact]
    public async Task Code_in_the_guides_compiles()
    {
        Assert.True(GuideCode.All.Count > 40, $"Only {GuideCode.All.Count} pieces were found.");
        List<string> problems = await Problems(GuideCode.All);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <summary>The check finds what does not compile, and where.</summary>
    [Theory]
    [InlineData("model.Save();", "CS1501", 3)]
    [InlineData("int a = 1;\nint b = c;", "CS0103", 4)]
    [InlineData("[Dense(0)]", "MC0103", 3)]
    [InlineData("[Model, Input(2), Dense(0)]\npublic sealed partial class Wrong;", "MC0103", 3)]
    [InlineData("private int _field = \"\";", "CS0029", 3)]
    public async Task Errors_are_found_with_their_line(string code, string id, int line)
    {
        string page = $"text\n```csharp\n{code}\n```\n";
        List<string> problems = await Problems([.. GuideCode.Find("page.md", page)]);
        Assert.Contains($"page.md({line}): {id}", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Code_that_a_script_pastes_is_left_to_the_script() =>
        Assert.Empty(GuideCode.Find("page.md", "<!-- embed file=\"a.cs\" -->\n```csharp\nwrong\n```\n<!-- /embed -->\n"));

    private static async Task<List<string>> Problems(IReadOnlyList<GuideCode> pieces)
    {
        CSharpCompilation compilation = Compilations
            .Create([
                Repository.Read("tests/ModelCompiler.Generator.Tests/Documents/GuideContext.cs"),
                .. pieces.Select((piece, index) => piece.ToFile($"Piece{index}")),
            ])
            .AddReferences(
                s_optional.Select(name => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, name + ".dll")))
            );
        GeneratorRun run = GeneratorRun.Of(compilation);
        return
        [
            .. run.EditorDiagnostics()
                .Concat(await AnalyzerRun.Of(run, []))
                // Files of weights are items of the project, which the guides show beside the code.
                .Where(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Error, Id: not "MC0501" })
                .Select(diagnostic => (Span: diagnostic.Location.GetMappedLineSpan(), Diagnostic: diagnostic))
                .Select(found =>
                    $"{found.Span.Path}({found.Span.StartLinePosition.Line + 1}): {found.Diagnostic.Id}: {found.Diagnostic.GetMessage()}"
                )
                .Distinct(),
        ];
    }
}
