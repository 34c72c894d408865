using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// Rotary positions: pairs of channels (a, b) of each step become <c>(a cos - b sin, b cos + a sin)</c>, with an angle for each pair of a
/// head that grows with the step. Products and sums are rounded each for itself. Does not allocate but for the table of a shape, once.
/// </summary>
public static class RotaryPositions
{
    /// <summary>Turns the pairs of channels that are half a head apart.</summary>
    /// <param name="x">The first step.</param>
    /// <param name="layoutX">How its steps lie.</param>
    /// <param name="y">The first step of the result; its padding is not written.</param>
    /// <param name="layoutY">How its steps lie.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="channels">The channels of all heads.</param>
    /// <param name="isReversed">Whether to turn backwards.</param>
    /// <param name="first">The number of the first step.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Halves<TVector, TShape>(
        ref readonly float x,
        PixelLayout layoutX,
        ref float y,
        PixelLayout layoutY,
        int samples,
        int channels,
        bool isReversed,
        int first = 0
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IRotaryShape
    {
        int half = TShape.HeadSize / 2;
        for (int sample = 0; sample < samples; sample++)
        for (int step = 0; step < layoutX.Pixels; step++)
        {
            ref float cosine = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(RotaryTable<TShape>.Cosines), (first + step) * half);
            ref float sine = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(RotaryTable<TShape>.Sines), (first + step) * half);
            for (int head = 0; head < channels; head += 2 * half)
                Head<TVector>(
                    ref Unsafe.Add(ref Unsafe.AsRef(in x), ((nint)sample * layoutX.Sample) + (step * layoutX.Columns) + head),
                    ref Unsafe.Add(ref y, ((nint)sample * layoutY.Sample) + (step * layoutY.Columns) + head),
                    ref cosine,
                    ref sine,
                    half,
                    isReversed
                );
        }
    }

    /// <summary>Turns the pairs of neighbouring channels.</summary>
    /// <inheritdoc cref="Halves{TVector, TShape}"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Interleaved<TVector, TShape>(
        ref readonly float x,
        PixelLayout layoutX,
        ref float y,
        PixelLayout layoutY,
        int samples,
        int channels,
        bool isReversed,
        int first = 0
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IRotaryShape
    {
        int half = TShape.HeadSize / 2;
        for (int sample = 0; sample < samples; sample++)
        for (int step = 0; step < layoutX.Pixels; step++)
        {
            ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in x), ((nint)sample * layoutX.Sample) + (step * layoutX.Columns));
            ref float to = ref Unsafe.Add(ref y, ((nint)sample * layoutY.Sample) + (step * layoutY.Columns));
            for (int channel = 0; channel < channels; channel += 2)
            {
                int place = ((first + step) * half) + (channel / 2 % half);
                float cosine = RotaryTable<TShape>.Cosines[place],
                    sine = isReversed ? -RotaryTable<TShape>.Sines[place] : RotaryTable<TShape>.Sines[place];
                float left = Unsafe.Add(ref from, channel),
                    right = Unsafe.Add(ref from, channel + 1);
                Unsafe.Add(ref to, channel) = (left * cosine) - (right * sine);
                Unsafe.Add(ref to, channel + 1) = (right * cosine) + (left * sine);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Head<TVector>(ref float x, ref float y, ref float cosine, ref float sine, int half, bool isReversed)
        where TVector : struct, IVector<TVector>
    {
        int pair = 0;
        for (; pair + TVector.Count <= half; pair += TVector.Count)
        {
            TVector first = TVector.Load(in Unsafe.Add(ref x, pair)),
                second = TVector.Load(in Unsafe.Add(ref x, pair + half)),
                c = TVector.Load(in Unsafe.Add(ref cosine, pair)),
                s = TVector.Load(in Unsafe.Add(ref sine, pair));
            if (isReversed)
                s = -s;
            TVector.Store((first * c) - (second * s), ref Unsafe.Add(ref y, pair));
            TVector.Store((second * c) + (first * s), ref Unsafe.Add(ref y, pair + half));
        }

        for (; pair < half; pair++)
        {
            float first = Unsafe.Add(ref x, pair),
                second = Unsafe.Add(ref x, pair + half),
                c = Unsafe.Add(ref cosine, pair),
                s = isReversed ? -Unsafe.Add(ref sine, pair) : Unsafe.Add(ref sine, pair);
            Unsafe.Add(ref y, pair) = (first * c) - (second * s);
            Unsafe.Add(ref y, pair + half) = (second * c) + (first * s);
        }
    }
}
