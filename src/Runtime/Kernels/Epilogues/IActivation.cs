using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>An elementwise activation and the gradient through it; generated code supplies it.</summary>
public interface IActivation
{
    /// <summary>The function.</summary>
    static abstract TVector Value<TVector>(TVector x)
        where TVector : struct, IVector<TVector>;

    /// <summary>The gradient of the function's input.</summary>
    /// <param name="upstream">The gradient of its output.</param>
    /// <param name="saved">Its output or its input, as the definition needs.</param>
    static abstract TVector Gradient<TVector>(TVector upstream, TVector saved)
        where TVector : struct, IVector<TVector>;
}

/// <summary>Stores the activation of a sum.</summary>
public readonly struct Activate<TActivation> : IEpilogue
    where TActivation : struct, IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector sum, ref float output, ref float saved)
        where TVector : struct, IVector<TVector> => TVector.Store(TActivation.Value(sum), ref output);
}

/// <summary>Stores the activation of a sum, and the sum beside it for the gradient.</summary>
public readonly struct ActivateKeepingSum<TActivation> : IEpilogue
    where TActivation : struct, IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector sum, ref float output, ref float saved)
        where TVector : struct, IVector<TVector>
    {
        TVector.Store(sum, ref saved);
        TVector.Store(TActivation.Value(sum), ref output);
    }
}

/// <summary>Takes a sum as the gradient of an activation's output and stores the gradient of its input.</summary>
public readonly struct Backpropagate<TActivation> : IEpilogue
    where TActivation : struct, IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector sum, ref float output, ref float saved)
        where TVector : struct, IVector<TVector> => TVector.Store(TActivation.Gradient(sum, TVector.Load(in saved)), ref output);
}
