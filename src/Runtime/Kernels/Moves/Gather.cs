using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>Rows of a table that tokens are the numbers of. The tokens have been checked. Does not allocate.</summary>
public static class Gather
{
    /// <summary>Rows of a table that lie one behind the other.</summary>
    /// <param name="x">The tokens of the first sample.</param>
    /// <param name="tokens">The tokens of a sample.</param>
    /// <param name="sampleX">The distance between the tokens of two samples.</param>
    /// <param name="table">The first row of the table.</param>
    /// <param name="y">The first row of the result.</param>
    /// <param name="stepY">The distance between the rows of a sample, whole vectors; what lies behind the columns becomes zero.</param>
    /// <param name="sampleY">The distance between the samples of the result.</param>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows<TVector>(
        ref readonly float x,
        int tokens,
        int sampleX,
        ref readonly float table,
        ref float y,
        int stepY,
        int sampleY,
        int columns,
        int samples
    )
        where TVector : struct, IVector<TVector>
    {
        for (int sample = 0; sample < samples; sample++)
        for (int token = 0; token < tokens; token++)
        {
            int row = (int)Unsafe.Add(ref Unsafe.AsRef(in x), ((nint)sample * sampleX) + token);
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in table), (nint)row * columns);
            ref float target = ref Unsafe.Add(ref y, ((nint)sample * sampleY) + ((nint)token * stepY));
            int column = 0;
            for (; column + TVector.Count <= columns; column += TVector.Count)
                TVector.Store(TVector.Load(in Unsafe.Add(ref source, column)), ref Unsafe.Add(ref target, column));
            for (; column < columns; column++)
                Unsafe.Add(ref target, column) = Unsafe.Add(ref source, column);
            for (; column < stepY; column++)
                Unsafe.Add(ref target, column) = 0f;
        }
    }

    /// <summary>Rows of a table that lies in panels, as a product reads it.</summary>
    /// <param name="x">The tokens of the first sample.</param>
    /// <param name="tokens">The tokens of a sample.</param>
    /// <param name="sampleX">The distance between the tokens of two samples.</param>
    /// <param name="table">The first panel of the table.</param>
    /// <param name="paddedRows">The rows of the table as stored.</param>
    /// <param name="storedColumns">The columns of the table as stored.</param>
    /// <param name="y">The first row of the result.</param>
    /// <param name="stepY">The distance between the rows of a sample; what lies behind the columns becomes zero.</param>
    /// <param name="sampleY">The distance between the samples of the result.</param>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Panels(
        ref readonly float x,
        int tokens,
        int sampleX,
        ref readonly float table,
        int paddedRows,
        int storedColumns,
        ref float y,
        int stepY,
        int sampleY,
        int columns,
        int samples
    )
    {
        for (int sample = 0; sample < samples; sample++)
        for (int token = 0; token < tokens; token++)
        {
            int row = (int)Unsafe.Add(ref Unsafe.AsRef(in x), ((nint)sample * sampleX) + token);
            (nint first, int width) = PanelRow(row, paddedRows, storedColumns);
            ref float source = ref Unsafe.Add(ref Unsafe.AsRef(in table), first);
            ref float target = ref Unsafe.Add(ref y, ((nint)sample * sampleY) + ((nint)token * stepY));
            for (int column = 0; column < columns; column++)
                Unsafe.Add(ref target, column) = Unsafe.Add(ref source, (nint)column * width);
            for (int column = columns; column < stepY; column++)
                Unsafe.Add(ref target, column) = 0f;
        }
    }

    /// <summary>Where a row of a table in panels starts, and the distance between its values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (nint First, int Width) PanelRow(int row, int paddedRows, int storedColumns)
    {
        int inPanel = row % ParameterLayout.PanelWidth,
            panel = row - inPanel;
        return (((nint)panel * storedColumns) + inPanel, Math.Min(ParameterLayout.PanelWidth, paddedRows - panel));
    }
}
