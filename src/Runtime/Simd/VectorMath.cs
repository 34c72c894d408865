namespace ModelCompiler.Simd;

/// <summary>
/// Elementary functions on vectors, written once for every vector width: polynomial and rational minimax approximations with
/// neither tables nor branches and with at most one division.
/// </summary>
/// <remarks>
/// <para>
/// Every operation acts on each lane alone, so <see cref="Lanes4"/>, <see cref="Lanes8"/> and <see cref="Lanes16"/> give the same
/// bits (but for the payload of a NaN). Processors without fused multiply-add round once more per step; their results differ in the
/// last bits.
/// </para>
/// <para>
/// Errors are stated in units in the last place (ULP) of the exact result, rounded up from the largest found over all 2^32 inputs.
/// Nothing here allocates, throws or keeps state; all of it is thread-safe.
/// </para>
/// <para>
/// All of it is inlined, and each call takes some 90 to 110 of the roughly 700 inlined calls the JIT allows a method: beyond about six
/// functions in one method it silently falls back to real calls and gets several times slower. Where more are needed, loop.
/// </para>
/// </remarks>
public static partial class VectorMath
{
    private const int SignBit = int.MinValue;

    // 1.5 * 2^23: adding it rounds to the nearest integer and leaves that integer in the low bits of the sum.
    private const float RoundingBias = 12582912f;
}
