using ModelCompiler.Generator.Expressions;
using static ModelCompiler.Generator.Tests.Expressions.Numeric;

namespace ModelCompiler.Generator.Tests.Expressions;

/// <summary>The printed code, compiled and run in single precision, against the same expression in double precision.</summary>
public class CompiledExpressionTests
{
    private static readonly Dictionary<string, ActivationDefinition> Activations = Enum.GetNames<Activation>()
        .Where(name => ActivationCatalogue.Find(name) is not null)
        .ToDictionary(name => name, name => ActivationCatalogueTests.Find(name));

    private static readonly Lazy<CompiledExpressions> CompiledActivations = new(() =>
        new CompiledExpressions(
            Activations.Values.SelectMany(activation => (Expression[])[activation.Value, activation.Derivative, activation.Gradient]),
            Variables.X,
            Variables.Y,
            Variables.Upstream
        )
    );

    private static readonly Lazy<CompiledExpressions> CompiledLosses = new(() =>
        new CompiledExpressions(
            LossCatalogueTests
                .Losses.Select(row => LossCatalogueTests.Find((string)row[0], (double)row[1]))
                .SelectMany(loss => (Expression[])[loss.Value, loss.Derivative]),
            Variables.P,
            Variables.Z,
            Variables.T
        )
    );

    public static TheoryData<string> Names => [.. Activations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Activation_and_gradient_agree_with_double_precision(string name)
    {
        ActivationDefinition activation = Activations[name];
        IEnumerable<double> points = Points.Concat(SaturatedPoints).Where(point => ActivationCatalogueTests.IsOfInterest(name, point));
        foreach (double x in points.Select(point => (double)(float)point))
        {
            double y = CompiledActivations.Value.Run(activation.Value, (Variables.X, x));
            (Variable, double)[] values = [(Variables.X, x), (Variables.Y, y), (Variables.Upstream, -1.75)];
            foreach (Expression expression in (Expression[])[activation.Value, activation.Derivative, activation.Gradient])
                AssertClose(
                    ExpressionEvaluator.Evaluate(expression, values),
                    CompiledActivations.Value.Run(expression, values),
                    1e-6,
                    $"{name} at {x}"
                );
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Saturated_inputs_have_finite_values_and_gradients(string name)
    {
        ActivationDefinition activation = Activations[name];
        if (name == nameof(Activation.Exponential))
            return;
        foreach (double x in SaturatedPoints.Concat([-1e30, 1e30]))
        {
            float y = CompiledActivations.Value.Run(activation.Value, (Variables.X, x));
            Assert.True(float.IsFinite(y), $"{name} at {x} is {y}");
            float derivative = CompiledActivations.Value.Run(activation.Derivative, (Variables.X, x), (Variables.Y, y));
            Assert.InRange(derivative, -0.2f, 1.8f);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Not_a_number_stays_one(string name) =>
        Assert.True(float.IsNaN(CompiledActivations.Value.Run(Activations[name].Value, (Variables.X, double.NaN))));

    // In single precision 1/6 is rounded: the bounds must be met all the same.
    [Theory]
    [InlineData("Relu", 0, 0)]
    [InlineData("LeakyRelu", 0, 0.01f)]
    [InlineData("Relu6", 0, 0)]
    [InlineData("Relu6", 6, 0)]
    [InlineData("HardSigmoid", -3, 0)]
    [InlineData("HardSigmoid", 3, 0)]
    [InlineData("HardSigmoid", -2.999999, 1f / 6)]
    [InlineData("HardSigmoid", 2.999999, 1f / 6)]
    [InlineData("HardSwish", -3, 0f)]
    [InlineData("HardSwish", 3, 1f)]
    public void Kinks_have_their_slope_in_single_precision(string name, double x, float expected)
    {
        double y = CompiledActivations.Value.Run(Activations[name].Value, (Variables.X, x));
        Assert.Equal(expected, CompiledActivations.Value.Run(Activations[name].Derivative, (Variables.X, x), (Variables.Y, y)));
    }

    [Theory]
    [InlineData("Relu", -1, 0)]
    [InlineData("Relu6", 7, 0)]
    [InlineData("HardSigmoid", 5, 0)]
    [InlineData("HardSwish", -5, 0)]
    public void A_blocked_path_blocks_even_an_infinite_gradient(string name, double x, float expected)
    {
        ActivationDefinition activation = Activations[name];
        double y = CompiledActivations.Value.Run(activation.Value, (Variables.X, x));
        Assert.Equal(
            expected,
            CompiledActivations.Value.Run(
                activation.Gradient,
                (Variables.X, x),
                (Variables.Y, y),
                (Variables.Upstream, double.PositiveInfinity)
            )
        );
    }

    // Far below zero the derivative is about exp(x), which 1 - exp(-y) would lose to rounding.
    [Fact]
    public void Softplus_keeps_small_derivatives()
    {
        ActivationDefinition softplus = Activations["Softplus"];
        double y = CompiledActivations.Value.Run(softplus.Value, (Variables.X, -40));
        Assert.Equal(1, CompiledActivations.Value.Run(softplus.Derivative, (Variables.Y, y)) / Math.Exp(-40), 1e-6);
    }

    [Theory]
    [MemberData(nameof(LossCatalogueTests.Losses), MemberType = typeof(LossCatalogueTests))]
    public void Losses_agree_with_double_precision(string name, double delta)
    {
        LossDefinition loss = LossCatalogueTests.Find(name, delta);
        foreach ((double prediction, double target) in LossCatalogueTests.Pairs(name))
        foreach (Expression expression in (Expression[])[loss.Value, loss.Derivative])
            AssertClose(
                LossCatalogueTests.Evaluate(loss, expression, (float)prediction, (float)target),
                CompiledLosses.Value.Run(expression, (loss.Prediction, prediction), (Variables.T, target)),
                2e-6,
                $"{name} at {prediction}, {target}"
            );
    }

    [Theory]
    [InlineData(1000, 0, 1000, 1)]
    [InlineData(1000, 1, 0, 0)]
    [InlineData(-1000, 1, 1000, -1)]
    [InlineData(-1000, 0, 0, 0)]
    public void Binary_cross_entropy_with_logits_is_exact_where_the_sigmoid_saturates(
        double logit,
        double target,
        float value,
        float derivative
    )
    {
        LossDefinition loss = LossCatalogue.BinaryCrossEntropyWithLogits;
        Assert.Equal(value, CompiledLosses.Value.Run(loss.Value, (Variables.Z, logit), (Variables.T, target)));
        Assert.Equal(derivative, CompiledLosses.Value.Run(loss.Derivative, (Variables.Z, logit), (Variables.T, target)));
    }
}
