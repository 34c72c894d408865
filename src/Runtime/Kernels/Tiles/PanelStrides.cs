using System.Runtime.CompilerServices;

namespace ModelCompiler.Kernels;

/// <summary>The strides of a contraction within a full panel of 32 columns.</summary>
internal readonly struct PanelStrides<TShape> : ITileStrides
    where TShape : struct, IContractionShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Left(nint row) => row * TShape.LeftStride;

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
        get => TShape.OutputStride;
    }
}

/// <summary>The strides of a contraction within the last panel, which has the columns that remain.</summary>
internal readonly struct LastPanelStrides<TShape> : ITileStrides
    where TShape : struct, IContractionShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Left(nint row) => row * TShape.LeftStride;

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
        get => TShape.OutputStride;
    }
}

/// <summary>The strides of a weight gradient within a full panel of 32 columns.</summary>
internal readonly struct GradientPanelStrides<TShape> : ITileStrides
    where TShape : struct, IWeightGradientShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Left(nint row) => row;

    public static int LeftInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.LeftStride;
    }

    public static int RightInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RightStride;
    }

    public static int OutputRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ParameterLayout.PanelWidth;
    }
}

/// <summary>The strides of a weight gradient within the last panel.</summary>
internal readonly struct LastGradientPanelStrides<TShape> : ITileStrides
    where TShape : struct, IWeightGradientShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Left(nint row) => row;

    public static int LeftInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.LeftStride;
    }

    public static int RightInner
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.RightStride;
    }

    public static int OutputRow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.Columns % ParameterLayout.PanelWidth;
    }
}
