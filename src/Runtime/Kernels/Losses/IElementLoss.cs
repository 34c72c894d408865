using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A loss that is a sum over elements, with the activation of the output already in its derivative; generated code supplies it.
/// </summary>
public interface IElementLoss
{
    /// <summary>The loss of each element.</summary>
    /// <param name="output">The model's output, or what stands before its activation when both are fused.</param>
    /// <param name="target">The target.</param>
    static abstract TVector Value<TVector>(TVector output, TVector target)
        where TVector : struct, IVector<TVector>;

    /// <summary>The derivative of each element's loss by the last layer's sum.</summary>
    /// <param name="output">As for <see cref="Value"/>.</param>
    /// <param name="saved">What the output's activation needs for its derivative.</param>
    /// <param name="target">The target.</param>
    static abstract TVector Derivative<TVector>(TVector output, TVector saved, TVector target)
        where TVector : struct, IVector<TVector>;
}
