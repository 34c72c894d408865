namespace ModelCompiler;

/// <summary>Where the rows of a file lie, and what they are made of.</summary>
/// <param name="Start">The byte at which the first row begins.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="Size">The elements of a row.</param>
/// <param name="Type">The type of the elements.</param>
/// <param name="IsBigEndian">Whether the highest byte of an element comes first.</param>
/// <param name="Divisor">What each value is divided by.</param>
internal readonly record struct FlatLayout(long Start, long Count, int Size, TensorType Type, bool IsBigEndian, float Divisor)
{
    /// <summary>The byte behind the last row; does not overflow.</summary>
    public Int128 End => Start + ((Int128)Count * Size * TensorTypes.Size(Type));
}
