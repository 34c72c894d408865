using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler;

/// <summary>The signs of numbers.</summary>
internal static class Signs
{
    private const int SignBit = unchecked((int)0x80000000);

    /// <summary>-1, 0 or 1; a NaN stays one, so that nobody overlooks it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector>(TVector values)
        where TVector : struct, IVector<TVector>
    {
        TVector ones = TVector.Create(1) | (values & TVector.CreateBits(SignBit)),
            isNumber = TVector.Equal(values, values);
        return TVector.Select(isNumber, TVector.Select(TVector.Equal(values, TVector.Zero), TVector.Zero, ones), values);
    }
}
