using System.Globalization;

namespace ModelCompiler;

/// <summary>Checks of the numbers that people choose; each returns its value or throws.</summary>
internal static class Hyperparameter
{
    /// <summary>At least 0, and finite also as a float.</summary>
    internal static double NotNegative(double value, string name) =>
        float.IsFinite((float)value) && value >= 0 ? value : throw Refusal(value, name, "finite and not negative");

    /// <summary>Greater than 0 and finite, also as a float.</summary>
    internal static double Positive(double value, string name) =>
        float.IsFinite((float)value) && (float)value > 0 ? value : throw Refusal(value, name, "finite and greater than 0");

    /// <summary>A denominator's guard: greater than 0 also as a float, because padding divides 0 by it.</summary>
    internal static float Epsilon(double value, string name) =>
        float.IsFinite((float)value) && (float)value > 0 ? (float)value : throw Refusal(value, name, "finite and at least 1e-44, as 1e-8");

    /// <summary>A decay rate: at least 0 and less than 1, also as a float.</summary>
    internal static double Decay(double value, string name) =>
        value >= 0 && (float)value < 1 ? value : throw Refusal(value, name, "at least 0 and less than 1");

    /// <summary>A part of a whole: from 0 to 1.</summary>
    internal static double Fraction(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw Refusal(value, name, "from 0 to 1");

    /// <summary>A factor that shrinks: more than 0 and at most 1.</summary>
    internal static double Factor(double value, string name) =>
        value is > 0 and <= 1 ? value : throw Refusal(value, name, "greater than 0 and at most 1");

    internal static ArgumentOutOfRangeException Refusal(double value, string name, string range) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, but must be {range}."));
}
