using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>A function of one element of up to three operands; generated code supplies it.</summary>
public interface IElementMap
{
    /// <summary>The function; operands that a map does not have are the first once more.</summary>
    static abstract TVector Apply<TVector>(TVector first, TVector second, TVector third)
        where TVector : struct, IVector<TVector>;
}

/// <summary>Applies a function to every element of a batch. Does not allocate.</summary>
public static class ElementMap
{
    /// <summary>Computes <c>y = f(a, b, c)</c>; a stride of zero repeats an operand for every sample.</summary>
    /// <param name="a">The first operand's first row.</param>
    /// <param name="strideA">The distance between its rows.</param>
    /// <param name="b">The second operand's first row.</param>
    /// <param name="strideB">The distance between its rows.</param>
    /// <param name="c">The third operand's first row.</param>
    /// <param name="strideC">The distance between its rows.</param>
    /// <param name="y">The first row of the result; its padding becomes zero.</param>
    /// <param name="strideY">The distance between its rows.</param>
    /// <param name="samples">The number of rows.</param>
    /// <param name="count">The number of elements of a row.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TMap>(
        ref readonly float a,
        int strideA,
        ref readonly float b,
        int strideB,
        ref readonly float c,
        int strideC,
        ref float y,
        int strideY,
        int samples,
        int count
    )
        where TVector : struct, IVector<TVector>
        where TMap : struct, IElementMap
    {
        for (int sample = 0; sample < samples; sample++)
        {
            ref float rowA = ref Unsafe.Add(ref Unsafe.AsRef(in a), (nint)sample * strideA);
            ref float rowB = ref Unsafe.Add(ref Unsafe.AsRef(in b), (nint)sample * strideB);
            ref float rowC = ref Unsafe.Add(ref Unsafe.AsRef(in c), (nint)sample * strideC);
            ref float rowY = ref Unsafe.Add(ref y, (nint)sample * strideY);
            int column = 0;
            for (; column + TVector.Count <= count; column += TVector.Count)
            {
                TVector result = TMap.Apply(
                    TVector.Load(in Unsafe.Add(ref rowA, column)),
                    TVector.Load(in Unsafe.Add(ref rowB, column)),
                    TVector.Load(in Unsafe.Add(ref rowC, column))
                );
                TVector.Store(result, ref Unsafe.Add(ref rowY, column));
            }

            if (column < count)
            {
                Rest<TVector, TMap>(
                    ref Unsafe.Add(ref rowA, column),
                    ref Unsafe.Add(ref rowB, column),
                    ref Unsafe.Add(ref rowC, column),
                    ref Unsafe.Add(ref rowY, column),
                    count - column
                );
            }

            for (column = count; column < strideY; column++)
                Unsafe.Add(ref rowY, column) = 0f;
        }
    }

    // On its own: a long function, inlined once for whole vectors and once for the rest, is beyond what the just-in-time compiler inlines
    // in one method.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rest<TVector, TMap>(ref float a, ref float b, ref float c, ref float y, int count)
        where TVector : struct, IVector<TVector>
        where TMap : struct, IElementMap
    {
        TVector first = PartialVector.LoadApart<TVector>(in a, count);
        TVector second = PartialVector.LoadApart<TVector>(in b, count);
        TVector third = PartialVector.LoadApart<TVector>(in c, count);
        PartialVector.Store(TMap.Apply(first, second, third), ref y, count);
    }
}
