namespace ModelCompiler.Kernels;

/// <summary>The number of vectors of columns in a tile, as a constant of a type.</summary>
internal interface IVectorsPerTile
{
    static abstract int Count { get; }
}

internal readonly struct OneVector : IVectorsPerTile { public static int Count => 1; }
internal readonly struct TwoVectors : IVectorsPerTile { public static int Count => 2; }

// Rows by vectors. A tile asks for them at every turn, so each is a type that needs no other: what the just-in-time compiler inlines in one method is limited.
internal readonly struct Size8X2 : ITileSize { public static int Rows => 8; public static int Vectors => 2; }
internal readonly struct Size6X2 : ITileSize { public static int Rows => 6; public static int Vectors => 2; }
internal readonly struct Size4X2 : ITileSize { public static int Rows => 4; public static int Vectors => 2; }
internal readonly struct Size3X2 : ITileSize { public static int Rows => 3; public static int Vectors => 2; }
internal readonly struct Size2X2 : ITileSize { public static int Rows => 2; public static int Vectors => 2; }
internal readonly struct Size1X2 : ITileSize { public static int Rows => 1; public static int Vectors => 2; }
internal readonly struct Size14X1 : ITileSize { public static int Rows => 14; public static int Vectors => 1; }
internal readonly struct Size13X1 : ITileSize { public static int Rows => 13; public static int Vectors => 1; }
internal readonly struct Size12X1 : ITileSize { public static int Rows => 12; public static int Vectors => 1; }
internal readonly struct Size11X1 : ITileSize { public static int Rows => 11; public static int Vectors => 1; }
internal readonly struct Size10X1 : ITileSize { public static int Rows => 10; public static int Vectors => 1; }
internal readonly struct Size9X1 : ITileSize { public static int Rows => 9; public static int Vectors => 1; }
internal readonly struct Size8X1 : ITileSize { public static int Rows => 8; public static int Vectors => 1; }
internal readonly struct Size7X1 : ITileSize { public static int Rows => 7; public static int Vectors => 1; }
internal readonly struct Size6X1 : ITileSize { public static int Rows => 6; public static int Vectors => 1; }
internal readonly struct Size5X1 : ITileSize { public static int Rows => 5; public static int Vectors => 1; }
internal readonly struct Size4X1 : ITileSize { public static int Rows => 4; public static int Vectors => 1; }
internal readonly struct Size3X1 : ITileSize { public static int Rows => 3; public static int Vectors => 1; }
internal readonly struct Size2X1 : ITileSize { public static int Rows => 2; public static int Vectors => 1; }
internal readonly struct Size1X1 : ITileSize { public static int Rows => 1; public static int Vectors => 1; }
