using System.Runtime.CompilerServices;

namespace ModelCompiler.Kernels;

/// <summary>A part of the k that a tile sums in one go.</summary>
/// <param name="Inner">The number of k in one run.</param>
/// <param name="Start">What the sums start from.</param>
/// <param name="Add">Whether what the result holds (the parts before) is added to the sums; not together with a table.</param>
/// <param name="Last">Whether this is the last part, after which the epilogue runs.</param>
internal readonly record struct InnerBlock(int Inner, TileStart Start, bool Add, bool Last)
{
    /// <summary>A block of a contraction, from <paramref name="k"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static InnerBlock At<TShape, TEpilogue>(int k, in Operands operands)
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        int inner = Math.Min(TShape.Block, TShape.Inner - k);
        return new InnerBlock(inner, k == 0 ? operands.Start<TEpilogue>() : TileStart.Zero, Add: k > 0, Last: k + inner == TShape.Inner);
    }
}
