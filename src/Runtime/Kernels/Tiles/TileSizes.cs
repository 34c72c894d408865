using System.Runtime.CompilerServices;
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

/// <summary>The size of a tile of one vector of columns.</summary>
internal interface IOneVectorWide : ITileSize
{
    static int ITileSize.Vectors
    {
        [MethodImpl(AggressiveInlining)]
        get => 1;
    }
}

// Rows by vectors. A tile asks for them at every turn, so each is a type that needs no other: what the just-in-time compiler inlines in
// one method is limited.
internal readonly struct Size14X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 14;
    }
}

internal readonly struct Size13X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 13;
    }
}

internal readonly struct Size12X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 12;
    }
}

internal readonly struct Size11X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 11;
    }
}

internal readonly struct Size10X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 10;
    }
}

internal readonly struct Size9X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 9;
    }
}

internal readonly struct Size8X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 8;
    }
}

internal readonly struct Size7X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 7;
    }
}

internal readonly struct Size6X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 6;
    }
}

internal readonly struct Size5X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 5;
    }
}

internal readonly struct Size4X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 4;
    }
}

internal readonly struct Size3X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 3;
    }
}

internal readonly struct Size2X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 2;
    }
}

internal readonly struct Size1X2 : ITileSize
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 1;
    }
}

internal readonly struct Size14X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 14;
    }
}

internal readonly struct Size13X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 13;
    }
}

internal readonly struct Size12X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 12;
    }
}

internal readonly struct Size11X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 11;
    }
}

internal readonly struct Size10X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 10;
    }
}

internal readonly struct Size9X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 9;
    }
}

internal readonly struct Size8X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 8;
    }
}

internal readonly struct Size7X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 7;
    }
}

internal readonly struct Size6X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 6;
    }
}

internal readonly struct Size5X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 5;
    }
}

internal readonly struct Size4X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 4;
    }
}

internal readonly struct Size3X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 3;
    }
}

internal readonly struct Size2X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 2;
    }
}

internal readonly struct Size1X1 : IOneVectorWide
{
    public static int Rows
    {
        [MethodImpl(AggressiveInlining)]
        get => 1;
    }
}
