using ModelCompiler.Generator.Emission;
using ModelCompiler.Generator.Tests.Harness;
using ModelCompiler.Generator.Tests.Snapshots;

namespace ModelCompiler.Generator.Tests.Emission;

/// <summary>Generated code fits the screen on which people read it.</summary>
public sealed class LineLengthTests
{
    public static TheoryData<string> Names => [.. ModelZoo.All.Keys];

    // A row of the table of layers is as long as the names in it.
    [Theory]
    [MemberData(nameof(Names))]
    public void Lines(string name) =>
        Assert.All(
            GeneratorRun.Of(ModelZoo.All[name]).Sources.SelectMany(source => source.Value.Split('\n')).Where(IsNoTable),
            line => Assert.True(line.Length <= CodeWriter.LineLength, line)
        );

    [Theory]
    [InlineData("Call(first, Inner(a, b), second);", 26, "Call(first, Inner(a, b),", "    second);")]
    [InlineData("Call(\"a, b, c, d, e\", f);", 22, "Call(\"a, b, c, d, e\",", "    f);")]
    [InlineData("int Of(int a, int b) => a + b;", 24, "int Of(int a, int b) =>", "    a + b;")]
    [InlineData("    // one two three", 16, "    // one two", "    // three")]
    [InlineData("[Hint] // one two", 14, "// one two", "[Hint]")]
    [InlineData("/// a  b  c  d  e", 10, "/// a  b  c  d  e")]
    [InlineData("short", 10, "short")]
    public void Long_lines_are_broken_where_a_person_would(string line, int room, params string[] expected) =>
        Assert.Equal(expected, LineBreaks.Of(line, room));

    private static bool IsNoTable(string line) => !(line.TrimStart().StartsWith("/// ", StringComparison.Ordinal) && line.Contains("  "));
}
