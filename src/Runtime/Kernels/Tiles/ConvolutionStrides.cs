using System.Runtime.CompilerServices;

namespace ModelCompiler.Kernels;

/// <summary>The strides of a convolution within a full panel of 32 columns: rows are pixels.</summary>
internal readonly struct ConvolutionStrides<TShape> : ITileStrides
    where TShape : struct, IConvolutionShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Left(nint row) => row * TShape.LeftPixel;

    public static int LeftInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    public static int RightInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ParameterLayout.PanelWidth;
    }

    public static int OutputRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.OutputPixel;
    }

    public static int Outer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Outer;
    }

    public static int LeftOuter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.LeftOuter;
    }

    public static int RightOuter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RightOuter * ParameterLayout.PanelWidth;
    }

    public static int RunsOfLine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RunsOfLine;
    }

    public static int LeftLineEnd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.LeftLineEnd;
    }

    public static int RightLineEnd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RightLineEnd * ParameterLayout.PanelWidth;
    }
}

/// <summary>The strides of a convolution within the last panel, which has the columns that remain.</summary>
internal readonly struct LastConvolutionStrides<TShape> : ITileStrides
    where TShape : struct, IConvolutionShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Left(nint row) => row * TShape.LeftPixel;

    public static int LeftInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    public static int RightInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Columns % ParameterLayout.PanelWidth;
    }

    public static int OutputRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.OutputPixel;
    }

    public static int Outer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Outer;
    }

    public static int LeftOuter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.LeftOuter;
    }

    public static int RightOuter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RightOuter * (TShape.Columns % ParameterLayout.PanelWidth);
    }

    public static int RunsOfLine
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RunsOfLine;
    }

    public static int LeftLineEnd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.LeftLineEnd;
    }

    public static int RightLineEnd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RightLineEnd * (TShape.Columns % ParameterLayout.PanelWidth);
    }
}

/// <summary>The strides of a convolution's weight gradient within a full panel: rows are places of the window, runs are lines of pixels.</summary>
internal readonly struct ConvolutionGradientStrides<TShape> : ITileStrides
    where TShape : struct, IConvolutionGradientShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Left(nint row) => WindowRows<TShape>.Left(row);

    public static int LeftInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.LeftPixel;
    }

    public static int RightInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RightPixel;
    }

    public static int OutputRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ParameterLayout.PanelWidth;
    }

    public static int Outer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Lines;
    }

    public static int LeftOuter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.LeftLine;
    }

    public static int RightOuter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RightLine;
    }
}

/// <summary>The strides of a convolution's weight gradient within the last panel.</summary>
internal readonly struct LastConvolutionGradientStrides<TShape> : ITileStrides
    where TShape : struct, IConvolutionGradientShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Left(nint row) => WindowRows<TShape>.Left(row);

    public static int LeftInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.LeftPixel;
    }

    public static int RightInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RightPixel;
    }

    public static int OutputRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Columns % ParameterLayout.PanelWidth;
    }

    public static int Outer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Lines;
    }

    public static int LeftOuter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.LeftLine;
    }

    public static int RightOuter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RightLine;
    }
}
