using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace ModelCompiler.Kernels;

// The strides of each kind of product within a panel of columns: two k of a panel of the weight, or of its gradient, lie as far apart as
// the panel is wide.

/// <summary>A contraction: rows are samples.</summary>
internal readonly struct ContractionStrides<TShape, TPanel> : ITileStrides
    where TShape : struct, IContractionShape
    where TPanel : struct, IPanel
{
    [MethodImpl(AggressiveInlining)]
    public static nint Left(nint row) => row * TShape.LeftStride;

    public static int LeftInner
    {
        [MethodImpl(AggressiveInlining)]
        get => 1;
    }
    public static int RightInner
    {
        [MethodImpl(AggressiveInlining)]
        get => TPanel.Width;
    }
    public static int OutputRow
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.OutputStride;
    }
}

/// <summary>The gradient of a contraction's weight: rows are inputs, and each k is a sample.</summary>
internal readonly struct WeightGradientStrides<TShape, TPanel> : ITileStrides
    where TShape : struct, IWeightGradientShape
    where TPanel : struct, IPanel
{
    [MethodImpl(AggressiveInlining)]
    public static nint Left(nint row) => row;

    public static int LeftInner
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.LeftStride;
    }
    public static int RightInner
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.RightStride;
    }
    public static int OutputRow
    {
        [MethodImpl(AggressiveInlining)]
        get => TPanel.Width;
    }
}

/// <summary>A convolution: rows are pixels, runs of k are those of the window.</summary>
internal readonly struct ConvolutionStrides<TShape, TPanel> : ITileStrides
    where TShape : struct, IConvolutionShape
    where TPanel : struct, IPanel
{
    [MethodImpl(AggressiveInlining)]
    public static nint Left(nint row) => row * TShape.LeftPixel;

    public static int LeftInner
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.LeftInner;
    }
    public static int RightInner
    {
        [MethodImpl(AggressiveInlining)]
        get => TPanel.Width;
    }
    public static int OutputRow
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.OutputPixel;
    }
    public static int Outer
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.Outer;
    }
    public static int LeftOuter
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.LeftOuter;
    }
    public static int RightOuter
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.RightOuter * TPanel.Width;
    }
    public static int RunsOfLine
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.RunsOfLine;
    }
    public static int LeftLineEnd
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.LeftLineEnd;
    }
    public static int RightLineEnd
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.RightLineEnd * TPanel.Width;
    }
}

/// <summary>A convolution into a scratch, which is always as wide as a full panel.</summary>
internal readonly struct ScratchStrides<TShape, TPanel> : ITileStrides
    where TShape : struct, IConvolutionShape
    where TPanel : struct, IPanel
{
    [MethodImpl(AggressiveInlining)]
    public static nint Left(nint row) => row * TShape.LeftPixel;

    public static int LeftInner
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.LeftInner;
    }
    public static int RightInner
    {
        [MethodImpl(AggressiveInlining)]
        get => TPanel.Width;
    }
    public static int OutputRow
    {
        [MethodImpl(AggressiveInlining)]
        get => ParameterLayout.PanelWidth;
    }
    public static int Outer
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.Outer;
    }
    public static int LeftOuter
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.LeftOuter;
    }
    public static int RightOuter
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.RightOuter * TPanel.Width;
    }
    public static int RunsOfLine
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.RunsOfLine;
    }
    public static int LeftLineEnd
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.LeftLineEnd;
    }
    public static int RightLineEnd
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.RightLineEnd * TPanel.Width;
    }
}

/// <summary>The gradient of a convolution's weight: rows are places of the window, runs of k are lines of pixels.</summary>
internal readonly struct ConvolutionGradientStrides<TShape, TPanel> : ITileStrides
    where TShape : struct, IConvolutionGradientShape
    where TPanel : struct, IPanel
{
    [MethodImpl(AggressiveInlining)]
    public static nint Left(nint row) => WindowRows<TShape>.Left(row);

    public static int LeftInner
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.LeftPixel;
    }
    public static int RightInner
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.RightPixel;
    }
    public static int OutputRow
    {
        [MethodImpl(AggressiveInlining)]
        get => TPanel.Width;
    }
    public static int Outer
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.Lines;
    }
    public static int LeftOuter
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.LeftLine;
    }
    public static int RightOuter
    {
        [MethodImpl(AggressiveInlining)]
        get => TShape.RightLine;
    }
}

/// <summary>
/// The products of a <see cref="ConvolutionScatter"/>: rows are pixels, and the scratch is always as wide as a full panel.
/// </summary>
internal readonly struct ScatterStrides<TShape, TPanel> : ITileStrides
    where TShape : struct, IScatterShape
    where TPanel : struct, IPanel
{
    [MethodImpl(AggressiveInlining)]
    public static nint Left(nint row) => row * TShape.LeftPixel;

    public static int LeftInner
    {
        [MethodImpl(AggressiveInlining)]
        get => 1;
    }
    public static int RightInner
    {
        [MethodImpl(AggressiveInlining)]
        get => TPanel.Width;
    }
    public static int OutputRow
    {
        [MethodImpl(AggressiveInlining)]
        get => ParameterLayout.PanelWidth;
    }
}
