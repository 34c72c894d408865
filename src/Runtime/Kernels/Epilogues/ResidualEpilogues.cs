using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>The distance between two buffers that lie alike, as a constant of a type; generated code supplies it.</summary>
public interface IDistance
{
    /// <summary>The floats from an element of the first to the same element of the second.</summary>
    static abstract int Floats { get; }
}

/// <summary>Adds what the second buffer holds to a sum, and stores that: a residual connection.</summary>
public readonly struct AddSaved : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector sum, ref float output, ref float saved)
        where TVector : struct, IVector<TVector> => TVector.Store(sum + TVector.Load(in saved), ref output);
}

/// <summary>Adds what the second buffer holds to a sum, and stores the activation of that.</summary>
public readonly struct AddSavedActivate<TActivation> : IEpilogue
    where TActivation : struct, IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector sum, ref float output, ref float saved)
        where TVector : struct, IVector<TVector> => TVector.Store(TActivation.Value(sum + TVector.Load(in saved)), ref output);
}

/// <summary>
/// Adds what lies a distance from the second buffer to a sum, takes that as the gradient of an activation's output, and stores the gradient
/// of its input.
/// </summary>
public readonly struct AddBackpropagate<TActivation, TDistance> : IEpilogue
    where TActivation : struct, IActivation
    where TDistance : struct, IDistance
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector>(TVector sum, ref float output, ref float saved)
        where TVector : struct, IVector<TVector> =>
        TVector.Store(
            TActivation.Gradient(sum + TVector.Load(in Unsafe.Add(ref saved, TDistance.Floats)), TVector.Load(in saved)),
            ref output
        );
}
