using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// One minus the cosine of the angle between outputs and targets of a sample, as <c>torch.nn.CosineEmbeddingLoss</c> for pairs that are
/// alike: <c>1 - p y / sqrt((p p + e)(y y + e))</c> with e = 1e-12, sums over the row. Does not allocate.
/// </summary>
public static class CosineSimilarityLoss
{
    private const float Epsilon = 1e-12f;

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
            ref float outputRow = ref Unsafe.Add(ref Unsafe.AsRef(in output), (nint)sample * stride);
            ref float targetRow = ref Unsafe.Add(ref Unsafe.AsRef(in target), (nint)sample * targetStride);
            float square = Product<TVector>(ref outputRow, ref outputRow, count) + Epsilon,
                targetSquare = Product<TVector>(ref targetRow, ref targetRow, count) + Epsilon,
                length = MathF.Sqrt(square) * MathF.Sqrt(targetSquare),
                cosine = Product<TVector>(ref outputRow, ref targetRow, count) / length;
            Unsafe.Add(ref losses, sample) = 1f - cosine;
            Derivative<TVector>(
                ref outputRow,
                ref targetRow,
                ref Unsafe.Add(ref delta, (nint)sample * stride),
                count,
                stride,
                cosine / square * scale,
                scale / length
            );
        }
    }

    // The sum of products in the order of Reduction: sixteen virtual lanes, then a fixed tree.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Product<TVector>(ref float left, ref float right, int count)
        where TVector : struct, IVector<TVector>
    {
        VirtualLanesBuffer block = default;
        VirtualLanes<TVector> sums = VirtualLanes<TVector>.Create(0f);
        for (int first = 0; first < count; first += VirtualLanes<TVector>.Count)
        {
            for (int lane = 0; lane < VirtualLanes<TVector>.Count; lane += TVector.Count)
                TVector.Store(
                    PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref left, first + lane), count - (first + lane))
                        * PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref right, first + lane), count - (first + lane)),
                    ref block[lane]
                );
            sums = VirtualLanes<TVector>.Combine<Reduction.Addition>(sums, VirtualLanes<TVector>.Load(in block[0]));
        }

        return sums.Reduce<Reduction.Addition>();
    }

    // The cosine falls along the target and rises along the output itself.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Derivative<TVector>(
        ref float output,
        ref float target,
        ref float delta,
        int count,
        int stride,
        float ofOutput,
        float ofTarget
    )
        where TVector : struct, IVector<TVector>
    {
        TVector own = TVector.Create(ofOutput),
            other = TVector.Create(ofTarget);
        for (int column = 0; column < stride; column += TVector.Count)
            TVector.Store(
                (PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref output, column), count - column) * own)
                    - (PartialVector.LoadAtMost<TVector>(in Unsafe.Add(ref target, column), count - column) * other),
                ref Unsafe.Add(ref delta, column)
            );
    }
}
