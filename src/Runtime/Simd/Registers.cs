using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;

namespace ModelCompiler.Simd;

/// <summary>How many vectors the processor holds in registers, which is what the size of a tile follows from; never its results.</summary>
internal static class Registers
{
    /// <summary>Whether there are 32 of them, as with 512-bit vectors and on Arm64, or 16; a constant for the compiler.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Are32<TVector>()
        where TVector : struct, IVector<TVector> => TVector.Count == 16 || AdvSimd.Arm64.IsSupported;
}
