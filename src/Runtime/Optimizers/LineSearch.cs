namespace ModelCompiler;

/// <summary>How <see cref="Lbfgs"/> finds the length of a step along its direction.</summary>
public enum LineSearch
{
    /// <summary>It does not: a step is as long as the learning rate says.</summary>
    None,

    /// <summary>
    /// A length that meets the strong Wolfe conditions (enough decrease, a flat enough slope), by brackets and cubic interpolation, as
    /// PyTorch's <c>strong_wolfe</c>: several evaluations for each iteration, and far fewer iterations.
    /// </summary>
    StrongWolfe,
}
