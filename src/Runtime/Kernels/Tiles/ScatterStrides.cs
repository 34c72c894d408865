using System.Runtime.CompilerServices;

namespace ModelCompiler.Kernels;

/// <summary>The strides of the products of a <see cref="ConvolutionScatter"/> within a full panel of 32 columns: rows are pixels.</summary>
internal readonly struct ScatterStrides<TShape> : ITileStrides
    where TShape : struct, IScatterShape
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
        get => ParameterLayout.PanelWidth;
    }
}

/// <summary>The strides of the products within the last panel, which has 16 columns.</summary>
internal readonly struct LastScatterStrides<TShape> : ITileStrides
    where TShape : struct, IScatterShape
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
        get => ParameterLayout.PanelWidth / 2;
    }

    public static int OutputRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ParameterLayout.PanelWidth;
    }
}
