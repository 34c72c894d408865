using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler;

/// <summary>
/// Arithmetic of vectors of doubles for <see cref="Lbfgs"/>. Sums are taken in eight lanes and over a fixed tree, so that the result does
/// not depend on what the hardware's vectors are. Does not allocate.
/// </summary>
internal static class DoubleVectors
{
    private const int Lanes = 4;

    /// <summary>The sum of the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // As in ParameterSweep: fast from the first call on.
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double a = ref MemoryMarshal.GetReference(left);
        ref double b = ref MemoryMarshal.GetReference(right);
        Vector256<double> sum0 = default,
            sum1 = default;
        nuint i = 0,
            length = (nuint)left.Length;
        for (; i + (2 * Lanes) <= length; i += 2 * Lanes)
        {
            sum0 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i), sum0);
            sum1 = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, i + Lanes), Vector256.LoadUnsafe(ref b, i + Lanes), sum1);
        }

        Vector256<double> total = sum0 + sum1;
        double sum = (total[0] + total[1]) + (total[2] + total[3]);
        for (; i < length; i++)
            sum = double.MultiplyAddEstimate(left[(int)i], right[(int)i], sum);
        return sum;
    }

    /// <summary><c>sum += factor * addend</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> sum, double factor, ReadOnlySpan<double> addend)
    {
        ref double total = ref MemoryMarshal.GetReference(sum);
        ref double other = ref MemoryMarshal.GetReference(addend);
        Vector256<double> factors = Vector256.Create(factor);
        nuint i = 0,
            length = (nuint)sum.Length;
        for (; i + Lanes <= length; i += Lanes)
            Vector256
                .MultiplyAddEstimate(factors, Vector256.LoadUnsafe(ref other, i), Vector256.LoadUnsafe(ref total, i))
                .StoreUnsafe(ref total, i);
        for (; i < length; i++)
            sum[(int)i] = double.MultiplyAddEstimate(factor, addend[(int)i], sum[(int)i]);
    }

    /// <summary>The largest magnitude; NaN if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Largest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    /// <summary>The sum of the magnitudes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfMagnitudes(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += Math.Abs(value);
        return sum;
    }
}
