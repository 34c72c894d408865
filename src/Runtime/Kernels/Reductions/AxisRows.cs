using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.Kernels;

/// <summary>Goes through the rows of a matrix, output by output.</summary>
internal struct AxisRows<TMatrix>
    where TMatrix : struct, IAxisMatrix
{
    private int _output,
        _row,
        _shift;

    /// <summary>The row of the next output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AxisRow Next()
    {
        int endOfPeriod = TMatrix.Head + TMatrix.Period;
        if (_output == TMatrix.Outputs - TMatrix.Tail)
            (_row, _shift) = (endOfPeriod, 0);
        else if (_row == endOfPeriod && _output < TMatrix.Outputs - TMatrix.Tail)
            (_row, _shift) = (TMatrix.Head, _shift + TMatrix.Step);
        _output++;
        int row = _row++;
        return new AxisRow(At(TMatrix.Starts, row) + _shift, At(TMatrix.Counts, row), At(TMatrix.Firsts, row));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int At(ReadOnlySpan<int> table, int row) => Unsafe.Add(ref MemoryMarshal.GetReference(table), row);
}

/// <summary>The inputs of one output: the first, how many there are, and where their weights start.</summary>
internal readonly record struct AxisRow(int Start, int Count, int First)
{
    /// <summary>The weight of one of the inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Weight<TMatrix>(int input)
        where TMatrix : struct, IAxisMatrix =>
        Unsafe.Add(ref MemoryMarshal.GetReference(TMatrix.Weights), First + (input * TMatrix.WeightStep));
}
