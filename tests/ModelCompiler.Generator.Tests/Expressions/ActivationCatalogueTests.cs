using ModelCompiler.Generator.Expressions;
using static ModelCompiler.Generator.Tests.Expressions.Numeric;

namespace ModelCompiler.Generator.Tests.Expressions;

public class ActivationCatalogueTests
{
    public static TheoryData<string, double?> Activations
    {
        get
        {
            var data = new TheoryData<string, double?>();
            foreach (string name in Enum.GetNames<Activation>().Except([nameof(Activation.Softmax), nameof(Activation.Softmin)]))
                data.Add(name, null);
            foreach (double alpha in (double[])[-0.5, 0, 0.2, 1.5])
            {
                data.Add(nameof(Activation.LeakyRelu), alpha);
                data.Add(nameof(Activation.Elu), alpha);
            }

            foreach (string name in (string[])[nameof(Activation.Celu), nameof(Activation.HardShrink), nameof(Activation.SoftShrink)])
                data.Add(name, 0.3);

            return data;
        }
    }

    [Fact]
    public void Softmax_and_unknown_names_are_not_elementwise_activations()
    {
        Assert.Null(ActivationCatalogue.Find(nameof(Activation.Softmax)));
        Assert.Null(ActivationCatalogue.Find(nameof(Activation.Softmin)));
        Assert.Null(ActivationCatalogue.Find("relu"));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Derivative_is_the_slope_of_the_value(string name, double? alpha)
    {
        ActivationDefinition activation = Find(name, alpha);
        foreach (double x in Points)
            AssertClose(Slope(at => Value(activation, at), x), DerivativeAt(activation, x), 1e-8, $"{name} at {x}");
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Derivative_in_the_saved_value_equals_the_symbolic_derivative(string name, double? alpha)
    {
        ActivationDefinition activation = Find(name, alpha);
        Expression symbolic = Derivative.Of(activation.Value, Variables.X);
        foreach (double x in Points.Concat(SaturatedPoints).Where(x => IsOfInterest(name, x)))
            AssertClose(ExpressionEvaluator.Evaluate(symbolic, (Variables.X, x)), DerivativeAt(activation, x), 1e-13, $"{name} at {x}");
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Gradient_is_upstream_times_derivative(string name, double? alpha)
    {
        ActivationDefinition activation = Find(name, alpha);
        foreach (double x in Points.Concat(SaturatedPoints).Concat([-3, 0, 3, 6]).Where(x => IsOfInterest(name, x)))
        {
            double gradient = ExpressionEvaluator.Evaluate(
                activation.Gradient,
                (Variables.X, x),
                (Variables.Y, Value(activation, x)),
                (Variables.Upstream, -1.75)
            );
            AssertClose(-1.75 * DerivativeAt(activation, x), gradient, 1e-14, $"{name} at {x}");
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Saved_value_names_the_variable_of_the_derivative(string name, double? alpha)
    {
        ActivationDefinition activation = Find(name, alpha);
        Variable[] expected = activation.SavedValue switch
        {
            DerivativeInput.None => [],
            DerivativeInput.Output => [Variables.Y],
            _ => [Variables.X],
        };
        Assert.Equal(expected, VariablesOf(activation.Derivative).Distinct());
        Assert.Equal([Variables.X], VariablesOf(activation.Value).Distinct());
    }

    [Theory]
    [InlineData("Relu", 0, 0)]
    [InlineData("LeakyRelu", 0, 0.01)]
    [InlineData("Elu", 0, 1)]
    [InlineData("Selu", 0, 1.0507009873554805 * 1.6732632423543772)]
    [InlineData("Softsign", 0, 1)]
    [InlineData("Relu6", 0, 0)]
    [InlineData("Relu6", 6, 0)]
    [InlineData("HardSigmoid", -3, 0)]
    [InlineData("HardSigmoid", 3, 0)]
    [InlineData("HardSwish", -3, 0)]
    [InlineData("HardSwish", 3, 1)]
    [InlineData("Celu", 0, 1)]
    [InlineData("HardTanh", -1, 0)]
    [InlineData("HardTanh", 1, 0)]
    [InlineData("Clip", -0.75, 1)]
    [InlineData("Clip", 0.5, 1)]
    [InlineData("Threshold", 0.25, 0)]
    [InlineData("HardShrink", -0.5, 0)]
    [InlineData("HardShrink", 0.5, 0)]
    [InlineData("SoftShrink", -0.5, 0)]
    [InlineData("SoftShrink", 0.5, 0)]
    public void Kinks_have_the_slope_PyTorch_gives_them(string name, double x, double expected) =>
        Assert.Equal(expected, DerivativeAt(Find(name), x), 1e-15);

    // Computed from the definitions with the C library's float64 functions (exp, expm1, log1p, erf), not with this code.
    [Theory]
    [InlineData("Linear", -1.5, 1.5)]
    [InlineData("Sigmoid", 0.18242552380635635, 0.8175744761936437)]
    [InlineData("Tanh", -0.9051482536448664, 0.9051482536448664)]
    [InlineData("Relu", 0, 1.5)]
    [InlineData("LeakyRelu", -0.015, 1.5)]
    [InlineData("Elu", -0.7768698398515702, 1.5)]
    [InlineData("Swish", -0.2736382857095345, 1.2263617142904655)]
    [InlineData("Gelu", -0.10021080190328713, 1.399789198096713)]
    [InlineData("Softplus", 0.2014132779827524, 1.7014132779827524)]
    [InlineData("Selu", -1.3658143533672527, 1.5760514810332207)]
    [InlineData("Mish", -0.29809974216680674, 1.4033782663958028)]
    [InlineData("HardSigmoid", 0.25, 0.75)]
    [InlineData("HardSwish", -0.375, 1.125)]
    [InlineData("Relu6", 0, 1.5)]
    [InlineData("Softsign", -0.6, 0.6)]
    [InlineData("GeluTanh", -0.10042842301976707, 1.3995715769802328)]
    [InlineData("Celu", -0.7768698398515702, 1.5)]
    [InlineData("LogSigmoid", -1.7014132779827524, -0.2014132779827524)]
    [InlineData("HardTanh", -1, 1)]
    [InlineData("Clip", -0.75, 0.5)]
    [InlineData("Threshold", -2, 1.5)]
    [InlineData("HardShrink", -1.5, 1.5)]
    [InlineData("SoftShrink", -1, 1)]
    [InlineData("TanhShrink", -0.5948517463551336, 0.5948517463551336)]
    [InlineData("Exponential", 0.22313016014842982, 4.4816890703380645)]
    public void Values_at_minus_and_plus_one_and_a_half(string name, double atMinus, double atPlus)
    {
        ActivationDefinition activation = Find(name);
        Assert.Equal(atMinus, Value(activation, -1.5), 1e-15);
        Assert.Equal(atPlus, Value(activation, 1.5), 1e-15);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Alpha_must_be_finite(double alpha) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationCatalogue.Find("Elu", _ => alpha));

    [Fact]
    public void Definitions_are_equal_by_content() =>
        Assert.Equal(ActivationCatalogue.Find("Elu", _ => 0.5), ActivationCatalogue.Find("Elu", _ => 0.5));

    /// <summary>An activation with an alpha, or with the numbers that it cannot be without.</summary>
    internal static ActivationDefinition Find(string name, double? alpha = null) =>
        ActivationCatalogue.Find(
            name,
            number =>
                (name, number) switch
                {
                    (_, "Alpha") => alpha,
                    ("Clip", "Minimum") => -0.75,
                    ("Clip", "Maximum") => 0.5,
                    ("Threshold", "Threshold") => 0.25,
                    ("Threshold", "ThresholdValue") => -2,
                    _ => null,
                }
        )!;

    // Beyond it an exponential is no finite float.
    internal static bool IsOfInterest(string name, double x) => name != nameof(Activation.Exponential) || x < 80;

    private static double Value(ActivationDefinition activation, double x) =>
        ExpressionEvaluator.Evaluate(activation.Value, (Variables.X, x));

    private static double DerivativeAt(ActivationDefinition activation, double x) =>
        ExpressionEvaluator.Evaluate(activation.Derivative, (Variables.X, x), (Variables.Y, Value(activation, x)));

    private static IEnumerable<Variable> VariablesOf(Expression expression) =>
        expression is Variable variable ? [variable] : expression.Operands.SelectMany(VariablesOf);
}
