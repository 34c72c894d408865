using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Parsing;

public sealed class ModelParserTests
{
    [Fact]
    public void A_declaration_becomes_a_spec()
    {
        ModelSpec spec = Parse(
            """
            namespace Shop.Vision;
            [Model]
            [Input(1, 28, 28)]
            [Dense(30, ModelCompiler.Activation.LeakyRelu, Name = "FirstHidden", Alpha = 0.5f, Bias = false)]
            [Dense(units: 10)]
            [Activation(ModelCompiler.Activation.Softmax)]
            [Loss(Loss.Huber, Delta = 2)]
            public sealed partial class Digits;
            """
        );

        Assert.Equal("Shop.Vision", spec.Namespace);
        Assert.Equal("Digits", spec.Name);
        Assert.Equal("public sealed", spec.Modifiers);
        Assert.Equal(TensorShape.Of(1, 28, 28), spec.InputShape);
        Assert.Equal("Huber", spec.Loss?.Kind);
        Assert.Equal(2, spec.Loss?.Number("Delta"));
        Assert.Equal(
            ["Dense first_hidden", "Dense dense2", "Activation activation1"],
            spec.Layers.Select(layer => $"{layer.Kind} {layer.Name}")
        );
        Assert.Equal(["Units=30", "Activation=LeakyRelu", "Alpha=0.5", "Bias=0"], Arguments(spec.Layers[0]));
        Assert.Equal(["Units=10", "Activation=Linear"], Arguments(spec.Layers[1]));
        Assert.Equal(["Kind=Softmax"], Arguments(spec.Layers[2]));
    }

    [Fact]
    public void The_place_of_a_class_is_kept()
    {
        ModelSpec spec = Parse(
            """
            public partial struct Outer { internal partial record Middle { protected internal partial interface @event {
            [Model, Input(2), Dense(1)] private protected partial class @class; } } }
            """,
            "class"
        );

        Assert.Equal("", spec.Namespace);
        Assert.Equal(["partial struct Outer", "partial record Middle", "partial interface @event"], spec.ContainingTypes);
        Assert.Equal("@class", spec.Name);
        Assert.Equal("private protected", spec.Modifiers);
    }

    [Fact]
    public void Equal_declarations_are_equal_specs_with_equal_hashes()
    {
        const string Source =
            "[Model][Input(2, 3)][Dense(4, ModelCompiler.Activation.Elu, Alpha = float.NaN)][Loss(Loss.MeanSquaredError)] partial "
            + "class Digits;";
        ModelSpec first = Parse(Source);
        ModelSpec second = Parse("// moved\n\n" + Source);

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, Parse(Source.Replace("Dense(4", "Dense(5")));
    }

    [Theory]
    [InlineData("Hidden", "hidden", "Hidden")]
    [InlineData("hiddenLayer1", "hidden_layer1", "HiddenLayer1")]
    [InlineData("hidden_layer1", "hidden_layer1", "HiddenLayer1")]
    [InlineData("RNNCell", "rnn_cell", "RnnCell")]
    [InlineData("FC1", "fc1", "Fc1")]
    [InlineData("__Deep__Net_", "deep_net", "DeepNet")]
    [InlineData("größe", "größe", "Größe")]
    [InlineData("I", "i", "I")]
    public void Names_have_one_form_for_parameters_and_one_for_members(string given, string snake, string pascal)
    {
        Assert.True(LayerNames.IsValid(given));
        Assert.Equal(snake, LayerNames.ToSnakeCase(given));
        Assert.Equal(pascal, LayerNames.ToPascalCase(snake));
        Assert.Equal(snake, LayerNames.ToSnakeCase(pascal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("_")]
    [InlineData("_1")]
    [InlineData("1st")]
    [InlineData("hidden layer")]
    [InlineData("a-b")]
    [InlineData("a.b")]
    [InlineData("a\u200Cb")]
    public void Some_names_cannot_be_members(string name) => Assert.False(LayerNames.IsValid(name));

    [Theory]
    [InlineData("namespace A.B; [Model, Input(1), Dense(1)] partial class C;", "A.B.C.g.cs")]
    [InlineData("[Model, Input(1), Dense(1)] partial class C;", "C.g.cs")]
    [InlineData("partial class Outer { [Model, Input(1), Dense(1)] partial class C; }", "Outer.C.g.cs")]
    public void The_file_is_named_after_the_class(string source, string expected) =>
        Assert.Equal(expected, Assert.Single(GeneratorRun.Of(source).Sources).Key);

    [Theory]
    [InlineData("[Model, Input(1), Dense(1)] partial class Net; [Model, Input(1), Dense(1)] partial class NET;")]
    [InlineData(
        "partial class O { [Model, Input(1), Dense(1)] partial class N; } partial class o { [Model, Input(1), Dense(1)] partial class N; }"
    )]
    [InlineData(
        "namespace A { [Model, Input(1), Dense(1)] partial class N; } namespace a { [Model, Input(1), Dense(1)] partial class N; }"
    )]
    [InlineData(
        "partial class O { [Model, Input(1), Dense(1)] partial class N; } partial class O<T> { [Model, Input(1), Dense(1)] "
            + "partial class N; }"
    )]
    public void Files_differ_where_classes_differ_in_case_or_arity_only(string source)
    {
        IEnumerable<string> names = GeneratorRun.Of(source).Sources.Keys;
        Assert.Equal(2, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static ModelSpec Parse(string source, string name = "Digits")
    {
        Compilation compilation = Compilations.Create(source);
        INamedTypeSymbol type = compilation.GetSymbolsWithName(name, SymbolFilter.Type).OfType<INamedTypeSymbol>().Single();
        ModelDeclaration declaration = ModelParser.Parse(type, default);
        return ModelSpecBuilder.Build(declaration, ModelSpecBuilder.Layers(declaration));
    }

    private static IEnumerable<string> Arguments(LayerSpec layer) =>
        layer.Arguments.Select(argument => $"{argument.Name}={argument.Text ?? FormattableString.Invariant($"{argument.Number}")}");
}
