using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Parsing;

/// <summary>Every class has a file name of its own, whatever it is called, and one that file systems take.</summary>
public sealed class HintNameTests
{
    // Letters, numerals that are letters, marks, connectors, digits of other scripts, letters whose other case is ASCII, letters that fold
    // in other ways.
    private static readonly string[] _pieces =
    [
        "a",
        "A",
        "b",
        "_",
        "1",
        "Ⅰ",
        "Ⅱ",
        "ⅰ",
        "é",
        "e\u0301",
        "É",
        "ß",
        "ſ",
        "\u212A",
        "k",
        "K",
        "ı",
        "İ",
        "i",
        "I",
        "ǅ",
        "ǆ",
        "ـ",
        "\u0663",
        "3",
        "‿",
        "⁀",
        "‿",
        "ा",
        "名",
        "ά",
        "\u1FBB",
        "Con",
        "nul",
    ];

    [Fact]
    public void Different_classes_have_different_names()
    {
        var random = new Random(20261128);
        string source = Tree(random, depth: 0);
        CSharpCompilation compilation = Compilations.Create(source);
        List<INamedTypeSymbol> types = [.. Types(compilation.Assembly.GlobalNamespace)];
        Assert.True(types.Count > 2000, $"{types.Count} types");

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (INamedTypeSymbol type in types)
        {
            string name = HintName.For(type);
            Assert.True(names.Add(name), name);
            Assert.True(names.Add(name.Normalize(NormalizationForm.FormKD)) || name.IsNormalized(NormalizationForm.FormKD), name);
            Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 130);
            Assert.All(name, character => Assert.True(char.IsLetterOrDigit(character) || character is '.' or '_' or '-', name));
            Assert.DoesNotContain(name.Split('.')[0].ToUpperInvariant(), (string[])["CON", "PRN", "AUX", "NUL", "COM1", "LPT1"]);
        }
    }

    [Theory]
    [InlineData("class Net;", "Net.g.cs")]
    [InlineData("namespace A.B { class Net; }", "A.B.Net.g.cs")]
    [InlineData("class Outer { class Net; }", "Outer.Net.g.cs")]
    [InlineData("class @class;", "class.g.cs")]
    public void An_ordinary_name_is_that_of_the_class(string source, string expected) =>
        Assert.Equal(expected, HintName.For(Types(Compilations.Create(source).Assembly.GlobalNamespace).Last()));

    [Fact]
    public void Every_model_is_printed()
    {
        string[] names =
        [
            "NetⅠ",
            "NetⅡ",
            "Net‿",
            "Net⁀",
            "Net\u0301",
            "Nét",
            "net",
            "NET",
            "Net",
            "@record",
            "@file",
            "@required",
            "@extension",
            "@class",
            "Con",
            "K",
            "\u212A",
            "Soft\u00ADhyphen",
            "Joi\u200Dned",
            new string('N', 300),
            new string('N', 301),
            new string('名', 200),
            new string('名', 201),
        ];
        string source =
            string.Concat(names.Select(name => $"[Model][Input(2)][Dense(3)] partial class {name};\n"))
            + """
                namespace NS { [Model][Input(2)][Dense(3)] partial class Net; } namespace ns { [Model][Input(2)][Dense(3)] partial class Net; }
                partial class Outer { [Model][Input(2)][Dense(3)] partial class Net; } partial class Outer<T> { [Model][Input(2)][Dense(3)] partial class Net; }
                """;
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Equal("MC0005", Assert.Single(run.BuildDiagnostics).Id);
        Assert.Equal(names.Length + 4, run.Sources.Count);
        Assert.Empty(run.EditorDiagnostics());
    }

    [Fact]
    public void Classes_that_C_sharp_refuses_take_no_others_with_them()
    {
        GeneratorRun run = GeneratorRun.Of(
            "[Model][Input(2)][Dense(3)] partial class Net; [Model][Input(2)][Dense(3)] partial record Net; namespace A { "
                + "[Model][Input(2)][Dense(3)] partial class B; } partial class A { [Model][Input(2)][Dense(3)] partial class B; }",
            "[Model][Input(2)][Dense(3)] partial class Good;"
        );
        Assert.Contains("Good.g.cs", run.Sources.Keys);
        Assert.Contains(run.CompilerDiagnostics(), error => error.Id == "CS0101");
    }

    private static string Tree(Random random, int depth)
    {
        var text = new StringBuilder();
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < (depth == 0 ? 40 : 12); i++)
        {
            string name =
                "N"
                + string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => _pieces[random.Next(_pieces.Length)]))
                + (random.Next(20) == 0 ? new string('x', 150) : "");
            if (random.Next(6) == 0)
                name = name[1..];
            if (!SyntaxFacts.IsValidIdentifier(name) || !used.Add(name))
                continue;
            string inner = depth < 2 ? Tree(random, depth + 1) : "";
            text.Append(
                random.Next(3) == 0 && depth > 0
                    ? $"public partial class {name} {{ }} public partial class {name}<T> {{ }}\n"
                    : $"public partial class {name} {{ "
                        + $"{inner.Replace(" class " + name + " ", " class " + name + "_ ", StringComparison.Ordinal)} }}\n"
            );
        }

        return text.ToString();
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container
            .GetMembers()
            .OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
