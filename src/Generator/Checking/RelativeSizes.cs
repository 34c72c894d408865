using System.Globalization;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Layers;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>
/// Sizes that a block gives relative to its input: multiples and parts of <c>Block.Channels</c> and <c>Block.Units</c>, which stand for the
/// input's size.
/// </summary>
internal static class RelativeSizes
{
    /// <summary>The value of both constants, negated: a number with every divisor up to 16.</summary>
    private const int One = 720720;

    /// <summary>What is nearer to zero is a mistake of another kind.</summary>
    private const int Smallest = One / 16;

    /// <summary>The layer with numbers for its relative sizes. Where the number is not known, 1 stands in its place.</summary>
    /// <param name="layer">The layer as it was written.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="blockInput">The shape of its block's input, or null when it is not known.</param>
    /// <param name="alone">Takes what is wrong for every input.</param>
    /// <param name="joined">Takes what is wrong for this input.</param>
    public static LayerSpec Resolve(LayerSpec layer, LayerPlace place, TensorShape? blockInput, LayerReport alone, LayerReport joined)
    {
        if (!layer.Arguments.Any(IsRelative))
            return layer;
        return layer with
        {
            Arguments = layer
                .Arguments.Select(argument => IsRelative(argument) ? argument with { Number = Size(argument) } : argument)
                .ToEquatableArray(),
        };

        double Size(LayerArgument argument)
        {
            if (place.BlockInput is null)
            {
                alone.Add(
                    BlockRules.RelativeSizeUndefined,
                    argument.Name,
                    argument.Name,
                    layer.Name,
                    Fraction(argument),
                    "the layer is not in a block"
                );
                return 1;
            }

            if (blockInput is not { Dimensions.Count: > 0 } shape)
                return 1;
            double whole = argument.Name == "Units" && !shape.IsSequence ? Sizes.Of(shape) : shape.Extent(Axis.Channel);
            double size = whole * -argument.Number / One;
            if (size == Math.Floor(size))
                return Math.Min(size, int.MaxValue);
            joined.Add(
                BlockRules.RelativeSizeUndefined,
                argument.Name,
                argument.Name,
                layer.Name,
                Fraction(argument),
                $"the input of shape {shape} gives " + $"{(whole * -argument.Number / One).ToString("0.##", CultureInfo.InvariantCulture)}"
            );
            return 1;
        }
    }

    private static bool IsRelative(LayerArgument argument) =>
        argument is { Name: "Channels" or "Groups" or "Units", Enumeration: null } && argument.Number <= -Smallest;

    /// <summary>As <c>1/4 times the channels</c>.</summary>
    private static string Fraction(LayerArgument argument)
    {
        long number = -(long)argument.Number,
            divisor = GreatestCommonDivisor(number, One);
        string share =
            divisor == One
                ? (number / One).ToString(CultureInfo.InvariantCulture)
                : (number / divisor).ToString(CultureInfo.InvariantCulture) + "/" + (One / divisor).ToString(CultureInfo.InvariantCulture);
        return $"{share} times the {(argument.Name == "Units" ? "values" : "channels")}";
    }

    private static long GreatestCommonDivisor(long left, long right) => right == 0 ? left : GreatestCommonDivisor(right, left % right);
}
