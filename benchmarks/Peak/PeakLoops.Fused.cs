using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Benchmarks.Peak;

/// <content>Fused multiply-adds.</content>
internal static partial class PeakLoops<TVector>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Fused8(int repetitions, float factor, float addend)
    {
        TVector f = TVector.Create(factor);
        TVector b = TVector.Create(addend);
        TVector a0 = TVector.Create(1),
            a1 = TVector.Create(2),
            a2 = TVector.Create(3),
            a3 = TVector.Create(4),
            a4 = TVector.Create(5),
            a5 = TVector.Create(6),
            a6 = TVector.Create(7),
            a7 = TVector.Create(8);
        for (int i = 0; i < repetitions; i++)
        {
            a0 = TVector.MultiplyAdd(a0, f, b);
            a1 = TVector.MultiplyAdd(a1, f, b);
            a2 = TVector.MultiplyAdd(a2, f, b);
            a3 = TVector.MultiplyAdd(a3, f, b);
            a4 = TVector.MultiplyAdd(a4, f, b);
            a5 = TVector.MultiplyAdd(a5, f, b);
            a6 = TVector.MultiplyAdd(a6, f, b);
            a7 = TVector.MultiplyAdd(a7, f, b);
        }
        return First(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Fused10(int repetitions, float factor, float addend)
    {
        TVector f = TVector.Create(factor);
        TVector b = TVector.Create(addend);
        TVector a0 = TVector.Create(1),
            a1 = TVector.Create(2),
            a2 = TVector.Create(3),
            a3 = TVector.Create(4),
            a4 = TVector.Create(5),
            a5 = TVector.Create(6),
            a6 = TVector.Create(7),
            a7 = TVector.Create(8),
            a8 = TVector.Create(9),
            a9 = TVector.Create(10);
        for (int i = 0; i < repetitions; i++)
        {
            a0 = TVector.MultiplyAdd(a0, f, b);
            a1 = TVector.MultiplyAdd(a1, f, b);
            a2 = TVector.MultiplyAdd(a2, f, b);
            a3 = TVector.MultiplyAdd(a3, f, b);
            a4 = TVector.MultiplyAdd(a4, f, b);
            a5 = TVector.MultiplyAdd(a5, f, b);
            a6 = TVector.MultiplyAdd(a6, f, b);
            a7 = TVector.MultiplyAdd(a7, f, b);
            a8 = TVector.MultiplyAdd(a8, f, b);
            a9 = TVector.MultiplyAdd(a9, f, b);
        }
        return First(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Fused12(int repetitions, float factor, float addend)
    {
        TVector f = TVector.Create(factor);
        TVector b = TVector.Create(addend);
        TVector a0 = TVector.Create(1),
            a1 = TVector.Create(2),
            a2 = TVector.Create(3),
            a3 = TVector.Create(4),
            a4 = TVector.Create(5),
            a5 = TVector.Create(6),
            a6 = TVector.Create(7),
            a7 = TVector.Create(8),
            a8 = TVector.Create(9),
            a9 = TVector.Create(10),
            a10 = TVector.Create(11),
            a11 = TVector.Create(12);
        for (int i = 0; i < repetitions; i++)
        {
            a0 = TVector.MultiplyAdd(a0, f, b);
            a1 = TVector.MultiplyAdd(a1, f, b);
            a2 = TVector.MultiplyAdd(a2, f, b);
            a3 = TVector.MultiplyAdd(a3, f, b);
            a4 = TVector.MultiplyAdd(a4, f, b);
            a5 = TVector.MultiplyAdd(a5, f, b);
            a6 = TVector.MultiplyAdd(a6, f, b);
            a7 = TVector.MultiplyAdd(a7, f, b);
            a8 = TVector.MultiplyAdd(a8, f, b);
            a9 = TVector.MultiplyAdd(a9, f, b);
            a10 = TVector.MultiplyAdd(a10, f, b);
            a11 = TVector.MultiplyAdd(a11, f, b);
        }
        return First(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Fused16(int repetitions, float factor, float addend)
    {
        TVector f = TVector.Create(factor);
        TVector b = TVector.Create(addend);
        TVector a0 = TVector.Create(1),
            a1 = TVector.Create(2),
            a2 = TVector.Create(3),
            a3 = TVector.Create(4),
            a4 = TVector.Create(5),
            a5 = TVector.Create(6),
            a6 = TVector.Create(7),
            a7 = TVector.Create(8),
            a8 = TVector.Create(9),
            a9 = TVector.Create(10),
            a10 = TVector.Create(11),
            a11 = TVector.Create(12),
            a12 = TVector.Create(13),
            a13 = TVector.Create(14),
            a14 = TVector.Create(15),
            a15 = TVector.Create(16);
        for (int i = 0; i < repetitions; i++)
        {
            a0 = TVector.MultiplyAdd(a0, f, b);
            a1 = TVector.MultiplyAdd(a1, f, b);
            a2 = TVector.MultiplyAdd(a2, f, b);
            a3 = TVector.MultiplyAdd(a3, f, b);
            a4 = TVector.MultiplyAdd(a4, f, b);
            a5 = TVector.MultiplyAdd(a5, f, b);
            a6 = TVector.MultiplyAdd(a6, f, b);
            a7 = TVector.MultiplyAdd(a7, f, b);
            a8 = TVector.MultiplyAdd(a8, f, b);
            a9 = TVector.MultiplyAdd(a9, f, b);
            a10 = TVector.MultiplyAdd(a10, f, b);
            a11 = TVector.MultiplyAdd(a11, f, b);
            a12 = TVector.MultiplyAdd(a12, f, b);
            a13 = TVector.MultiplyAdd(a13, f, b);
            a14 = TVector.MultiplyAdd(a14, f, b);
            a15 = TVector.MultiplyAdd(a15, f, b);
        }
        return First(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11 + a12 + a13 + a14 + a15);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Fused24(int repetitions, float factor, float addend)
    {
        TVector f = TVector.Create(factor);
        TVector b = TVector.Create(addend);
        TVector a0 = TVector.Create(1),
            a1 = TVector.Create(2),
            a2 = TVector.Create(3),
            a3 = TVector.Create(4),
            a4 = TVector.Create(5),
            a5 = TVector.Create(6),
            a6 = TVector.Create(7),
            a7 = TVector.Create(8),
            a8 = TVector.Create(9),
            a9 = TVector.Create(10),
            a10 = TVector.Create(11),
            a11 = TVector.Create(12),
            a12 = TVector.Create(13),
            a13 = TVector.Create(14),
            a14 = TVector.Create(15),
            a15 = TVector.Create(16),
            a16 = TVector.Create(17),
            a17 = TVector.Create(18),
            a18 = TVector.Create(19),
            a19 = TVector.Create(20),
            a20 = TVector.Create(21),
            a21 = TVector.Create(22),
            a22 = TVector.Create(23),
            a23 = TVector.Create(24);
        for (int i = 0; i < repetitions; i++)
        {
            a0 = TVector.MultiplyAdd(a0, f, b);
            a1 = TVector.MultiplyAdd(a1, f, b);
            a2 = TVector.MultiplyAdd(a2, f, b);
            a3 = TVector.MultiplyAdd(a3, f, b);
            a4 = TVector.MultiplyAdd(a4, f, b);
            a5 = TVector.MultiplyAdd(a5, f, b);
            a6 = TVector.MultiplyAdd(a6, f, b);
            a7 = TVector.MultiplyAdd(a7, f, b);
            a8 = TVector.MultiplyAdd(a8, f, b);
            a9 = TVector.MultiplyAdd(a9, f, b);
            a10 = TVector.MultiplyAdd(a10, f, b);
            a11 = TVector.MultiplyAdd(a11, f, b);
            a12 = TVector.MultiplyAdd(a12, f, b);
            a13 = TVector.MultiplyAdd(a13, f, b);
            a14 = TVector.MultiplyAdd(a14, f, b);
            a15 = TVector.MultiplyAdd(a15, f, b);
            a16 = TVector.MultiplyAdd(a16, f, b);
            a17 = TVector.MultiplyAdd(a17, f, b);
            a18 = TVector.MultiplyAdd(a18, f, b);
            a19 = TVector.MultiplyAdd(a19, f, b);
            a20 = TVector.MultiplyAdd(a20, f, b);
            a21 = TVector.MultiplyAdd(a21, f, b);
            a22 = TVector.MultiplyAdd(a22, f, b);
            a23 = TVector.MultiplyAdd(a23, f, b);
        }
        return First(
            a0
                + a1
                + a2
                + a3
                + a4
                + a5
                + a6
                + a7
                + a8
                + a9
                + a10
                + a11
                + a12
                + a13
                + a14
                + a15
                + a16
                + a17
                + a18
                + a19
                + a20
                + a21
                + a22
                + a23
        );
    }
}
