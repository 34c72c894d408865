using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>Adds one sample's share to a sum in memory: the words of straight-line gradients. Does not allocate.</summary>
public static class Accumulate
{
    /// <summary><c>sums += value * vector</c>, one multiply-add for each lane.</summary>
    /// <param name="value">The factor of all lanes.</param>
    /// <param name="vector">The other factors.</param>
    /// <param name="sums">The first of the sums, one for each lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product<TVector>(float value, TVector vector, ref float sums)
        where TVector : struct, IVector<TVector> =>
        TVector.Store(TVector.MultiplyAdd(TVector.Create(value), vector, TVector.Load(in sums)), ref sums);

    /// <summary><c>sums += vector</c>.</summary>
    /// <param name="vector">What is added.</param>
    /// <param name="sums">The first of the sums, one for each lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum<TVector>(TVector vector, ref float sums)
        where TVector : struct, IVector<TVector> => TVector.Store(TVector.Load(in sums) + vector, ref sums);
}
