using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>Reads and writes the first few lanes of a vector, where what a row holds ends before a whole one.</summary>
public static class PartialVector
{
    /// <summary>Reads the first <paramref name="count"/> floats, none if it is 0 or less; the other lanes are zero.</summary>
    // The lanes meet in registers: written to memory one by one, they could not be read as a vector before all have left the store buffer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector>(ref readonly float source, int count)
        where TVector : struct, IVector<TVector>
    {
        if (TVector.Count == 16)
            return Unsafe.BitCast<Lanes16, TVector>(
                new Lanes16(Vector512.Create(Eight(in source, count), Eight(in Unsafe.Add(ref Unsafe.AsRef(in source), 8), count - 8)))
            );
        return TVector.Count == 8
            ? Unsafe.BitCast<Lanes8, TVector>(new Lanes8(Eight(in source, count)))
            : Unsafe.BitCast<Lanes4, TVector>(new Lanes4(Four(in source, count)));
    }

    /// <summary>The same by a call, for a method that has no room to inline it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TVector LoadApart<TVector>(ref readonly float source, int count)
        where TVector : struct, IVector<TVector> => Load<TVector>(in source, count);

    /// <summary>A whole vector where there is one, else the first <paramref name="count"/> floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector LoadAtMost<TVector>(ref readonly float source, int count)
        where TVector : struct, IVector<TVector> => count >= TVector.Count ? TVector.Load(in source) : LoadApart<TVector>(in source, count);

    /// <summary>Writes the first <paramref name="count"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Store<TVector>(TVector value, ref float destination, int count)
        where TVector : struct, IVector<TVector>
    {
        SixteenFloats lanes = default;
        TVector.Store(value, ref lanes[0]);
        for (int lane = 0; lane < count; lane++)
            Unsafe.Add(ref destination, lane) = lanes[lane];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Eight(ref readonly float source, int count) =>
        Vector256.Create(Four(in source, count), Four(in Unsafe.Add(ref Unsafe.AsRef(in source), 4), count - 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Four(ref readonly float source, int count)
    {
        ref float first = ref Unsafe.AsRef(in source);
        switch (count)
        {
            case <= 0:
                return Vector128<float>.Zero;
            case 1:
                return Vector128.CreateScalar(first);
            case 2:
                return Vector128.Create(Vector64.LoadUnsafe(ref first), Vector64<float>.Zero);
            case 3:
                return Vector128.Create(Vector64.LoadUnsafe(ref first), Vector64.CreateScalar(Unsafe.Add(ref first, 2)));
            default:
                return Vector128.LoadUnsafe(ref first);
        }
    }

    [InlineArray(16)]
    private struct SixteenFloats
    {
        private float _first;
    }
}
