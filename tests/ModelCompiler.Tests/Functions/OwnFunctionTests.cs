using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Functions;

/// <summary>
/// What the tables do not say of functions of one's own: the very bits of a built-in of the same formula, the check that is generated,
/// and what a model says of them.
/// </summary>
public class OwnFunctionTests
{
    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "functions",
            () =>
                [
                    Declare(
                        "Own",
                        "[Dense(37, typeof(Formulas), nameof(Formulas.Swish), WeightInitializer = Initializer.HeNormal)][Dense(3)]"
                    ),
                    Declare("BuiltIn", "[Dense(37, Activation.Swish, WeightInitializer = Initializer.HeNormal)][Dense(3)]"),
                    Declare(
                        "OwnImage",
                        "[Reshape(1, 3, 4)][Conv2D(5, 2)][Activation(typeof(Formulas), nameof(Formulas.Swish))][Flatten][Dense(3)]"
                    ),
                    Declare("BuiltInImage", "[Reshape(1, 3, 4)][Conv2D(5, 2)][Activation(Activation.Swish)][Flatten][Dense(3)]"),
                    Declare("Learning", "[Dense(4, typeof(Formulas), nameof(Formulas.Snake))][Dense(3)]"),
                    Declare("SquaredOwn", "[Dense(9, Activation.Tanh)][Dense(3)]", "typeof(Formulas), nameof(Formulas.Squared)"),
                    Declare("SquaredBuiltIn", "[Dense(9, Activation.Tanh)][Dense(3)]"),
                    Declare("NoNumber", "[Dense(3, typeof(Wrong), nameof(Wrong.NoNumber))]"),
                    Declare("NoSlope", "[Dense(3, typeof(Wrong), nameof(Wrong.NoSlope))]"),
                    """
                        internal static class Wrong
                        {
                            [ScalarFunction]
                            internal static float NoNumber(float x) => x / x;

                            [ScalarFunction]
                            internal static float NoSlope(float x) => x * System.MathF.Sqrt(System.MathF.Abs(x));
                        }
                        """,
                ]
        );

    [Theory]
    [InlineData("Own", "BuiltIn")]
    [InlineData("OwnImage", "BuiltInImage")]
    [InlineData("SquaredOwn", "SquaredBuiltIn")]
    public void A_formula_of_built_in_operations_has_the_bits_of_the_built_in(string own, string builtIn)
    {
        ICompiledModel first = Models.Create(own),
            second = Models.Create(builtIn);
        foreach (int samples in (int[])[1, 7, 64])
        {
            var random = new Random(samples);
            float[] inputs = [.. Enumerable.Range(0, samples * 12).Select(_ => (random.NextSingle() * 4) - 2)],
                targets = [.. Enumerable.Range(0, samples * 3).Select(_ => random.NextSingle())];
            Assert.Equal(Bits.Of(second.Predict(inputs)), Bits.Of(first.Predict(inputs)));
            Assert.Equal(Bits.Of(second.Gradient(inputs, new Targets(targets))), Bits.Of(first.Gradient(inputs, new Targets(targets))));
        }
    }

    [Fact]
    public void A_learned_parameter_has_a_name_and_its_start()
    {
        ModelDescription description = Models.Create("Learning").Description;
        Assert.Equal(
            ["dense1.weight", "dense1.bias", "dense1.a", "dense2.weight", "dense2.bias"],
            description.Parameters.Select(parameter => parameter.Name)
        );
        Assert.Equal([1f], description.Parameter("dense1.a").Values(Models.Create("Learning").Parameters));
    }

    [Fact]
    public void The_description_says_custom_loss_and_its_formula()
    {
        ModelDescription description = Models.Create("SquaredOwn").Description;
        Assert.Equal(Loss.Custom, description.Loss);
        Assert.Contains("loss Formulas.Squared = (", description.Architecture, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Own")]
    [InlineData("Learning")]
    [InlineData("SquaredOwn")]
    public void The_check_of_a_right_function_passes(string model) => Check(model);

    [Theory]
    [InlineData("NoNumber", "Wrong.NoNumber gives NaN at x = 0: guard the formula with ?: there.")]
    [InlineData("NoSlope", "The derivative of Wrong.NoSlope is NaN at x = 0: guard the formula with ?: there.")]
    public void The_check_names_the_input_at_which_there_is_no_number(string model, string message) =>
        Assert.Equal(message, Assert.Throws<FunctionCheckException>(() => Check(model)).Message);

    private static void Check(string model)
    {
        Type type = Models.TypeOf(model);
        type.GetMethod("SelfCheck")!.CreateDelegate<Action<int, ulong>>()(2000, 3);
    }

    private static string Declare(string name, string layers, string loss = "Loss.MeanSquaredError") =>
        $"/// <summary>{name}.</summary>\n[Model][Input(12)]{layers}[Loss({loss})]\npublic sealed partial class {name};\n";
}
