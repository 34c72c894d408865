using System.Runtime.CompilerServices;
using ModelCompiler.Simd;
using ModelCompiler.Threads;

namespace ModelCompiler.Kernels;

/// <content>
/// A product of a whole batch, cut by columns: each thread reads its own panels of the weight and all samples, instead of its own samples
/// and the whole weight. That pays where the weight is what changes from batch to batch and is larger than the values.
/// </content>
public static partial class Contraction
{
    /// <summary>Computes one part of the product; the parts are disjoint.</summary>
    /// <param name="x">The first sample of the batch.</param>
    /// <param name="w">The weight, packed in panels of 32 columns (see <see cref="ParameterLayout"/>).</param>
    /// <param name="bias">What each sum starts from, by column, or the epilogue's table; ignored unless <paramref name="hasBias"/>.</param>
    /// <param name="hasBias">Whether there is a bias or a table; otherwise sums start from zero.</param>
    /// <param name="y">The first sample of the output.</param>
    /// <param name="saved">The epilogue's second buffer, laid out like <paramref name="y"/>.</param>
    /// <param name="batch">The batch: how many samples.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Part<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        bool hasBias,
        ref float y,
        ref float saved,
        in BatchMemory batch,
        int part,
        int parts
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        (int column, int columns, int start, int samples) = Share.Block(TShape.Columns, batch.Samples, Share.TileSamples, part, parts);
        Range<TVector, TShape, TEpilogue>(
            new Operands(in x, in w, in bias, hasBias, ref y, ref saved),
            start,
            samples,
            column,
            column + columns
        );
    }

    /// <summary>Computes one part of the product, and the epilogue in a second pass.</summary>
    /// <inheritdoc cref="Part{TVector, TShape, TEpilogue}(ref readonly float, ref readonly float, ref readonly float, bool, ref float, ref float, in BatchMemory, int, int)"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void PartThen<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        ref readonly float bias,
        bool hasBias,
        ref float y,
        ref float saved,
        in BatchMemory batch,
        int part,
        int parts
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IContractionShape
        where TEpilogue : struct, IEpilogue
    {
        (int column, int columns, int start, int samples) = Share.Block(TShape.Columns, batch.Samples, Share.TileSamples, part, parts);
        Range<TVector, TShape, StoreSum>(
            new Operands(in x, in w, in bias, hasBias && TEpilogue.TableColumns == 0, ref y, ref saved),
            start,
            samples,
            column,
            column + columns
        );
        SecondPass<TVector, TShape, TEpilogue>(in bias, ref y, ref saved, start, samples, column, column + columns);
    }
}
