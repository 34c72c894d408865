using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Tests.Harness;
using ModelCompiler.Generator.Tests.Snapshots;

namespace ModelCompiler.Generator.Tests.Emission;

/// <summary>
/// Nothing that a user's project may contain makes the compiler warn in a generated file, where only the generator could silence it.
/// </summary>
public sealed class HostileProjectTests
{
    private const string Network =
        "[Model][Input(2)][Dense(3, Activation.Tanh, Name = \"Hidden\")][Dropout(0.5f)][Dense(1)][Loss(Loss.MeanSquaredError)]";

    private static readonly string[] s_members =
    [
        "InputSize",
        "OutputSize",
        "ParameterCount",
        "Description",
        "Create",
        "CreateTrained",
        "Parameters",
        "MaxDegreeOfParallelism",
        "RandomState",
        "Predict",
        "PredictClass",
        "Gradient",
        "Parameter",
        "Save",
        "Load",
        "Summary",
        "Hidden",
        "_parameters",
        "_workspace",
        "_randomState",
    ];

    /// <summary>Members by the name of one of a model's own; the last is its very signature.</summary>
    private static readonly string[] s_kinds =
    [
        "public int {0};",
        "protected static readonly string {0} = \"\";",
        "public virtual int {0} {{ get; set; }}",
        "public const int {0} = 1;",
        "public class {0};",
        "public event System.Action? {0} {{ add {{ }} remove {{ }} }}",
        "public void {0}(int value) {{ }}",
        "public virtual void {0}(System.ReadOnlySpan<float> inputs, System.Span<float> outputs) {{ }}",
        "public static float[] {0}(System.ReadOnlySpan<float> inputs) => [];",
    ];

    public static TheoryData<string, string> Projects =>
        new()
        {
            {
                "lower-case names",
                $"#pragma warning disable CS8981\nnamespace zoo;\n{Network} public sealed partial class net;\npublic partial class "
                    + $"outer {{ {Network} internal sealed partial class @class; }}"
            },
            {
                "obsolete",
                $"namespace Zoo;\n[Obsolete]{Network} public sealed partial class Net;\n[Obsolete(\"gone\", error: true)]{Network} "
                    + $"public sealed partial class Gone;\n[Obsolete] public partial class Outer {{ {Network} public "
                    + $"sealed partial class Net; }}"
            },
            {
                "obsolete base",
                $"namespace Zoo;\n[Obsolete] public class Old {{ [Obsolete(\"gone\", error: true)] public int Parameters; }}\n#pragma "
                    + $"warning disable CS0612\n{Network} public sealed partial class Net : Old;"
            },
            {
                "experimental",
                $"namespace Zoo;\n[System.Diagnostics.CodeAnalysis.Experimental(\"ZOO1\")]{Network} public sealed partial class Net;"
            },
            {
                "common language specification",
                $"[assembly: CLSCompliant(true)]\nnamespace Zoo;\n#pragma warning disable CS3009\n{Network} public sealed partial "
                    + $"class Net;"
            },
            { "nullable off", $"#nullable disable\nnamespace Zoo;\n{Network} public sealed partial class Net;" },
            {
                "aliases",
                $"global using Span = Hostile.Statics;\nglobal using Math = Hostile.Statics;\nglobal using Rows = "
                    + $"Hostile.Statics;\nglobal using static Hostile.Statics;\nnamespace Zoo {{ {Network} public sealed "
                    + $"partial class Net; }}\n"
                    + "namespace Hostile { public static class Statics { public static class MathF { } public static "
                    + "class Contraction { } public static class Softmax { } public static class Float512 { } public "
                    + "static int Predict, Share, Unsafe; } }"
            },
            {
                "namespaces",
                $"namespace Zoo {{ {Network} public sealed partial class Net; }}\nnamespace Zoo.System {{ class Span; }}\nnamespace "
                    + $"Zoo.ModelCompiler {{ class IModel; }}\nnamespace Zoo.global {{ class Math; }}\n"
                    + "namespace ModelCompiler.System { class Math; }\nnamespace ModelCompiler.ModelCompiler.Kernels { "
                    + "class Rows; }\nnamespace ModelCompiler.Generated.System { class Span; }"
            },
            {
                "types of the root",
                $"{Network} public sealed partial class Math;\n{Network} public sealed partial class Span;\npublic static class "
                    + $"Softmax;\npublic static class Rows;\npublic static class Share;\npublic static class MethodImpl;"
            },
        };

    public static TheoryData<string> Zoo => [.. ModelZoo.All.Keys];

    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, s_kinds.Length)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_project_makes_generated_files_warn(string name, string source) => AssertSilent(Compile(source), name);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_base_class_makes_generated_files_warn(int kind)
    {
        IEnumerable<string> classes = s_members.Select(
            (member, index) =>
                $"/// <summary>Base.</summary>\n#pragma warning disable CS1591, CS0649, CS0414, CS0067\npublic class Base{index} {{ "
                + $"{string.Format(System.Globalization.CultureInfo.InvariantCulture, s_kinds[kind], member)} }}\n"
                + $"{Network} public sealed partial class Net{index} : Base{index};\n"
        );
        AssertSilent(Compile("namespace Zoo;\n" + string.Concat(classes)), s_kinds[kind]);
    }

    [Theory]
    [MemberData(nameof(Zoo))]
    public void Without_the_silence_there_is_nothing_to_say(string name)
    {
        GeneratorRun run = GeneratorRun.Of(ModelZoo.All[name]);
        IEnumerable<SyntaxTree> spoken = run.Sources.Select(source =>
            Compilations.Parse(
                source.Value.Replace("#pragma warning disable //", "#pragma warning disable CS1591 //", StringComparison.Ordinal),
                source.Key
            )
        );
        AssertSilent(Strict(Compilations.Create(ModelZoo.All[name]).AddSyntaxTrees(spoken)), name);
    }

    private static Compilation Compile(string source) => GeneratorRun.Of(Strict(Compilations.Create(source))).Output;

    private static Compilation Strict(CSharpCompilation compilation) =>
        compilation.WithOptions(
            compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error).WithWarningLevel(9999).WithOverflowChecks(true)
        );

    private static Compilation Strict(Compilation compilation) => Strict((CSharpCompilation)compilation);

    // What the user's own files make the compiler say is the user's affair, errors apart.
    private static void AssertSilent(Compilation compilation, string what)
    {
        List<Diagnostic> told =
        [
            .. compilation
                .GetDiagnostics()
                .Where(diagnostic =>
                    diagnostic.Severity >= DiagnosticSeverity.Warning
                    && (
                        diagnostic.DefaultSeverity == DiagnosticSeverity.Error
                        || !diagnostic.Location.SourceTree!.FilePath.StartsWith("File", StringComparison.Ordinal)
                    )
                ),
        ];
        Assert.True(told.Count == 0, what + "\n" + string.Join("\n", told));
    }
}
