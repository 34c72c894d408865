using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>A loss of the user's over two rows.</summary>
public delegate float CheckedRowMethod(Row prediction, Row target);

/// <summary>Compares a loss of whole rows with the method that it was compiled from; generated code uses it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowFunctionCheck
{
    // A sum of some numbers loses a little more than one number does; differences of values lose half of the digits.
    private const double Tolerance = 1e-5,
        SlopeTolerance = 2e-2,
        Step = 1.0 / 128;

    /// <summary>Compares rows of random numbers, of probabilities and of zeros.</summary>
    /// <typeparam name="TLoss">What was compiled, for rows of <paramref name="size"/>.</typeparam>
    /// <param name="name">What people call the function.</param>
    /// <param name="method">The method.</param>
    /// <param name="size">The numbers of a row.</param>
    /// <param name="points">The random rows.</param>
    /// <param name="seed">Which rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of points is negative.</exception>
    /// <exception cref="FunctionCheckException">The two differ, or the function or its derivative gives no number.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLoss>(string name, CheckedRowMethod method, int size, int points, ulong seed)
        where TLoss : struct, IRowLoss
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        float[] p = new float[16],
            t = new float[16];
        Compare<TLoss>(name, method, p, t, size, 1);
        var random = new RandomSequence(seed);
        for (int point = 0; point < points; point++)
        {
            float largest = 0;
            for (int i = 0; i < size; i++)
            {
                p[i] = 2 * random.NextNormal();
                t[i] = random.NextUniform();
                largest = MathF.Max(largest, t[i]);
            }

            // Every other target is that of one class.
            for (int i = 0; i < size && point % 2 == 1; i++)
                t[i] = t[i] == largest ? 1 : 0;
            Compare<TLoss>(name, method, p, t, size, point % size);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compare<TLoss>(string name, CheckedRowMethod method, float[] p, float[] t, int size, int element)
        where TLoss : struct, IRowLoss
    {
        float loss = 0;
        Span<float> delta = stackalloc float[16];
        Compiled<TLoss>(p, t, size, ref loss, delta);
        float expected = Value(method, p, t, size);
        if (float.IsNaN(expected) || float.IsNaN(loss))
            throw new FunctionCheckException($"{name} gives NaN at {Place(p, t, size)}: guard the formula with ?: there.");
        if (Math.Abs((double)loss - expected) > Tolerance * Math.Max(1, Math.Abs(expected)) && loss != expected)
            throw new FunctionCheckException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} is {expected} at {Place(p, t, size)}, but what was compiled of it is {loss}."
                )
            );
        if (delta[..size].ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            throw new FunctionCheckException(
                $"The derivative of {name} is no number at {Place(p, t, size)}: guard the formula with ?: there."
            );

        // The slopes on both sides: at a corner the derivative may be anything between.
        float value = p[element];
        p[element] = (float)(value + Step);
        double above = (Value(method, p, t, size) - expected) / Step;
        p[element] = (float)(value - Step);
        double below = (expected - Value(method, p, t, size)) / Step;
        p[element] = value;
        double allowed = SlopeTolerance * Math.Max(1, Math.Max(Math.Abs(above), Math.Abs(below)));
        if (delta[element] < Math.Min(above, below) - allowed || delta[element] > Math.Max(above, below) + allowed)
            throw new FunctionCheckException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The slope of {name} by p[{element}] is {(above + below) / 2} at {Place(p, t, size)}, but the derivative that was "
                        + $"compiled is {delta[element]}."
                )
            );
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Compiled<TLoss>(float[] p, float[] t, int size, ref float loss, Span<float> delta)
        where TLoss : struct, IRowLoss =>
        RowFormulaLoss.Gradient<Lanes4, TLoss>(in p[0], in t[0], ref loss, ref delta[0], 1, size, 16, size, 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Value(CheckedRowMethod method, float[] p, float[] t, int size) =>
        method(new Row(p.AsSpan(0, size)), new Row(t.AsSpan(0, size)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string Place(float[] p, float[] t, int size) =>
        string.Create(CultureInfo.InvariantCulture, $"p = [{Text(p.AsSpan(0, size))}], t = [{Text(t.AsSpan(0, size))}]");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string Text(ReadOnlySpan<float> values)
    {
        string[] texts = new string[values.Length];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = values[i].ToString(CultureInfo.InvariantCulture);
        return string.Join(", ", texts);
    }
}
