using System.Globalization;
using ModelCompiler.Generator.Tests.Harness;
using ModelCompiler.Generator.Tests.Snapshots;

namespace ModelCompiler.Generator.Tests.Emission;

/// <summary>The same declaration gives the same bytes, whoever builds it, and whatever stands beside it.</summary>
public sealed class DeterminismTests
{
    public static TheoryData<string> Names => [.. ModelZoo.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_text_in_every_run_and_culture(string name)
    {
        string expected = TextUnder(CultureInfo.InvariantCulture, ModelZoo.All[name]);
        Assert.Equal(expected, TextUnder(CultureInfo.InvariantCulture, ModelZoo.All[name]));
        Assert.Equal(expected, TextUnder(Hostile(), ModelZoo.All[name]));
        Assert.Equal(expected, TextUnder(CultureInfo.GetCultureInfo("tr-TR"), ModelZoo.All[name]));
        Assert.DoesNotContain('\r', expected);
        Assert.All(expected.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void Other_models_change_nothing()
    {
        string[] sources = [.. ModelZoo.All.Values];
        IReadOnlyDictionary<string, string> together = GeneratorRun.Of(sources).Sources,
            reversed = GeneratorRun.Of([.. sources.Reverse()]).Sources;
        Assert.Equal(sources.Length, together.Count);
        foreach (string source in sources)
        {
            (string hint, string text) = GeneratorRun.Of(source).Sources.Single();
            Assert.Equal(text, together[hint]);
            Assert.Equal(text, reversed[hint]);
        }
    }

    private static string TextUnder(CultureInfo culture, string source)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return GeneratorRun.Of(source).Sources.Single().Value;
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Hostile()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = "¤";
        culture.NumberFormat.NumberGroupSeparator = "_";
        culture.NumberFormat.NegativeSign = "minus";
        return culture;
    }
}
