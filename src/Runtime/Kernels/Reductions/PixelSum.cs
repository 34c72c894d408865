using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>What a pixel adds to a sum, channel by channel.</summary>
internal interface IPixelTerm<TVector>
{
    /// <summary>The sum with one more pixel.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="left">The pixel.</param>
    /// <param name="right">The pixel of the second operand that goes with it, if there is one.</param>
    TVector AddTo(TVector sum, ref float left, ref float right);
}

/// <summary>The sum over a run of pixels, channel by channel. Does not allocate.</summary>
internal static class PixelSum
{
    /// <summary>Adds up one vector of channels. Every fourth pixel goes to the same partial sum; the four are added in pairs.</summary>
    /// <param name="term">What a pixel adds.</param>
    /// <param name="left">The vector of the first pixel.</param>
    /// <param name="leftStride">The distance between two pixels.</param>
    /// <param name="right">The vector of the second operand's first pixel.</param>
    /// <param name="rightStride">The distance between two of its pixels.</param>
    /// <param name="pixels">The number of pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector, TTerm>(TTerm term, ref float left, int leftStride, ref float right, int rightStride, int pixels)
        where TVector : struct, IVector<TVector>
        where TTerm : struct, IPixelTerm<TVector>
    {
        TVector s0 = TVector.Zero,
            s1 = TVector.Zero,
            s2 = TVector.Zero,
            s3 = TVector.Zero;
        int pixel = 0;
        for (; pixel + 4 <= pixels; pixel += 4)
        {
            s0 = term.AddTo(s0, ref left, ref right);
            s1 = term.AddTo(s1, ref Unsafe.Add(ref left, leftStride), ref Unsafe.Add(ref right, rightStride));
            s2 = term.AddTo(s2, ref Unsafe.Add(ref left, 2 * leftStride), ref Unsafe.Add(ref right, 2 * rightStride));
            s3 = term.AddTo(s3, ref Unsafe.Add(ref left, 3 * leftStride), ref Unsafe.Add(ref right, 3 * rightStride));
            left = ref Unsafe.Add(ref left, 4 * leftStride);
            right = ref Unsafe.Add(ref right, 4 * rightStride);
        }

        for (; pixel < pixels; pixel++)
        {
            s0 = term.AddTo(s0, ref left, ref right);
            left = ref Unsafe.Add(ref left, leftStride);
            right = ref Unsafe.Add(ref right, rightStride);
        }

        return (s0 + s1) + (s2 + s3);
    }

    /// <summary>The sum of the pixels themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector>(ref float source, int stride, int pixels)
        where TVector : struct, IVector<TVector> => Of<TVector, Value<TVector>>(default, ref source, stride, ref source, 0, pixels);

    private readonly struct Value<TVector> : IPixelTerm<TVector>
        where TVector : struct, IVector<TVector>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector AddTo(TVector sum, ref float left, ref float right) => sum + TVector.Load(in left);
    }
}
