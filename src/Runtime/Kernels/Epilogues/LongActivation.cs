using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Calls an activation where it is not inlined: in straight-line code that has long ones, which inlined would use up what the just-in-time
/// compiler inlines in one method, so that every later operation of a vector became a call. Does not allocate; any threads may call it.
/// </summary>
public static class LongActivation
{
    /// <summary>The function.</summary>
    /// <param name="x">Its input.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TVector Value<TVector, TActivation>(TVector x)
        where TVector : struct, IVector<TVector>
        where TActivation : struct, IActivation => TActivation.Value(x);

    /// <summary>The gradient of the function's input.</summary>
    /// <param name="upstream">The gradient of its output.</param>
    /// <param name="saved">Its output or its input, as the definition needs.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TVector Gradient<TVector, TActivation>(TVector upstream, TVector saved)
        where TVector : struct, IVector<TVector>
        where TActivation : struct, IActivation => TActivation.Gradient(upstream, saved);
}
