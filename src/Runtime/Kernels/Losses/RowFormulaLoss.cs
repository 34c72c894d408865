using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The loss of each sample and its derivative, for a loss of the whole row that a formula gives. The order of additions is that of
/// <see cref="Reduction"/>: sixteen virtual lanes, then a fixed tree. Does not allocate.
/// </summary>
public static class RowFormulaLoss
{
    /// <summary>Writes each sample's loss and, over the outputs' padding too, the derivative times <paramref name="scale"/>.</summary>
    /// <param name="output">The first row of outputs, <paramref name="stride"/> apart.</param>
    /// <param name="target">The first row of targets, <paramref name="targetStride"/> apart.</param>
    /// <param name="losses">Receives one value per sample.</param>
    /// <param name="delta">Receives the derivatives, laid out like <paramref name="output"/>; padding becomes zero. May be its
    /// memory.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of outputs.</param>
    /// <param name="stride">The distance between rows: 4, 8 or a multiple of 16.</param>
    /// <param name="targetStride">The distance between targets: <paramref name="count"/>, or the targets of all heads.</param>
    /// <param name="scale">What the derivative is multiplied by: one over the number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector, TLoss>(
        ref readonly float output,
        ref readonly float target,
        ref float losses,
        ref float delta,
        int samples,
        int count,
        int stride,
        int targetStride,
        float scale
    )
        where TVector : struct, IVector<TVector>
        where TLoss : struct, IRowLoss
    {
        Span<float> row = stackalloc float[TLoss.Terms];
        for (int sample = 0; sample < samples; sample++)
        {
            ref float outputRow = ref Unsafe.Add(ref Unsafe.AsRef(in output), (nint)sample * stride);
            ref float targetRow = ref Unsafe.Add(ref Unsafe.AsRef(in target), (nint)sample * targetStride);
            Terms<TVector, TLoss>(ref outputRow, ref targetRow, count, row);
            Unsafe.Add(ref losses, sample) = TVector.GetLane(TLoss.Value<TVector>(row), 0);
            Derivative<TVector, TLoss>(
                ref outputRow,
                ref targetRow,
                ref Unsafe.Add(ref delta, (nint)sample * stride),
                count,
                stride,
                row,
                scale
            );
        }
    }

    /// <summary>Computes the terms of a row, one after the other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Terms<TVector, TLoss>(ref float output, ref float target, int count, Span<float> row)
        where TVector : struct, IVector<TVector>
        where TLoss : struct, IRowLoss
    {
        for (int term = 0; term < row.Length; term++)
        {
            row[term] = 0;
            if (TLoss.Functions[term] == RowFunction.Sum)
            {
                row[term] = Reduced<TVector, TLoss, Reduction.Addition, Itself>(term, ref output, ref target, count, row, 0);
                continue;
            }

            float largest = Reduced<TVector, TLoss, Reduction.Maximum, Itself>(term, ref output, ref target, count, row, 0);
            row[term] = largest;
            if (TLoss.Functions[term] == RowFunction.LogSumExp && float.IsFinite(largest))
                row[term] =
                    largest
                    + Logarithm<TVector>(
                        Reduced<TVector, TLoss, Reduction.Addition, Exponential>(term, ref output, ref target, count, row, largest)
                    );
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Reduced<TVector, TLoss, TReduction, TMap>(
        int term,
        ref float output,
        ref float target,
        int count,
        ReadOnlySpan<float> row,
        float offset
    )
        where TVector : struct, IVector<TVector>
        where TLoss : struct, IRowLoss
        where TReduction : struct, IReductionOperation
        where TMap : struct, IElementOfTerm
    {
        TVector shift = TVector.Create(offset),
            neutral = TVector.Create(TReduction.Neutral);
        VirtualLanesBuffer block = default;
        VirtualLanes<TVector> reduced = VirtualLanes<TVector>.Create(TReduction.Neutral);
        for (int first = 0; first < count; first += VirtualLanes<TVector>.Count)
        {
            for (int lane = 0; lane < VirtualLanes<TVector>.Count; lane += TVector.Count)
            {
                int left = count - (first + lane);
                TVector p = PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref output, first + lane), left),
                    t = PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref target, first + lane), left),
                    value = TMap.Of(TLoss.Element(term, p, t, row) - shift);
                TVector.Store(TVector.Select(PaddedRow.Mask<TVector>(left), value, neutral), ref block[lane]);
            }

            reduced = VirtualLanes<TVector>.Combine<TReduction>(reduced, VirtualLanes<TVector>.Load(in block[0]));
        }

        return reduced.Reduce<TReduction>();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Derivative<TVector, TLoss>(
        ref float output,
        ref float target,
        ref float delta,
        int count,
        int stride,
        ReadOnlySpan<float> row,
        float scale
    )
        where TVector : struct, IVector<TVector>
        where TLoss : struct, IRowLoss
    {
        TVector factor = TVector.Create(scale);
        for (int column = 0; column < stride; column += TVector.Count)
        {
            TVector p = PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref output, column), count - column),
                t = PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref target, column), count - column);
            TVector.Store(
                (TLoss.Derivative(p, t, row) * factor) & PaddedRow.Mask<TVector>(count - column),
                ref Unsafe.Add(ref delta, column)
            );
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Logarithm<TVector>(float value)
        where TVector : struct, IVector<TVector> => TVector.GetLane(VectorMath.Log(TVector.Create(value)), 0);

    private interface IElementOfTerm
    {
        static abstract TVector Of<TVector>(TVector value)
            where TVector : struct, IVector<TVector>;
    }

    private readonly struct Itself : IElementOfTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TVector>(TVector value)
            where TVector : struct, IVector<TVector> => value;
    }

    private readonly struct Exponential : IElementOfTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of<TVector>(TVector value)
            where TVector : struct, IVector<TVector> => VectorMath.Exp(value);
    }
}
