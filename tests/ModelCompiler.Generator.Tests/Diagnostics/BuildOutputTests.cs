using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>
/// The mistakes of <c>docs/diagnostics/README.md</c>: the build prints exactly what stands below each, in a project that uses the model.
/// </summary>
public sealed partial class BuildOutputTests
{
    private const string Use = """
        static class Use
        {
            static float Everything()
            {
                var model = new Net(seed: 1);
                new Trainer<Net>(model, new Adam(1e-3f)).Fit(null!);
                return model.PredictClass(new float[Net.InputSize]) + model.Hidden.Weight[0, 0] + Net.Description.InputSize;
            }
        }
        """;

    public static TheoryData<string, string, string> Mistakes { get; } = Read();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task The_build_prints_one_error(string title, string declaration, string printed)
    {
        Compilation compilation = Compilations.Create(declaration, Use);
        IReadOnlyList<Diagnostic> found = GeneratorRun.Of(compilation).BuildDiagnostics;

        // The C# compiler runs analyzers only over declarations that it and the generators accept.
        if (found.Count == 0)
            found = [.. (await AnalyzerRun.Of(compilation)).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(found.Count == 1, title + "\n" + string.Join("\n", found));
        Assert.Equal(printed, Printed(found[0]));
    }

    [Fact]
    public void There_are_mistakes() => Assert.True(Mistakes.Count >= 5);

    private static string Printed(Diagnostic diagnostic)
    {
        LinePosition start = diagnostic.Location.GetLineSpan().StartLinePosition;
        string link = diagnostic.Id.StartsWith("MC", StringComparison.Ordinal) ? $" ({diagnostic.Descriptor.HelpLinkUri})" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Net.cs({start.Line + 1},{start.Character + 1}): error {diagnostic.Id}: "
                + $"{diagnostic.GetMessage(CultureInfo.InvariantCulture)}{link}"
        );
    }

    private static TheoryData<string, string, string> Read()
    {
        var mistakes = new TheoryData<string, string, string>();
        foreach (Match match in Mistake().Matches(Repository.Read("docs/diagnostics/README.md")))
            mistakes.Add(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        return mistakes;
    }

    [GeneratedRegex("### ([^\n]+)\n\n```csharp\n(.*?)```\n\n```text\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Mistake();
}
