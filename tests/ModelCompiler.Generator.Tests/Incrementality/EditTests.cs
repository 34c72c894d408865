using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Incrementality;

/// <summary>Pairs of a project before and after an edit, with what the edit may cost.</summary>
public sealed class EditTests
{
    private const string Net =
        "[Model][Input(2)][Dense(3, Activation.Relu)][Dense(1, Size.One)][Loss(Loss.MeanSquaredError)] partial class Net;";
    private const string Staged = "[Model][Input(2)][Use<Hidden>(Repeat = 2)][Dense(1)][Loss(Loss.MeanSquaredError)] partial class Net;";
    private const string Hidden = "[Block][Dense(Block.Units, Activation.Relu)] class Hidden;";
    private const string Size =
        "static class Size { public const Activation One = Activation.Tanh; public const Activation Two = Activation.Sigmoid; }";

    [Fact]
    public void An_edit_in_another_file() =>
        Verify(Net, Net, EditExpectation.Nothing, Size + " class Other;", Size + " class Other { int Added; }");

    [Fact]
    public void A_comment_above_the_model() => Verify(Net, "// new\n\n/// <summary>Text.</summary>\n" + Net, EditExpectation.Nothing);

    [Fact]
    public void Another_layout_of_the_attributes() => Verify(Net, Net.Replace("][", "]\n[ "), EditExpectation.Nothing);

    [Fact]
    public void An_argument_written_in_another_way() =>
        Verify(Net, Net.Replace("Dense(3, Activation.Relu)", "Dense(activation: (Activation)3, units: 1 + 2)"), EditExpectation.Nothing);

    [Fact]
    public void An_attribute_of_another_library() => Verify(Net, Net.Replace("[Model]", "[Obsolete][Model]"), EditExpectation.Nothing);

    [Fact]
    public void Another_file_is_added() =>
        Verify(Net, Net, EditExpectation.Nothing, Size, Size, after => after.AddSyntaxTrees(Compilations.Parse("class New;", "New.cs")));

    [Fact]
    public void A_member_is_added_to_the_class() =>
        Verify(Net, Net.Replace("Net;", "Net { public int Own; }"), EditExpectation.CheckedOnly);

    [Fact]
    public void A_member_that_collides_is_added_to_the_class() =>
        Verify(Net, Net.Replace("Net;", "Net { public int Parameters; }"), EditExpectation.Everything);

    [Fact]
    public void The_layers_are_exchanged() =>
        Verify(
            Net,
            Net.Replace("[Dense(3, Activation.Relu)][Dense(1, Size.One)]", "[Dense(1, Size.One)][Dense(3, Activation.Relu)]"),
            EditExpectation.Everything
        );

    [Fact]
    public void An_argument_is_changed() => Verify(Net, Net.Replace("Dense(3", "Dense(4"), EditExpectation.Everything);

    [Fact]
    public void A_constant_that_the_model_uses_is_changed() =>
        Verify(Net, Net, EditExpectation.Everything, Size, Size.Replace("Activation.Tanh", "Activation.Softplus"));

    [Fact]
    public void A_constant_that_the_model_does_not_use_is_changed() =>
        Verify(Net, Net, EditExpectation.Nothing, Size, Size.Replace("Activation.Sigmoid", "Activation.Softplus"));

    [Fact]
    public void A_class_that_hides_one_of_ours_is_added_elsewhere() =>
        Verify(
            Net,
            Net,
            EditExpectation.Everything,
            Size,
            Size
                + " [AttributeUsage(AttributeTargets.All, AllowMultiple = true)] class DenseAttribute(int units, Activation "
                + "activation) : Attribute { int A => units + (int)activation; }"
        );

    [Fact]
    public void An_alias_comes_to_mean_something_else() =>
        Verify(
            Net.Replace("Activation.Relu", "Chosen.One"),
            Net.Replace("Activation.Relu", "Chosen.One"),
            EditExpectation.Everything,
            "global using Chosen = Size; " + Size,
            "global using Chosen = Other; " + Size + " static class Other { public const Activation One = Activation.Gelu; }"
        );

    [Fact]
    public void The_accessibility_is_changed() => Verify(Net, Net.Replace("partial", "public partial"), EditExpectation.Everything);

    [Fact]
    public void The_loss_is_removed() => Verify(Net, Net.Replace("[Loss(Loss.MeanSquaredError)]", ""), EditExpectation.Everything);

    [Fact]
    public void A_mistake_is_made() => Verify(Net, Net.Replace("Dense(3", "Dense(-3"), EditExpectation.Everything);

    [Fact]
    public void A_block_in_another_file_is_changed() =>
        Verify(Staged, Staged, EditExpectation.Everything, Hidden, Hidden.Replace("Block.Units", "5"));

    [Fact]
    public void A_block_inside_a_block_is_changed() =>
        Verify(
            Staged.Replace("Hidden", "Outer"),
            Staged.Replace("Hidden", "Outer"),
            EditExpectation.Everything,
            Hidden + " [Block][Use<Hidden>] class Outer;",
            Hidden.Replace("Relu", "Tanh") + " [Block][Use<Hidden>] class Outer;"
        );

    [Fact]
    public void Something_else_in_the_file_of_a_block_is_changed() =>
        Verify(
            Staged,
            Staged,
            EditExpectation.Nothing,
            Hidden,
            "// note\n" + Hidden.Replace("class Hidden;", "class Hidden { int Added; } [Block][Dense(1)] class Other;")
        );

    [Fact]
    public void A_use_of_a_block_becomes_another() =>
        Verify(Staged, Staged.Replace("Repeat = 2", "Repeat = 3"), EditExpectation.Everything, Hidden);

    [Fact]
    public void Another_model_is_added_below()
    {
        GeneratorRun after = Edit(Net, Net + Net.Replace("class Net", "class Second"));
        Assert.Equal(["Cached", "New"], Reasons(after, ModelGenerator.Steps.Declarations));
        Assert.Equal(["Cached", "New"], Reasons(after, ModelGenerator.Steps.Models));
        Assert.Equal(["Cached", "New"], Reasons(after, "SourceOutput"));
    }

    [Fact]
    public void A_model_is_removed()
    {
        GeneratorRun after = Edit(Net + Net.Replace("class Net", "class Second"), Net);
        Assert.Equal("Net.g.cs", Assert.Single(after.Sources).Key);
        Assert.Contains("Cached", Reasons(after, ModelGenerator.Steps.Models));
        Assert.Contains("Removed", Reasons(after, ModelGenerator.Steps.Models));
    }

    private static void Verify(
        string before,
        string after,
        EditExpectation expectation,
        string otherBefore = Size,
        string? otherAfter = null,
        Func<CSharpCompilation, CSharpCompilation>? further = null
    )
    {
        GeneratorRun run = Edit(before, after, otherBefore, otherAfter ?? otherBefore, further);
        var actual = new EditExpectation(
            string.Join(", ", Reasons(run, ModelGenerator.Steps.Declarations)),
            string.Join(", ", Reasons(run, ModelGenerator.Steps.Models)),
            string.Join(", ", Reasons(run, "SourceOutput"))
        );
        Assert.Equal(expectation, actual);
    }

    private static GeneratorRun Edit(
        string before,
        string after,
        string otherBefore = Size,
        string otherAfter = Size,
        Func<CSharpCompilation, CSharpCompilation>? further = null
    )
    {
        CSharpCompilation first = Compilations.Create(before, otherBefore);
        CSharpCompilation second = Replace(Replace(first, "File0.cs", after), "File1.cs", otherAfter);
        GeneratorDriver driver = GeneratorRun.NewDriver().Run(first).Driver;
        return driver.Run(further is null ? second : further(second));
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, string path, string text)
    {
        SyntaxTree old = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        return old.ToString() == text ? compilation : compilation.ReplaceSyntaxTree(old, Compilations.Parse(text, path));
    }

    private static IEnumerable<string> Reasons(GeneratorRun run, string step)
    {
        GeneratorRunResult result = run.Result.Results.Single();
        ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> steps =
            step == "SourceOutput" ? result.TrackedOutputSteps : result.TrackedSteps;
        return steps[step].SelectMany(found => found.Outputs).Select(output => output.Reason.ToString());
    }
}
