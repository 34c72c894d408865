using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Generator.Tests.Architecture;

/// <summary>Files, methods and lines are small enough to be read.</summary>
public sealed class SizeTests
{
    private const int MostLines = 300,
        MostLinesOfMethod = 60,
        MostColumns = 140;

    // What is longer, each with its reason.
    private static readonly Dictionary<string, string> _longFiles = new()
    {
        ["src/Runtime/Kernels/Tiles/Tile.cs"] = "the register tile is one unrolled thing",
        ["scripts/check-browser.cs"] = "a script is one file",
    };

    private static readonly Dictionary<string, string> _longMethods = new()
    {
        ["src/Runtime/Kernels/Tiles/Tile.cs"] = "the register tile keeps its sums in named locals",
        ["src/Runtime/Kernels/Tiles/TallTile.cs"] = "so does the tall one",
        ["src/Runtime/Kernels/Tiles/SampleTile.cs"] = "so does the tile of one sample",
        ["src/Generator/Lowering/Choices.cs"] = "one arm for each primitive",
        ["src/Generator/Graph/Differentiation.cs"] = "one arm for each primitive",
        ["tests/ModelCompiler.Tests/RandomDeclarations/Shapes.cs"] = "one arm for each layer",
        ["src/Generator/Lowering/Products/ConvolutionShapes.cs"] = "one shape, of many constants that depend on one another",
        ["tests/ModelCompiler.Tests/Images/ImageReference.cs"] = "one arm for each layer",
        ["tests/ModelCompiler.Tests/RandomDeclarations/ModelCheck.cs"] = "compares all that one gradient gives",
        ["benchmarks/OurEngines.Registration.cs"] =
            "one loop for each class, because generic code over a class adds a lookup to every call",
        ["benchmarks/Peak/PeakLoops.cs"] = "so does what measures the peak",
        ["benchmarks/Peak/PeakLoops.Fused.cs"] = "so does what measures the peak",
    };

    private static readonly Dictionary<string, string> _longLines = new()
    {
        ["samples/Digits/Drawing/DigitShapes.cs"] = "the formatter does not break a list in a list with a comment",
    };

    [Fact]
    public void A_file_has_at_most_300_lines() =>
        Expect(
            SourceFile.All.Where(file => file.Lines.Count > MostLines && !_longFiles.ContainsKey(file.Path)),
            file => $"{file.Path}: {file.Lines.Count} lines"
        );

    [Fact]
    public void A_line_has_at_most_140_columns() =>
        Expect(
            SourceFile
                .All.Where(file => !_longLines.ContainsKey(file.Path))
                .SelectMany(file =>
                    file.Lines.Select((line, index) => (File: file, Line: index, Text: line)).Where(line => line.Text.Length > MostColumns)
                ),
            line => !IsUnbreakable(line.File, line.Line, line.Text),
            line => $"{line.File.Path}:{line.Line + 1}: {line.Text.Length} columns"
        );

    [Fact]
    public void A_method_has_at_most_60_lines() =>
        Expect(
            SourceFile
                .All.Where(file => !_longMethods.ContainsKey(file.Path))
                .SelectMany(file => file.Tree.DescendantNodes().Where(IsMethod).Select(method => (file.Path, Method: method))),
            found => LinesOf(found.Method) > MostLinesOfMethod,
            found => $"{found.Path}:{found.Method.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {LinesOf(found.Method)} lines"
        );

    [Fact]
    public void Every_exception_is_one() =>
        Expect(
            SourceFile.All.Where(file => _longFiles.ContainsKey(file.Path) || _longMethods.ContainsKey(file.Path)),
            file =>
                file.Lines.Count <= MostLines
                && !file.Tree.DescendantNodes().Any(node => IsMethod(node) && LinesOf(node) > MostLinesOfMethod),
            file => $"{file.Path} is short"
        );

    private static bool IsMethod(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax;

    // A reference in a comment, and what a test or a tool reads as it stands, have no place for a break.
    private static bool IsUnbreakable(SourceFile file, int line, string text) =>
        text.TrimStart().StartsWith("/// <inheritdoc cref=", StringComparison.Ordinal)
        || file.Tree.DescendantTokens()
            .Where(token => token.Text.StartsWith("\"\"\"", StringComparison.Ordinal) || token.Parent is InterpolatedStringTextSyntax)
            .Where(token =>
                token.Parent is not InterpolatedStringTextSyntax || token.Parent.Parent!.GetFirstToken().Text.EndsWith("\"\"\"")
            )
            .Select(token => token.GetLocation().GetLineSpan())
            .Any(span => span.StartLinePosition.Line <= line && line <= span.EndLinePosition.Line);

    // Of the body: what is above it, attributes and parameters, are lists.
    private static int LinesOf(SyntaxNode method)
    {
        SyntaxNode? body = method.ChildNodes().LastOrDefault(node => node is BlockSyntax or ArrowExpressionClauseSyntax);
        if (body is null)
            return 0;
        FileLinePositionSpan span = body.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static void Expect<T>(IEnumerable<T> found, Func<T, string> describe) => Expect(found, _ => true, describe);

    private static void Expect<T>(IEnumerable<T> found, Func<T, bool> isWrong, Func<T, string> describe)
    {
        List<string> wrong = [.. found.Where(isWrong).Select(describe).Order(StringComparer.Ordinal)];
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
