using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ModelCompiler.Simd;

/// <summary>
/// One float of memory as a factor of vectors, by a load alone wherever the processor has one. Does not allocate; any threads may call it.
/// </summary>
/// <remarks>
/// With AVX2 the compiler makes that load of <see cref="IVector{TSelf}.CreateFactor"/>. With AVX alone it makes a load and a shuffle of it,
/// and the shuffle takes a unit from multiplications and additions. The instruction that loads and spreads is offered for addresses only,
/// so there the memory must not move.
/// </remarks>
internal static class Broadcast<TVector>
    where TVector : struct, IVector<TVector>
{
    /// <summary>
    /// Whether <see cref="FromPinned"/> reads by an address, so that its callers have to pin the memory; a constant for the compiler.
    /// </summary>
    public static bool NeedsPinning
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(TVector) == typeof(Lanes4) && Avx.IsSupported && !Avx2.IsSupported;
    }

    /// <summary>The float <paramref name="offset"/> floats behind <paramref name="source"/> as a factor.</summary>
    /// <param name="source">Memory that does not move during the call: where <see cref="NeedsPinning"/> says so, the caller has pinned
    /// it.</param>
    /// <param name="offset">A distance; where it is constant it becomes part of the instruction.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe TVector FromPinned(ref readonly float source, nint offset)
    {
        ref float start = ref Unsafe.AsRef(in source);
        return NeedsPinning
            ? Unsafe.BitCast<Lanes4, TVector>(new(Avx.BroadcastScalarToVector128((float*)Unsafe.AsPointer(ref start) + offset)))
            : TVector.CreateFactor(Unsafe.Add(ref start, offset));
    }
}
