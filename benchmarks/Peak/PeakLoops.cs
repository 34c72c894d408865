using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Benchmarks.Peak;

/// <summary>Repeats multiply-adds on independent accumulators that stay in registers, and returns their sum.</summary>
/// <param name="repetitions">The number of multiply-adds of each accumulator.</param>
/// <param name="factor">The factor; below one, so that accumulators stay finite.</param>
/// <param name="addend">The addend; above zero, so that they stay normal.</param>
internal delegate float PeakLoop(int repetitions, float factor, float addend);

/// <summary>
/// Loops of nothing but <c>a = a * factor + addend</c>. How many independent accumulators hide the latency best depends on the
/// processor and on the number of its registers, so there are several. The accumulator is a factor, so that no product is the same in
/// every repetition: a compiler could take such a product out of the loop.
/// </summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal static partial class PeakLoops<TVector>
    where TVector : struct, IVector<TVector>
{
    /// <summary>Fused loops with their numbers of accumulators.</summary>
    public static IReadOnlyList<(int Accumulators, PeakLoop Loop)> Fused { get; } =
    [(8, Fused8), (10, Fused10), (12, Fused12), (16, Fused16), (24, Fused24)];

    /// <summary>Loops that multiply and then add, with their numbers of accumulators.</summary>
    public static IReadOnlyList<(int Accumulators, PeakLoop Loop)> Separate { get; } =
    [(8, Separate8), (10, Separate10), (12, Separate12), (16, Separate16), (24, Separate24)];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Separate8(int repetitions, float factor, float addend)
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
            a0 = (a0 * f) + b;
            a1 = (a1 * f) + b;
            a2 = (a2 * f) + b;
            a3 = (a3 * f) + b;
            a4 = (a4 * f) + b;
            a5 = (a5 * f) + b;
            a6 = (a6 * f) + b;
            a7 = (a7 * f) + b;
        }
        return First(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Separate10(int repetitions, float factor, float addend)
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
            a0 = (a0 * f) + b;
            a1 = (a1 * f) + b;
            a2 = (a2 * f) + b;
            a3 = (a3 * f) + b;
            a4 = (a4 * f) + b;
            a5 = (a5 * f) + b;
            a6 = (a6 * f) + b;
            a7 = (a7 * f) + b;
            a8 = (a8 * f) + b;
            a9 = (a9 * f) + b;
        }
        return First(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Separate12(int repetitions, float factor, float addend)
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
            a0 = (a0 * f) + b;
            a1 = (a1 * f) + b;
            a2 = (a2 * f) + b;
            a3 = (a3 * f) + b;
            a4 = (a4 * f) + b;
            a5 = (a5 * f) + b;
            a6 = (a6 * f) + b;
            a7 = (a7 * f) + b;
            a8 = (a8 * f) + b;
            a9 = (a9 * f) + b;
            a10 = (a10 * f) + b;
            a11 = (a11 * f) + b;
        }
        return First(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Separate16(int repetitions, float factor, float addend)
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
            a0 = (a0 * f) + b;
            a1 = (a1 * f) + b;
            a2 = (a2 * f) + b;
            a3 = (a3 * f) + b;
            a4 = (a4 * f) + b;
            a5 = (a5 * f) + b;
            a6 = (a6 * f) + b;
            a7 = (a7 * f) + b;
            a8 = (a8 * f) + b;
            a9 = (a9 * f) + b;
            a10 = (a10 * f) + b;
            a11 = (a11 * f) + b;
            a12 = (a12 * f) + b;
            a13 = (a13 * f) + b;
            a14 = (a14 * f) + b;
            a15 = (a15 * f) + b;
        }
        return First(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11 + a12 + a13 + a14 + a15);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Separate24(int repetitions, float factor, float addend)
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
            a0 = (a0 * f) + b;
            a1 = (a1 * f) + b;
            a2 = (a2 * f) + b;
            a3 = (a3 * f) + b;
            a4 = (a4 * f) + b;
            a5 = (a5 * f) + b;
            a6 = (a6 * f) + b;
            a7 = (a7 * f) + b;
            a8 = (a8 * f) + b;
            a9 = (a9 * f) + b;
            a10 = (a10 * f) + b;
            a11 = (a11 * f) + b;
            a12 = (a12 * f) + b;
            a13 = (a13 * f) + b;
            a14 = (a14 * f) + b;
            a15 = (a15 * f) + b;
            a16 = (a16 * f) + b;
            a17 = (a17 * f) + b;
            a18 = (a18 * f) + b;
            a19 = (a19 * f) + b;
            a20 = (a20 * f) + b;
            a21 = (a21 * f) + b;
            a22 = (a22 * f) + b;
            a23 = (a23 * f) + b;
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

    private static float First(TVector vector)
    {
        Span<float> lanes = stackalloc float[16];
        TVector.Store(vector, ref lanes[0]);
        return lanes[0];
    }
}
