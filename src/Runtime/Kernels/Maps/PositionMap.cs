using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Applies a function to the channels of every position of images or sequences, in whatever borders they lie, which it leaves alone. An
/// operand may have one value for each channel, which all positions share. Does not allocate.
/// </summary>
public static class PositionMap
{
    /// <summary>Computes <c>y = f(a, b, c)</c>, channels of padding included; the result may lie where an operand does.</summary>
    /// <param name="a">The first position of the first operand.</param>
    /// <param name="layoutA">How its positions lie; with 0 columns and distances, one position is read again and again.</param>
    /// <param name="b">The first position of the second operand.</param>
    /// <param name="layoutB">How its positions lie.</param>
    /// <param name="c">The first position of the third operand.</param>
    /// <param name="layoutC">How its positions lie.</param>
    /// <param name="y">The first position of the result.</param>
    /// <param name="layout">How its positions lie, and how many there are.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TMap>(
        ref readonly float a,
        PixelLayout layoutA,
        ref readonly float b,
        PixelLayout layoutB,
        ref readonly float c,
        PixelLayout layoutC,
        ref float y,
        PixelLayout layout,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TMap : struct, IElementMap
    {
        for (int line = 0; line < samples * layout.Lines; line++)
        {
            ref float positionA = ref Unsafe.Add(ref Unsafe.AsRef(in a), BatchBlock.Start(layoutA, line));
            ref float positionB = ref Unsafe.Add(ref Unsafe.AsRef(in b), BatchBlock.Start(layoutB, line));
            ref float positionC = ref Unsafe.Add(ref Unsafe.AsRef(in c), BatchBlock.Start(layoutC, line));
            ref float positionY = ref Unsafe.Add(ref y, BatchBlock.Start(layout, line));
            for (int pixel = 0; pixel < layout.Pixels; pixel++)
            {
                for (int channel = 0; channel < layout.Columns; channel += TVector.Count)
                {
                    TVector result = TMap.Apply(
                        TVector.Load(in Unsafe.Add(ref positionA, channel)),
                        TVector.Load(in Unsafe.Add(ref positionB, channel)),
                        TVector.Load(in Unsafe.Add(ref positionC, channel))
                    );
                    TVector.Store(result, ref Unsafe.Add(ref positionY, channel));
                }

                positionA = ref Unsafe.Add(ref positionA, layoutA.Columns);
                positionB = ref Unsafe.Add(ref positionB, layoutB.Columns);
                positionC = ref Unsafe.Add(ref positionC, layoutC.Columns);
                positionY = ref Unsafe.Add(ref positionY, layout.Columns);
            }
        }
    }
}
