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
internal readonly struct Size14X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 13)]
internal readonly struct Size13X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 12)]
internal readonly struct Size12X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 11)]
internal readonly struct Size11X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 10)]
internal readonly struct Size10X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 9)]
internal readonly struct Size9X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly struct Size8X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 7)]
internal readonly struct Size7X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Size6X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct Size5X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Size4X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Size3X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Size2X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct Size1X2 : ITileSize;

[StructLayout(LayoutKind.Sequential, Size = 14)]
internal readonly struct Size14X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 13)]
internal readonly struct Size13X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 12)]
internal readonly struct Size12X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 11)]
internal readonly struct Size11X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 10)]
internal readonly struct Size10X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 9)]
internal readonly struct Size9X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 8)]
internal readonly struct Size8X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 7)]
internal readonly struct Size7X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 6)]
internal readonly struct Size6X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 5)]
internal readonly struct Size5X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 4)]
internal readonly struct Size4X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 3)]
internal readonly struct Size3X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 2)]
internal readonly struct Size2X1 : IOneVectorWide;

[StructLayout(LayoutKind.Sequential, Size = 1)]
internal readonly struct Size1X1 : IOneVectorWide;
