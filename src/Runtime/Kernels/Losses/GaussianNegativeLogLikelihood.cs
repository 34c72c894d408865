using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The negative logarithm of the likelihood of targets under normal distributions, of which the model predicts the means and, behind them
/// in the row, as many variances: <c>1/2 (log v + (m - y)^2 / v)</c>, as <c>torch.nn.GaussianNLLLoss</c>. A variance below 1e-6 counts as
/// 1e-6, and its derivative is the one there. Does not allocate.
/// </summary>
public static class GaussianNegativeLogLikelihood
{
    private const float LeastVariance = 1e-6f;

    /// <summary>Writes each sample's loss and, over the outputs' padding too, the derivative times <paramref name="scale"/>.</summary>
    /// <param name="output">The first row of means and variances, <paramref name="stride"/> apart.</param>
    /// <param name="target">The first row of targets, <paramref name="targetStride"/> apart.</param>
    /// <param name="losses">Receives one sum per sample, in the order of <see cref="Reduction"/>.</param>
    /// <param name="delta">Receives the derivatives, laid out like <paramref name="output"/>; padding becomes zero. May be its
    /// memory.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="count">The number of outputs, twice that of targets.</param>
    /// <param name="stride">The distance between rows: 4, 8 or a multiple of 16.</param>
    /// <param name="targetStride">The distance between targets: half of <paramref name="count"/>, or the targets of all heads.</param>
    /// <param name="scale">What the derivative is multiplied by: one over the number of targets.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TVector>(
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
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float deltaRow = ref Unsafe.Add(ref delta, (nint)sample * stride);
            Unsafe.Add(ref losses, sample) = Sample<TVector>(
                ref Unsafe.Add(ref Unsafe.AsRef(in output), (nint)sample * stride),
                ref Unsafe.Add(ref Unsafe.AsRef(in target), (nint)sample * targetStride),
                ref deltaRow,
                count / 2,
                scale
            );
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref deltaRow, count), stride - count).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sample<TVector>(ref float output, ref float target, ref float delta, int targets, float scale)
        where TVector : struct, IVector<TVector>
    {
        TVector factor = TVector.Create(scale),
            half = TVector.Create(0.5f),
            one = TVector.Create(1f),
            least = TVector.Create(LeastVariance);
        VirtualLanesBuffer block = default;
        VirtualLanes<TVector> sums = VirtualLanes<TVector>.Create(0f);
        for (int first = 0; first < targets; first += VirtualLanes<TVector>.Count)
        {
            for (int lane = 0; lane < VirtualLanes<TVector>.Count; lane += TVector.Count)
            {
                int column = first + lane,
                    left = targets - column;
                TVector variance = TVector.Max(least, PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref output, targets + column), left)),
                    distance =
                        PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref output, column), left)
                        - PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref target, column), left),
                    quotient = distance / variance,
                    square = distance * quotient,
                    value = half * (VectorMath.Log(variance) + square);
                TVector.Store(value & PaddedRow.Mask<TVector>(left), ref block[lane]);
                Store(quotient * factor, ref delta, column, left);
                Store(half * (one - square) / variance * factor, ref delta, targets + column, left);
            }

            sums = VirtualLanes<TVector>.Combine<Reduction.Addition>(sums, VirtualLanes<TVector>.Load(in block[0]));
        }

        return sums.Reduce<Reduction.Addition>();
    }

    // Neither half may reach into the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVector>(TVector value, ref float row, int column, int left)
        where TVector : struct, IVector<TVector>
    {
        if (left >= TVector.Count)
            TVector.Store(value, ref Unsafe.Add(ref row, column));
        else
            PartialVector.Store(value, ref Unsafe.Add(ref row, column), left);
    }
}
