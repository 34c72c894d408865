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
    public void Two_runs_print_the_same_bytes() => Assert.Equal(Known, HashOf(AllCases.Select(Anew)));

    [Fact]
    public void Line_endings_and_paths_do_not_matter() =>
        Assert.Equal(Known, HashOf(AllCases.Select(source => Anew("\r\n" + source.Replace("\n", "\r\n")))));

    [Fact]
    public async Task The_culture_does_not_matter()
    {
        string expected = Known;
        List<string> messages = await MessagesAsync(source => AnalyzerRun.Of(source));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Hostile();
            Assert.Equal("\u22121,5", (-1.5).ToString());
            var runs = new List<GeneratorRun>();
            Assert.Equal(
                messages,
                await MessagesAsync(source =>
                {
                    runs.Add(Anew(source));
                    return AnalyzerRun.Of(runs[^1], WeightsFile.Standard);
                })
            );
            Assert.Equal(expected, HashOf(runs));
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

    // What the other tests share.
    private static string Known => HashOf(AllCases.Select(source => GeneratorRun.Of(source)));

    private static GeneratorRun Anew(string source) => GeneratorRun.Of(Compilations.Create(source));

    private static string HashOf(IEnumerable<GeneratorRun> runs)
    {
        var text = new StringBuilder();
        foreach (GeneratorRun run in runs)
        foreach ((string name, string content) in run.Sources.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(name).Append('\n').Append(content);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static async Task<List<string>> MessagesAsync(Func<string, Task<IReadOnlyList<Diagnostic>>> analyze)
    {
        var messages = new List<string>();
        foreach (string source in AllCases)
            messages.AddRange((await analyze(source)).Select(diagnostic => diagnostic.GetMessage(CultureInfo.CurrentCulture)));
        return messages;
    }

    private static CultureInfo Hostile()
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo("tr-TR").Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u00A0";
        return culture;
    }
}
