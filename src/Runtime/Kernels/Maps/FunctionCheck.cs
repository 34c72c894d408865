using System.Globalization;
using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>A method as <see cref="FunctionCheck"/> calls it, with its arguments in order.</summary>
/// <param name="arguments">The arguments.</param>
public delegate float CheckedMethod(ReadOnlySpan<float> arguments);

/// <summary>
/// Compares the compiled form of a method marked <see cref="ScalarFunctionAttribute"/> with the method; generated code calls it, see the
/// member <c>SelfCheck</c> of a model with such functions.
/// </summary>
public static class FunctionCheck
{
    // Vector functions differ from those of .NET by a few units in the last place, which cancellation can make visible.
    private const float Tolerance = 1e-5f;

    private static ReadOnlySpan<float> Round => [0f, 1f, -1f, 0.5f, -0.5f, 2f, -2f, 1e-3f, -1e-3f, 10f, -10f];

    /// <summary>Compares at zero and other round numbers, then at random ones.</summary>
    /// <typeparam name="TFunction">The compiled function.</typeparam>
    /// <typeparam name="TSlope">Its derivative by the first parameter.</typeparam>
    /// <param name="name">What people call the function.</param>
    /// <param name="parameters">The names of its parameters.</param>
    /// <param name="method">The method.</param>
    /// <param name="starts">Where each parameter starts that is learned, NaN for others; learned ones are taken from around that.</param>
    /// <param name="points">The random points.</param>
    /// <param name="seed">Which points.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of points is negative.</exception>
    /// <exception cref="FunctionCheckException">The two differ, or the function or its derivative gives no number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TFunction, TSlope>(
        string name,
        ReadOnlySpan<string> parameters,
        CheckedMethod method,
        ReadOnlySpan<float> starts,
        int points,
        ulong seed
    )
        where TFunction : struct, IWideMap
        where TSlope : struct, IWideMap
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        Span<float> values = stackalloc float[starts.Length];
        foreach (float first in Round)
        foreach (float other in Round)
        {
            for (int position = 0; position < values.Length; position++)
                values[position] = float.IsNaN(starts[position]) ? (position == 0 ? first : other) : starts[position];
            Compare<TFunction, TSlope>(name, parameters, method, values);
        }

        var random = new RandomSequence(seed);
        for (int point = 0; point < points; point++)
        {
            for (int position = 0; position < values.Length; position++)
                values[position] = float.IsNaN(starts[position])
                    ? 3f * random.NextNormal()
                    : starts[position] * (0.75f + (0.5f * random.NextUniform()));
            Compare<TFunction, TSlope>(name, parameters, method, values);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compare<TFunction, TSlope>(
        string name,
        ReadOnlySpan<string> parameters,
        CheckedMethod method,
        ReadOnlySpan<float> values
    )
        where TFunction : struct, IWideMap
        where TSlope : struct, IWideMap
    {
        float expected = method(values),
            compiled = Apply<TFunction>(values),
            slope = Apply<TSlope>(values);
        if (float.IsNaN(expected))
            throw new FunctionCheckException($"{name} gives NaN at {Place(parameters, values)}: guard the formula with ?: there.");
        if (float.IsNaN(slope))
            throw new FunctionCheckException(
                $"The derivative of {name} is NaN at {Place(parameters, values)}: guard the formula with ?: there."
            );
        bool isClose = expected == compiled || MathF.Abs(expected - compiled) <= Tolerance * MathF.Max(1f, MathF.Abs(expected));
        if (!isClose)
            throw new FunctionCheckException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} is {expected} at {Place(parameters, values)}, but what was compiled of it is {compiled}."
                )
            );
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Apply<TMap>(ReadOnlySpan<float> values)
        where TMap : struct, IWideMap
    {
        Lanes4 first = Lanes4.Create(values[0]);
        return Lanes4.GetLane(
            TMap.Apply(first, At(values, 1), At(values, 2), At(values, 3), At(values, 4), At(values, 5), At(values, 6), At(values, 7)),
            0
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Lanes4 At(ReadOnlySpan<float> values, int position) =>
        Lanes4.Create(position < values.Length ? values[position] : values[0]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string Place(ReadOnlySpan<string> parameters, ReadOnlySpan<float> values)
    {
        var parts = new string[values.Length];
        for (int position = 0; position < parts.Length; position++)
            parts[position] = string.Create(CultureInfo.InvariantCulture, $"{parameters[position]} = {values[position]}");
        return string.Join(", ", parts);
    }
}
