using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>Reads and writes the first few lanes of a vector, where a row of a user's memory ends before a whole one.</summary>
internal static class PartialVector
{
    /// <summary>Reads <paramref name="count"/> floats; the other lanes are <paramref name="padding"/>.</summary>
    public static TVector Load<TVector>(ref readonly float source, int count, float padding = 0f)
        where TVector : struct, IVector<TVector>
    {
        SixteenFloats lanes = default;
        for (int lane = 0; lane < TVector.Count; lane++)
            lanes[lane] = lane < count ? Unsafe.Add(ref Unsafe.AsRef(in source), lane) : padding;
        return TVector.Load(in lanes[0]);
    }

    /// <summary>Writes the first <paramref name="count"/> lanes.</summary>
    public static void Store<TVector>(TVector value, ref float destination, int count)
        where TVector : struct, IVector<TVector>
    {
        SixteenFloats lanes = default;
        TVector.Store(value, ref lanes[0]);
        for (int lane = 0; lane < count; lane++)
            Unsafe.Add(ref destination, lane) = lanes[lane];
    }

    [InlineArray(16)]
    private struct SixteenFloats
    {
        private float _first;
    }
}
