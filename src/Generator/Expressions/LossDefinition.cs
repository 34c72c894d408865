namespace ModelCompiler.Generator.Expressions;

/// <summary>A loss that is a mean of one term per element.</summary>
/// <param name="Prediction">What it is a function of, besides the target: <see cref="Variables.P"/>, or <see cref="Variables.Z"/> before
/// the sigmoid.</param>
/// <param name="Value">The term of one element, in <paramref name="Prediction"/> and <see cref="Variables.T"/>.</param>
/// <param name="Derivative">Its derivative with respect to <paramref name="Prediction"/>; the factor of the mean is not in it.</param>
/// <param name="MeanOver">What the terms' sum is divided by.</param>
internal sealed record LossDefinition(Variable Prediction, Expression Value, Expression Derivative, MeanOver MeanOver);

/// <summary>What the sum of a loss over a batch is divided by.</summary>
internal enum MeanOver
{
    /// <summary>The number of elements: batch size times outputs.</summary>
    Elements,

    /// <summary>The number of samples: the batch size.</summary>
    Samples,

    /// <summary>Nothing: the loss is the sum.</summary>
    Nothing,
}
