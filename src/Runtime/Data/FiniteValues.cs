using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Finds values that are not finite (NaN or an infinity) in long spans.</summary>
internal static class FiniteValues
{
    /// <summary>The position of the first NaN or infinity, or -1 when all values are finite. Does not allocate.</summary>
    public static int IndexOfNonFinite(ReadOnlySpan<float> values)
    {
        int scanned = 0;
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (Vector<float> vector in vectors)
        {
            // x - x is zero exactly for finite x: infinity minus infinity and anything with NaN are NaN.
            if (!Vector.EqualsAll(vector - vector, Vector<float>.Zero))
                break;
            scanned += Vector<float>.Count;
        }

        for (int i = scanned; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                return i;
        return -1;
    }
}
