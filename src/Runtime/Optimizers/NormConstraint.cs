using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler;

/// <summary>The Euclidean norm of all weights into one output lies between two limits.</summary>
/// <param name="minimum">The lower limit.</param>
/// <param name="maximum">The upper limit.</param>
internal sealed class NormConstraint(double minimum, double maximum) : WeightConstraint
{
    // Keras' backend.epsilon().
    private const float Epsilon = 1e-7f;

    internal override IEnumerable<KeyValuePair<string, double>> Limits => [new("minimumNorm", minimum), new("maximumNorm", maximum)];

    internal override bool Concerns(ParameterDescriptor parameter) => parameter.Shape.Length > 1;

    internal override void Apply(ParameterLayout layout, Span<float> values)
    {
        for (int index = 0; index < layout.PanelCount; index++)
        {
            (int start, int width, int columns) = layout.Panel(index);
            Limit(values.Slice(start, width * columns), width);
        }
    }

    // The squares of an output are added in the order of the columns, whatever the vectors are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // As in ParameterSweep: fast from the first call on.
    private void Limit(Span<float> panel, int width)
    {
        Span<float> norms = stackalloc float[ParameterLayout.PanelWidth];
        norms.Clear();
        for (int column = 0; column < panel.Length; column += width)
            AddSquares(panel.Slice(column, width), norms);

        bool isBroken = false;
        foreach (ref float norm in norms[..width])
        {
            double length = Math.Sqrt(norm);
            norm = length < minimum || length > maximum ? (float)Math.Clamp(length, minimum, maximum) / ((float)length + Epsilon) : 1;
            isBroken |= norm != 1;
        }

        if (!isBroken)
            return;
        for (int column = 0; column < panel.Length; column += width)
            Multiply(panel.Slice(column, width), norms);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSquares(ReadOnlySpan<float> weights, Span<float> sums)
    {
        ref float weight = ref MemoryMarshal.GetReference(weights);
        ref float sum = ref MemoryMarshal.GetReference(sums);
        int i = 0;
        for (; i + Vector128<float>.Count <= weights.Length; i += Vector128<float>.Count)
        {
            var four = Vector128.LoadUnsafe(ref weight, (nuint)i);
            Vector128.MultiplyAddEstimate(four, four, Vector128.LoadUnsafe(ref sum, (nuint)i)).StoreUnsafe(ref sum, (nuint)i);
        }

        for (; i < weights.Length; i++)
            sums[i] = float.MultiplyAddEstimate(weights[i], weights[i], sums[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(Span<float> weights, ReadOnlySpan<float> factors)
    {
        ref float weight = ref MemoryMarshal.GetReference(weights);
        ref float factor = ref MemoryMarshal.GetReference(factors);
        int i = 0;
        for (; i + Vector128<float>.Count <= weights.Length; i += Vector128<float>.Count)
            (Vector128.LoadUnsafe(ref weight, (nuint)i) * Vector128.LoadUnsafe(ref factor, (nuint)i)).StoreUnsafe(ref weight, (nuint)i);
        for (; i < weights.Length; i++)
            weights[i] *= factors[i];
    }
}
