using System.Runtime.CompilerServices;
using ModelCompiler.Shared;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// The numbers of each channel that a normalisation works with, as rows of the channels as stored: what is subtracted, factor, what is
/// added, inverse deviation (or, from running statistics, what is added when nothing is subtracted), variance, and two factors of the
/// gradient. Does not allocate.
/// </summary>
public static class ChannelTable
{
    /// <summary>The rows of a table.</summary>
    public const int Rows = NormalizationTable.Rows;

    /// <summary>Where a frozen layer has the rows (zero, factor, zero) that its gradient is mapped with.</summary>
    public const int GradientRow = NormalizationTable.GradientRow;

    internal const int Center = 0,
        Scale = 1,
        Shift = 2,
        Inverse = 3,
        Folded = 3,
        Variance = 4,
        Slope = 5,
        Offset = 6;

    /// <summary>What the center lacks of the mean of a batch, until the gradient puts its slope there.</summary>
    internal const int Rest = Slope;

    /// <summary>
    /// Fills a table from running statistics: <c>y = (x - mean) * weight / sqrt(variance + epsilon) + bias</c>. An empty weight is ones, an
    /// empty bias zeros.
    /// </summary>
    /// <param name="table">Receives <see cref="Rows"/> rows of <paramref name="columns"/> floats.</param>
    /// <param name="columns">The channels as stored.</param>
    /// <param name="mean">The running mean, <paramref name="columns"/> floats.</param>
    /// <param name="variance">The running variance.</param>
    /// <param name="weight">The weight, or nothing.</param>
    /// <param name="bias">The bias, or nothing.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="before">What x lacks, since the layer before leaves its bias to the normalisation; or nothing.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void OfRunning<TVector>(
        Span<float> table,
        int columns,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> variance,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> bias,
        float epsilon,
        ReadOnlySpan<float> before = default
    )
        where TVector : struct, IVector<TVector>
    {
        table = table[..(Rows * columns)];
        for (int column = 0; column < columns; column += TVector.Count)
        {
            TVector inverse = InverseDeviation(TVector.Load(in variance[column]), epsilon);
            TVector scale = weight.IsEmpty ? inverse : TVector.Load(in weight[column]) * inverse;
            TVector shift = bias.IsEmpty ? TVector.Zero : TVector.Load(in bias[column]);
            TVector center = TVector.Load(in mean[column]);
            if (!before.IsEmpty)
                center -= TVector.Load(in before[column]);
            TVector.Store(center, ref table[(Center * columns) + column]);
            TVector.Store(scale, ref table[(Scale * columns) + column]);
            TVector.Store(shift, ref table[(Shift * columns) + column]);
            TVector.Store(shift - (center * scale), ref table[(Folded * columns) + column]);
            TVector.Store(TVector.Zero, ref table[((GradientRow + Center) * columns) + column]);
            TVector.Store(scale, ref table[((GradientRow + Scale) * columns) + column]);
            TVector.Store(TVector.Zero, ref table[((GradientRow + Shift) * columns) + column]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector InverseDeviation<TVector>(TVector variance, float epsilon)
        where TVector : struct, IVector<TVector> => TVector.Create(1f) / TVector.Sqrt(variance + TVector.Create(epsilon));
}
