using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>How the last panel, which is narrower than the others, is cut into tiles.</summary>
internal static class LastPanel
{
    /// <summary>Whether a tile of two vectors is next. Where all are, or none is, this is a constant, so that the other kind is not compiled.</summary>
    /// <param name="columns">The columns of the panel; a constant.</param>
    /// <param name="slice">The columns that have their tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasTwoVectors<TVector>(int columns, int slice)
        where TVector : struct, IVector<TVector> =>
        columns >= 2 * TVector.Count && (columns % (2 * TVector.Count) == 0 || columns - slice >= 2 * TVector.Count);
}
