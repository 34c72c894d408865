using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Tests.Diagnostics;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Incrementality;

/// <summary>The generator and the analyzer neither throw, nor depend on the machine, whatever the declaration.</summary>
public sealed class RobustnessTests
{
    [Fact]
    public void Two_runs_print_the_same_bytes() => Assert.Equal(HashOf(AllCases), HashOf(AllCases));

    [Fact]
    public void Line_endings_and_paths_do_not_matter() =>
        Assert.Equal(HashOf(AllCases), HashOf(AllCases.Select(source => "\r\n" + source.Replace("\n", "\r\n"))));

    [Fact]
    public void The_culture_does_not_matter()
    {
        string expected = HashOf(AllCases);
        string messages = MessagesOf(AllCases);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Hostile();
            Assert.Equal("\u22121,5", (-1.5).ToString());
            Assert.Equal(expected, HashOf(AllCases));
            Assert.Equal(messages, MessagesOf(AllCases));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task No_declaration_makes_anything_throw()
    {
        var random = new Random(20250101);
        for (int i = 0; i < 40; i++)
        {
            string source = string.Concat(Enumerable.Range(0, 10).Select(index => RandomDeclaration.Create(random, $"Net{index}")));
            Compilation compilation = Compilations.Create(source);
            GeneratorRun run = GeneratorRun.Of(compilation);
            Assert.False(run.Diagnostics.Any(diagnostic => diagnostic.Id == "MC0901"), string.Join("\n", run.Diagnostics) + "\n" + source);
            await AnalyzerRun.Of(compilation);
        }
    }

    [Fact]
    public void A_cancelled_run_leaves_the_driver_usable()
    {
        var random = new Random(7);
        Compilation compilation = Compilations.Create(
            string.Concat(Enumerable.Range(0, 50).Select(index => RandomDeclaration.Create(random, $"Net{index}")))
        );
        IReadOnlyDictionary<string, string> expected = GeneratorRun.Of(compilation).Sources;
        GeneratorDriver driver = GeneratorRun.NewDriver();
        int cancelled = 0;
        for (int i = 0; i < 30; i++)
        {
            using var cancellation = new CancellationTokenSource();
            if (i % 3 == 0)
                cancellation.Cancel();
            else
                cancellation.CancelAfter(TimeSpan.FromMicroseconds(random.Next(3000)));
            try
            {
                driver = driver.RunGenerators(compilation, cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }
        }
        GeneratorRun run = driver.Run(compilation);
        Assert.True(cancelled >= 1);
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Id == "MC0901");
        Assert.Equal(expected, run.Sources);
    }

    private static IEnumerable<string> AllCases => DiagnosticCases.Rows.Select(row => MarkedSource.Clean(row.Source));

    private static string HashOf(IEnumerable<string> sources)
    {
        var text = new StringBuilder();
        foreach (string source in sources)
        foreach ((string name, string content) in GeneratorRun.Of(source).Sources.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(name).Append('\n').Append(content);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string MessagesOf(IEnumerable<string> sources) =>
        string.Join(
            "\n",
            sources.SelectMany(source =>
                AnalyzerRun
                    .Of(Compilations.Create(source))
                    .GetAwaiter()
                    .GetResult()
                    .Select(diagnostic => diagnostic.GetMessage(CultureInfo.CurrentCulture))
            )
        );

    private static CultureInfo Hostile()
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo("tr-TR").Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u00A0";
        return culture;
    }
}
