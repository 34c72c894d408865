using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>Moves values a part of the way to others: what copies with a <c>tau</c> and running averages are made of.</summary>
internal static class SoftCopy
{
    /// <summary><c>destination += tau * (source - destination)</c>; the same bits at every vector width. Does not allocate.</summary>
    public static void Run(ReadOnlySpan<float> source, Span<float> destination, float tau) =>
        ParameterSweep.Run(new MixRule(tau), destination, source);

    // The other's value stands where a gradient would. Written as a difference, equal values stay as they are.
    private readonly struct MixRule(float tau) : IUpdateRule
    {
        private readonly float _tau = tau;

        public static int BufferCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Apply<TVector>(
            TVector parameter,
            TVector gradient,
            ref TVector first,
            ref TVector second,
            ref TVector third,
            ref TVector fourth
        )
            where TVector : struct, IVector<TVector> => TVector.MultiplyAdd(TVector.Create(_tau), gradient - parameter, parameter);
    }
}
