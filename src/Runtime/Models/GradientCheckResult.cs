using System.Globalization;

namespace ModelCompiler;

/// <summary>What <see cref="GradientCheck"/> has found: the element whose gradient is furthest from the finite difference.</summary>
public sealed record GradientCheckResult
{
    /// <summary>The name of the worst parameter, as <c>hidden.weight</c>; empty when nothing could be judged.</summary>
    public required string Parameter { get; init; }

    /// <summary>The position of the worst element in row-major order of the parameter's shape.</summary>
    public required int Index { get; init; }

    /// <summary>The gradient of the model there.</summary>
    public required double Gradient { get; init; }

    /// <summary>The derivative by finite differences there.</summary>
    public required double Difference { get; init; }

    /// <summary>Their distance, in units of the larger, or of the root mean square of the parameter's gradient.</summary>
    public required double Error { get; init; }

    /// <summary>The error that was allowed.</summary>
    public required double Tolerance { get; init; }

    /// <summary>The elements that were judged.</summary>
    public required int Judged { get; init; }

    /// <summary>The elements whose finite difference was too uncertain to judge by.</summary>
    public required int Undecided { get; init; }

    /// <summary>
    /// Whether the gradients are right: no element is further away than allowed, and at least half of those looked at could be judged.
    /// </summary>
    public bool Passed => Error <= Tolerance && Judged > 0 && Judged >= Undecided;

    /// <summary>Throws unless the gradients are right, for tests of any framework.</summary>
    /// <exception cref="InvalidOperationException">They are not, or too little could be judged; the message says where.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
            throw new InvalidOperationException(ToString());
    }

    /// <summary>The result in one sentence.</summary>
    public override string ToString()
    {
        string worst =
            Judged == 0
                ? "no gradient could be judged"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"the worst gradient is that of {Parameter}, element {Index}: {Gradient:G6}, by finite differences {Difference:G6} (an "
                        + $"error of {Error:G3}, {Tolerance:G3} is allowed)"
                );
        string advice =
            Judged >= Math.Max(1, Undecided)
                ? string.Empty
                : "; too few could be judged: check the model on other data, or with larger parameters";
        return $"{(Passed ? "Passed" : "Failed")}: {worst}; {Judged} elements were judged, {Undecided} could not be{advice}.";
    }
}
