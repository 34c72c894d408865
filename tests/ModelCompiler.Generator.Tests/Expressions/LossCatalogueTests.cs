using ModelCompiler.Generator.Expressions;
using static ModelCompiler.Generator.Tests.Expressions.Numeric;

namespace ModelCompiler.Generator.Tests.Expressions;

public class LossCatalogueTests
{
    public static TheoryData<string, double> Losses =>
        new()
        {
            { nameof(Loss.MeanSquaredError), 1 },
            { nameof(Loss.HalfSquaredError), 1 },
            { nameof(Loss.MeanAbsoluteError), 1 },
            { nameof(Loss.Huber), 1 },
            { nameof(Loss.Huber), 0.35 },
            { nameof(Loss.BinaryCrossEntropy), 1 },
            { "WithLogits", 1 },
            { nameof(Loss.LogCosh), 1 },
            { nameof(Loss.Quantile), 0.5 },
            { nameof(Loss.Quantile), 0.9 },
            { nameof(Loss.Hinge), 1 },
            { nameof(Loss.SquaredHinge), 1 },
            { nameof(Loss.PoissonNegativeLogLikelihood), 1 },
            { nameof(Loss.KullbackLeiblerDivergence), 1 },
            { nameof(Loss.OutputGradient), 1 },
        };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Derivative_is_the_slope_of_the_value(string name, double delta)
    {
        LossDefinition loss = Find(name, delta);
        foreach ((double prediction, double target) in Pairs(name))
        {
            double slope = Slope(at => Evaluate(loss, loss.Value, at, target), prediction, 1e-5);
            AssertClose(slope, Evaluate(loss, loss.Derivative, prediction, target), 1e-7, $"{name} at {prediction}, {target}");
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Derivative_equals_the_symbolic_derivative(string name, double delta)
    {
        LossDefinition loss = Find(name, delta);
        Expression symbolic = Derivative.Of(loss.Value, loss.Prediction);
        foreach ((double prediction, double target) in Pairs(name))
        {
            double expected = Evaluate(loss, symbolic, prediction, target);
            AssertClose(expected, Evaluate(loss, loss.Derivative, prediction, target), 1e-12, $"{name} at {prediction}, {target}");
        }
    }

    [Fact]
    public void Categorical_cross_entropy_and_unknown_names_are_not_elementwise_losses()
    {
        Assert.Null(LossCatalogue.Find(nameof(Loss.CategoricalCrossEntropy)));
        Assert.Null(LossCatalogue.Find(nameof(Loss.SparseCategoricalCrossEntropy)));
        Assert.Null(LossCatalogue.Find("Hinges"));
        Assert.Null(LossCatalogue.Find(nameof(Loss.Custom)));
    }

    [Fact]
    public void Every_other_loss_has_a_definition()
    {
        foreach (
            string name in Enum.GetNames<Loss>()
                .Where(name =>
                    name != nameof(Loss.Custom) && !name.EndsWith(nameof(Loss.CategoricalCrossEntropy), StringComparison.Ordinal)
                )
        )
            Assert.NotNull(LossCatalogue.Find(name));
    }

    [Fact]
    public void Sums_over_a_sample_are_means_over_samples()
    {
        foreach (string name in Enum.GetNames<Loss>())
            if (LossCatalogue.Find(name) is { } loss)
                Assert.Equal(
                    name is nameof(Loss.HalfSquaredError) or nameof(Loss.KullbackLeiblerDivergence) ? MeanOver.Samples
                        : name == nameof(Loss.OutputGradient) ? MeanOver.Nothing
                        : MeanOver.Elements,
                    loss.MeanOver
                );
    }

    [Theory]
    [InlineData("MeanAbsoluteError", 0.0)]
    [InlineData("Huber", 0.0)]
    public void Slope_is_zero_where_prediction_and_target_agree(string name, double expected) =>
        Assert.Equal(expected, Evaluate(Find(name, 1), Find(name, 1).Derivative, 0.25, 0.25));

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 1, 0, 0)]
    [InlineData(1, 0, 100, 1e12)]
    [InlineData(0, 1, 100, -1e12)]
    public void Binary_cross_entropy_is_bounded_as_in_PyTorch(double prediction, double target, double value, double derivative)
    {
        LossDefinition loss = Find(nameof(Loss.BinaryCrossEntropy), 1);
        Assert.Equal(value, Evaluate(loss, loss.Value, prediction, target));
        Assert.Equal(derivative, Evaluate(loss, loss.Derivative, prediction, target));
    }

    [Theory]
    [InlineData(1000, 0, 1000, 1)]
    [InlineData(1000, 1, 0, 0)]
    [InlineData(-1000, 1, 1000, -1)]
    [InlineData(-1000, 0, 0, 0)]
    [InlineData(0, 1, 0.69314718055994531, -0.5)]
    public void Binary_cross_entropy_with_logits_is_finite_where_the_sigmoid_saturates(
        double logit,
        double target,
        double value,
        double derivative
    )
    {
        LossDefinition loss = LossCatalogue.BinaryCrossEntropyWithLogits;
        Assert.Equal(value, Evaluate(loss, loss.Value, logit, target), 1e-15);
        Assert.Equal(derivative, Evaluate(loss, loss.Derivative, logit, target), 1e-15);
    }

    internal static LossDefinition Find(string name, double delta) =>
        name == "WithLogits" ? LossCatalogue.BinaryCrossEntropyWithLogits : LossCatalogue.Find(name, _ => delta)!;

    internal static IEnumerable<(double Prediction, double Target)> Pairs(string name)
    {
        IEnumerable<double> predictions =
            name == nameof(Loss.BinaryCrossEntropy)
                ? Enumerable.Range(1, 19).Select(i => i / 20.0)
                : Points.Where((_, index) => index % 7 == 0);
        return from prediction in predictions from target in (double[])[0, 0.3, 1] where prediction != target select (prediction, target);
    }

    internal static double Evaluate(LossDefinition loss, Expression expression, double prediction, double target) =>
        ExpressionEvaluator.Evaluate(expression, (loss.Prediction, prediction), (Variables.T, target));
}
