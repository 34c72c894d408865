namespace ModelCompiler.Kernels;

/// <summary>The strides of a contraction within a full panel of 32 columns.</summary>
internal readonly struct PanelStrides<TShape> : ITileStrides
    where TShape : struct, IContractionShape
{
    public static int LeftRow => TShape.LeftStride;

    public static int LeftInner => 1;

    public static int RightInner => ParameterLayout.PanelWidth;

    public static int OutputRow => TShape.OutputStride;
}

/// <summary>The strides of a contraction within the last panel, which has the columns that remain.</summary>
internal readonly struct LastPanelStrides<TShape> : ITileStrides
    where TShape : struct, IContractionShape
{
    public static int LeftRow => TShape.LeftStride;

    public static int LeftInner => 1;

    public static int RightInner => TShape.Columns % ParameterLayout.PanelWidth;

    public static int OutputRow => TShape.OutputStride;
}

/// <summary>The strides of a weight gradient within a full panel of 32 columns.</summary>
internal readonly struct GradientPanelStrides<TShape> : ITileStrides
    where TShape : struct, IWeightGradientShape
{
    public static int LeftRow => 1;

    public static int LeftInner => TShape.LeftStride;

    public static int RightInner => TShape.RightStride;

    public static int OutputRow => ParameterLayout.PanelWidth;
}

/// <summary>The strides of a weight gradient within the last panel.</summary>
internal readonly struct LastGradientPanelStrides<TShape> : ITileStrides
    where TShape : struct, IWeightGradientShape
{
    public static int LeftRow => 1;

    public static int LeftInner => TShape.LeftStride;

    public static int RightInner => TShape.RightStride;

    public static int OutputRow => TShape.Columns % ParameterLayout.PanelWidth;
}
