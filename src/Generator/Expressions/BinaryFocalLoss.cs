using static ModelCompiler.Generator.Expressions.ExpressionFunctions;
using static ModelCompiler.Generator.Expressions.Variables;

namespace ModelCompiler.Generator.Expressions;

/// <summary>
/// The binary focal loss (Lin 2017), as <c>torchvision.ops.sigmoid_focal_loss</c>: <c>a m^gamma</c> times the binary cross-entropy, where
/// <c>m = p (1 - t) + (1 - p) t</c> is how much the prediction misses and <c>a = alpha t + (1 - alpha)(1 - t)</c>, or 1 for an alpha of -1.
/// </summary>
internal static class BinaryFocalLoss
{
    // Below what a miss of single precision can be but 0.
    private const double Least = 1e-37;

    /// <summary>
    /// As a function of the value before the sigmoid. Of probability and miss both halves are sigmoids, <c>p = sigmoid(z)</c> and
    /// <c>1 - p = sigmoid(-z)</c>: neither loses its digits where the other is 1.
    /// </summary>
    public static LossDefinition WithLogits(double alpha, double gamma)
    {
        LossDefinition entropy = LossCatalogue.BinaryCrossEntropyWithLogits;
        Expression p = Sigmoid(Z),
            rest = Sigmoid(-Z),
            miss = (p * (1 - T)) + (rest * T);
        return Of(Z, alpha, gamma, miss, entropy.Value, (p * (1 - T)) - (rest * T), p * rest / Max(Least, miss));
    }

    /// <summary>As a function of the probability.</summary>
    public static LossDefinition OfProbabilities(double alpha, double gamma)
    {
        Expression miss = (P * (1 - T)) + ((1 - P) * T);
        return Of(P, alpha, gamma, miss, LossCatalogue.BinaryCrossEntropyValue(1), (P - T) / Max(1e-12, (1 - P) * P), 1 / Max(Least, miss));
    }

    /// <param name="prediction">What it is a function of.</param>
    /// <param name="alpha">What positive targets count.</param>
    /// <param name="gamma">The exponent.</param>
    /// <param name="miss">How much the prediction misses.</param>
    /// <param name="entropy">The cross-entropy.</param>
    /// <param name="entropySlope">Its derivative.</param>
    /// <param name="missSlope">The derivative of the miss, divided by <c>(1 - 2 t)</c> and by the miss.</param>
    private static LossDefinition Of(
        Variable prediction,
        double alpha,
        double gamma,
        Expression miss,
        Expression entropy,
        Expression entropySlope,
        Expression missSlope
    )
    {
        Expression factor = alpha == -1 ? Pow(miss, gamma) : ((alpha * T) + ((1 - alpha) * (1 - T))) * Pow(miss, gamma);
        return new(
            prediction,
            Simplifier.Simplify(factor * entropy),
            Simplifier.Simplify(factor * (entropySlope + (gamma * entropy * (1 - (2 * T)) * missSlope))),
            MeanOver.Elements
        );
    }
}
