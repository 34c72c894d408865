using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace ModelCompiler.Kernels;

/// <summary>The number of vectors of columns in a tile, as a constant of a type.</summary>
internal interface IVectorsPerTile
{
    static abstract int Count { get; }
}

internal readonly struct OneVector : IVectorsPerTile
{
    public static int Count => 1;
}

internal readonly struct TwoVectors : IVectorsPerTile
{
    public static int Count => 2;
}

/// <summary>
/// A size of a tile whose type has as many bytes as the tile has rows. A tile of many rows asks for <c>Unsafe.SizeOf</c> of it: the
/// just-in-time compiler knows that as it reads the method, and passes over the rows that a size does not have; a property it would inline
/// first, at every turn, and read them all. What it inlines in one method is limited, and compiling tiles is most of what it does.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IRowsInBytes<TSelf> : ITileSize
    where TSelf : struct
{
    static int ITileSize.Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => Unsafe.SizeOf<TSelf>();
    }
}

/// <summary>The size of a tile of one vector of columns.</summary>
internal interface IOneVectorWide : ITileSize
{
    static int ITileSize.Vectors
    {
        [MethodImpl(AggressiveInlining)]
        get => 1;
    }
}

// Rows by vectors.
[StructLayout(LayoutKind.Sequential, Size = 14)]
internal readonly struct Size14X2 : IRowsInBytes<Size14X2>;

[StructLayout(LayoutKind.Sequential, Size = 13)]
internal readonly struct Size13X2 : IRowsInBytes<Size13X2>;

[StructLayout(LayoutKind.Sequential, Size = 12)]
internal readonly struct Size12X2 : IRowsInBytes<Size12X2>;

[StructLayout(LayoutKind.Sequential, Size = 11)]
internal readonly struct Size11X2 : IRowsInBytes<Size11X2>;

[StructLayout(LayoutKind.Sequential, Size = 10)]
internal readonly struct Size10X2 : IRowsInBytes<Size10X2>;

[StructLayout(LayoutKind.Sequential, Size = 9)]
internal readonly struct Size9X2 : IRowsInBytes<Size9X2>;

[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly struct Size8X2 : IRowsInBytes<Size8X2>;

[StructLayout(LayoutKind.Sequential, Size = 7)]
internal readonly struct Size7X2 : IRowsInBytes<Size7X2>;

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Size6X2 : IRowsInBytes<Size6X2>;

[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct Size5X2 : IRowsInBytes<Size5X2>;

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Size4X2 : IRowsInBytes<Size4X2>;

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Size3X2 : IRowsInBytes<Size3X2>;

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Size2X2 : IRowsInBytes<Size2X2>;

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct Size1X2 : IRowsInBytes<Size1X2>;

[StructLayout(LayoutKind.Sequential, Size = 14)]
internal readonly struct Size14X1 : IRowsInBytes<Size14X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 13)]
internal readonly struct Size13X1 : IRowsInBytes<Size13X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 12)]
internal readonly struct Size12X1 : IRowsInBytes<Size12X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 11)]
internal readonly struct Size11X1 : IRowsInBytes<Size11X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 10)]
internal readonly struct Size10X1 : IRowsInBytes<Size10X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 9)]
internal readonly struct Size9X1 : IRowsInBytes<Size9X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly struct Size8X1 : IRowsInBytes<Size8X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 7)]
internal readonly struct Size7X1 : IRowsInBytes<Size7X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Size6X1 : IRowsInBytes<Size6X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct Size5X1 : IRowsInBytes<Size5X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Size4X1 : IRowsInBytes<Size4X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Size3X1 : IRowsInBytes<Size3X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Size2X1 : IRowsInBytes<Size2X1>, IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct Size1X1 : IRowsInBytes<Size1X1>, IOneVectorWide;
