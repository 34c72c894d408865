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
            { nameof(Loss.BinaryCrossEntropy), 3.5 },
            { "WithLogits", 0.3 },
            { nameof(Loss.BinaryFocal), 2 },
            { nameof(Loss.BinaryFocal), 1.5 },
            { "FocalWithLogits", 2 },
            { "FocalWithLogits", 0.5 },
            { "FocalWithLogits", 0 },
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
        Assert.Null(LossCatalogue.Find(nameof(Loss.ConnectionistTemporalClassification)));
        Assert.Equal(LossCatalogue.OfLabels, nameof(Loss.ConnectionistTemporalClassification));
        Assert.Null(LossCatalogue.Find("Hinges"));
        Assert.Null(LossCatalogue.Find(nameof(Loss.CosineSimilarity)));
        Assert.NotNull(RowLossDefinition.Find(nameof(Loss.CosineSimilarity)));
        Assert.Null(RowLossDefinition.Find(nameof(Loss.Huber)));
        Assert.Null(LossCatalogue.Find(nameof(Loss.Custom)));
    }

    [Fact]
    public void Every_other_loss_has_a_definition()
    {
        foreach (
            string name in Enum.GetNames<Loss>()
                .Where(name =>
                    name is not (nameof(Loss.Custom) or LossCatalogue.OfLabels)
                    && RowLossDefinition.Find(name) is null
                    && !name.EndsWith(nameof(Loss.CategoricalCrossEntropy), StringComparison.Ordinal)
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

    // PyTorch's formulas of logits: BCEWithLogitsLoss(pos_weight) and torchvision.ops.sigmoid_focal_loss.
    [Theory]
    [InlineData(0.25, 2)]
    [InlineData(0.6, 0)]
    [InlineData(-1, 1.5)]
    public void Losses_of_logits_are_those_of_PyTorch(double alpha, double gamma)
    {
        foreach ((double x, double y) in Pairs("FocalWithLogits"))
        {
            double p = 1 / (1 + Math.Exp(-x)),
                entropy = Math.Max(x, 0) - (x * y) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
                ofTarget = (p * y) + ((1 - p) * (1 - y)),
                balance = alpha >= 0 ? (alpha * y) + ((1 - alpha) * (1 - y)) : 1;
            LossDefinition focal = LossCatalogue.WithLogits(nameof(Loss.BinaryFocal), argument => argument == "Alpha" ? alpha : gamma)!;
            AssertClose(balance * entropy * Math.Pow(1 - ofTarget, gamma), Evaluate(focal, focal.Value, x, y), 1e-6, $"{x}, {y}");
            LossDefinition weighted = Find("WithLogits", 3.5);
            double counted = ((1 - y) * x) + ((1 + (2.5 * y)) * (Math.Log(1 + Math.Exp(-Math.Abs(x))) + Math.Max(-x, 0)));
            AssertClose(counted, Evaluate(weighted, weighted.Value, x, y), 1e-6, $"{x}, {y}");
        }
    }

    [Theory]
    [InlineData("WithLogits", 1000, 0, 1000, 1)]
    [InlineData("WithLogits", 1000, 1, 0, 0)]
    [InlineData("WithLogits", -1000, 1, 3100, -3.1)]
    [InlineData("WithLogits", -1000, 0, 0, 0)]
    [InlineData("FocalWithLogits", 1000, 0, 750, 0.75)]
    [InlineData("FocalWithLogits", 1000, 1, 0, 0)]
    [InlineData("FocalWithLogits", -1000, 1, 250, -0.25)]
    [InlineData("FocalWithLogits", -1000, 0, 0, 0)]
    public void Losses_of_logits_are_finite_where_the_sigmoid_saturates(
        string name,
        double logit,
        double target,
        double value,
        double derivative
    )
    {
        LossDefinition loss = Find(name, 3.1);
        Assert.Equal(value, Evaluate(loss, loss.Value, logit, target), 1e-12);
        Assert.Equal(derivative, Evaluate(loss, loss.Derivative, logit, target), 1e-12);
    }

    internal static LossDefinition Find(string name, double delta)
    {
        return name switch
        {
            "WithLogits" => LossCatalogue.WithLogits(nameof(Loss.BinaryCrossEntropy), Number)!,
            "FocalWithLogits" => LossCatalogue.WithLogits(nameof(Loss.BinaryFocal), Number)!,
            _ => LossCatalogue.Find(name, Number)!,
        };

        double? Number(string argument) => argument == "Alpha" ? null : delta;
    }

    internal static IEnumerable<(double Prediction, double Target)> Pairs(string name)
    {
        IEnumerable<double> predictions = name is nameof(Loss.BinaryCrossEntropy) or nameof(Loss.BinaryFocal)
            ? Enumerable.Range(1, 19).Select(i => i / 20.0)
            : Points.Where((_, index) => index % 7 == 0);
        return from prediction in predictions from target in (double[])[0, 0.3, 1] where prediction != target select (prediction, target);
    }

    internal static double Evaluate(LossDefinition loss, Expression expression, double prediction, double target) =>
        ExpressionEvaluator.Evaluate(expression, (loss.Prediction, prediction), (Variables.T, target));
}
