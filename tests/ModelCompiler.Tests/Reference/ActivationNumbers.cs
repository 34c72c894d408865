using System.Globalization;

namespace ModelCompiler.Tests.Reference;

/// <summary>The numbers of an activation, as far as a declaration gives them.</summary>
public sealed record ActivationNumbers(
    double? Alpha = null,
    double? Minimum = null,
    double? Maximum = null,
    double? Threshold = null,
    double? ThresholdValue = null
)
{
    /// <summary>What the tests give the activations that have no defaults.</summary>
    private static readonly ActivationNumbers s_clip = new(Minimum: -0.5, Maximum: 0.75),
        s_threshold = new(Threshold: 0.25, ThresholdValue: -0.75);

    public static implicit operator ActivationNumbers?(double? alpha) => alpha is null ? null : new(alpha);

    public static implicit operator ActivationNumbers?(float? alpha) => (double?)alpha;

    /// <summary>The numbers as given; where none are, those that the tests give.</summary>
    public static ActivationNumbers Of(Activation activation, ActivationNumbers? given) =>
        given
        ?? activation switch
        {
            Activation.Clip => s_clip,
            Activation.Threshold => s_threshold,
            _ => new ActivationNumbers(),
        };

    /// <summary>The arguments of an attribute.</summary>
    public static string Arguments(Activation activation, ActivationNumbers? given)
    {
        ActivationNumbers numbers = Of(activation, given);
        return Argument("Alpha", numbers.Alpha)
            + Argument("Minimum", numbers.Minimum)
            + Argument("Maximum", numbers.Maximum)
            + Argument("Threshold", numbers.Threshold)
            + Argument("ThresholdValue", numbers.ThresholdValue);
    }

    private static string Argument(string name, double? value) =>
        value is { } given ? string.Create(CultureInfo.InvariantCulture, $", {name} = {(float)given}f") : "";
}
