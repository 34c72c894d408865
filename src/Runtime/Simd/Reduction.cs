using System.Runtime.CompilerServices;

namespace ModelCompiler.Simd;

/// <summary>
/// Reduces a run of floats to one, with a result that does not depend on the width of the vectors.
/// </summary>
/// <remarks>
/// The order of operations is fixed: there are 16 lanes; element i goes to lane i mod 16; each lane takes in its elements in order,
/// starting from the neutral value; lanes beyond the end take in the neutral value once more. Then the lanes are halved from 16
/// over 8, 4 and 2 to 1, lane i taking in lane i + half. Nothing is allocated; all of it is thread-safe.
/// </remarks>
public static class Reduction
{
    /// <summary>The sum.</summary>
    /// <typeparam name="TVector">The vectors to work with.</typeparam>
    /// <param name="values">The first of <paramref name="length"/> consecutive floats; no alignment is required.</param>
    /// <param name="length">The number of floats. It is not checked against the memory behind <paramref name="values"/>.</param>
    /// <returns>The sum; zero if there is nothing to add.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum<TVector>(ref readonly float values, int length)
        where TVector : struct, IVector<TVector> => Reduce<TVector, Addition>(in values, length);

    /// <summary>The largest value.</summary>
    /// <typeparam name="TVector">The vectors to work with.</typeparam>
    /// <param name="values">The first of <paramref name="length"/> consecutive floats; no alignment is required.</param>
    /// <param name="length">The number of floats. It is not checked against the memory behind <paramref name="values"/>.</param>
    /// <returns>The largest value, NaN if any value is NaN, minus infinity if there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max<TVector>(ref readonly float values, int length)
        where TVector : struct, IVector<TVector> => Reduce<TVector, Maximum>(in values, length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Reduce<TVector, TOperation>(ref readonly float values, int length)
        where TVector : struct, IVector<TVector>
        where TOperation : struct, IReductionOperation
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int whole = length & -VirtualLanes<TVector>.Count;
        if (whole == length)
            return ReduceBlocks<TVector, TOperation>(in values, whole, []);

        VirtualLanesBuffer rest = default;
        rest.Fill(ref Unsafe.Add(ref Unsafe.AsRef(in values), whole), length - whole, TOperation.Neutral);
        return ReduceBlocks<TVector, TOperation>(in values, whole, rest);
    }

    /// <summary>
    /// Reduces <paramref name="whole"/> values, a multiple of 16, and then <paramref name="rest"/>, which is empty or 16 long.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float ReduceBlocks<TVector, TOperation>(ref readonly float values, int whole, ReadOnlySpan<float> rest)
        where TVector : struct, IVector<TVector>
        where TOperation : struct, IReductionOperation
    {
        ref float start = ref Unsafe.AsRef(in values);
        VirtualLanes<TVector> total = VirtualLanes<TVector>.Create(TOperation.Neutral);
        for (int index = 0; index < whole; index += VirtualLanes<TVector>.Count)
            total = VirtualLanes<TVector>.Combine<TOperation>(total, VirtualLanes<TVector>.Load(in Unsafe.Add(ref start, index)));
        if (!rest.IsEmpty)
            total = VirtualLanes<TVector>.Combine<TOperation>(total, VirtualLanes<TVector>.Load(in rest[0]));
        return total.Reduce<TOperation>();
    }

    internal readonly struct Addition : IReductionOperation
    {
        public static float Neutral => 0f;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Combine<TVector>(TVector left, TVector right)
            where TVector : struct, IVector<TVector> => left + right;
    }

    internal readonly struct Maximum : IReductionOperation
    {
        public static float Neutral => float.NegativeInfinity;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Combine<TVector>(TVector left, TVector right)
            where TVector : struct, IVector<TVector> => TVector.Max(left, right);
    }
}
