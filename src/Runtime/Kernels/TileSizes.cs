namespace ModelCompiler.Kernels;

// Rows by vectors.
internal readonly struct Size8X2 : ITileSize
{
    public static int Rows => 8;

    public static int Vectors => 2;
}

internal readonly struct Size6X2 : ITileSize
{
    public static int Rows => 6;

    public static int Vectors => 2;
}

internal readonly struct Size4X2 : ITileSize
{
    public static int Rows => 4;

    public static int Vectors => 2;
}

internal readonly struct Size3X2 : ITileSize
{
    public static int Rows => 3;

    public static int Vectors => 2;
}

internal readonly struct Size2X2 : ITileSize
{
    public static int Rows => 2;

    public static int Vectors => 2;
}

internal readonly struct Size1X2 : ITileSize
{
    public static int Rows => 1;

    public static int Vectors => 2;
}

internal readonly struct Size8X1 : ITileSize
{
    public static int Rows => 8;

    public static int Vectors => 1;
}

internal readonly struct Size4X1 : ITileSize
{
    public static int Rows => 4;

    public static int Vectors => 1;
}

internal readonly struct Size3X1 : ITileSize
{
    public static int Rows => 3;

    public static int Vectors => 1;
}

internal readonly struct Size2X1 : ITileSize
{
    public static int Rows => 2;

    public static int Vectors => 1;
}

internal readonly struct Size1X1 : ITileSize
{
    public static int Rows => 1;

    public static int Vectors => 1;
}
