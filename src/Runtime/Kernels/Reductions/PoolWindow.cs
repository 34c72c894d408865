using System.Runtime.CompilerServices;

namespace ModelCompiler.Kernels;

/// <summary>The part of a window that lies in the image: its first line and pixel, and how many there are.</summary>
internal readonly record struct PoolWindow(int Line, int Pixel, int Lines, int Pixels)
{
    /// <summary>The window of one output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PoolWindow At<TShape>(int line, int pixel)
        where TShape : struct, IWindowShape
    {
        int firstLine = (line * TShape.StepLines) - TShape.Above,
            firstPixel = (pixel * TShape.StepPixels) - TShape.Before;
        if (IsInside<TShape>())
            return new PoolWindow(firstLine, firstPixel, TShape.KernelLines, TShape.KernelPixels);
        int lastLine = Math.Min(firstLine + TShape.KernelLines, TShape.InputLines),
            lastPixel = Math.Min(firstPixel + TShape.KernelPixels, TShape.InputPixels);
        firstLine = Math.Max(firstLine, 0);
        firstPixel = Math.Max(firstPixel, 0);
        return new PoolWindow(firstLine, firstPixel, lastLine - firstLine, lastPixel - firstPixel);
    }

    /// <summary>Whether all windows lie in the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInside<TShape>()
        where TShape : struct, IWindowShape =>
        TShape.Above == 0
        && TShape.Before == 0
        && ((TShape.Lines - 1) * TShape.StepLines) + TShape.KernelLines <= TShape.InputLines
        && ((TShape.Pixels - 1) * TShape.StepPixels) + TShape.KernelPixels <= TShape.InputPixels;

    /// <summary>Whether some value lies in several windows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Overlap<TShape>()
        where TShape : struct, IWindowShape => TShape.StepLines < TShape.KernelLines || TShape.StepPixels < TShape.KernelPixels;

    /// <summary>Whether every value lies in some window, given that windows do not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CoverImage<TShape>()
        where TShape : struct, IWindowShape =>
        TShape.StepLines == TShape.KernelLines
        && TShape.StepPixels == TShape.KernelPixels
        && (TShape.Lines * TShape.StepLines) - TShape.Above >= TShape.InputLines
        && (TShape.Pixels * TShape.StepPixels) - TShape.Before >= TShape.InputPixels;
}
