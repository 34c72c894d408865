namespace ModelCompiler;

/// <summary>
/// <see cref="Adam"/> with decoupled weight decay (Loshchilov and Hutter, 2019) as in PyTorch: before Adam's step, <c>w -= lr * weightDecay
/// * w</c>. It applies to all parameters, biases included, unless <see cref="Optimizer.DecayOnlyMatrices"/> or a group says otherwise.
/// </summary>
public sealed class AdamW : Adam
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The learning rate, 0 or more.</param>
    /// <param name="beta1">The decay of the mean gradient, from 0 to less than 1.</param>
    /// <param name="beta2">The decay of the mean squared gradient, from 0 to less than 1.</param>
    /// <param name="epsilon">Added to the denominator, greater than 0.</param>
    /// <param name="weightDecay">The part of a parameter that decays, in units of the learning rate, 0 or more.</param>
    /// <param name="amsgrad">Whether to divide by the largest mean squared gradient so far, as in <see cref="Adam"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public AdamW(
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0.01,
        bool amsgrad = false
    )
        : base(learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, decoupled: true) { }

    /// <inheritdoc/>
    public override string Name => nameof(AdamW);
}
