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

        // What lies before the image is skipped in whole steps from value to value of the window.
        int skippedLines = Skipped(firstLine, TShape.DilationLines),
            skippedPixels = Skipped(firstPixel, TShape.DilationPixels);
        firstLine += skippedLines * TShape.DilationLines;
        firstPixel += skippedPixels * TShape.DilationPixels;
        return new PoolWindow(
            firstLine,
            firstPixel,
            Math.Min(TShape.KernelLines - skippedLines, Within(firstLine, TShape.InputLines, TShape.DilationLines)),
            Math.Min(TShape.KernelPixels - skippedPixels, Within(firstPixel, TShape.InputPixels, TShape.DilationPixels))
        );
    }

    /// <summary>Whether all windows lie in the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInside<TShape>()
        where TShape : struct, IWindowShape =>
        TShape.Above == 0
        && TShape.Before == 0
        && ((TShape.Lines - 1) * TShape.StepLines) + SpannedLines<TShape>() <= TShape.InputLines
        && ((TShape.Pixels - 1) * TShape.StepPixels) + SpannedPixels<TShape>() <= TShape.InputPixels;

    /// <summary>Whether some value lies in several windows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Overlap<TShape>()
        where TShape : struct, IWindowShape => TShape.StepLines < SpannedLines<TShape>() || TShape.StepPixels < SpannedPixels<TShape>();

    /// <summary>Whether every value lies in some window, given that windows do not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CoverImage<TShape>()
        where TShape : struct, IWindowShape =>
        TShape.StepLines == TShape.KernelLines
        && TShape.StepPixels == TShape.KernelPixels
        && TShape.DilationLines == 1
        && TShape.DilationPixels == 1
        && (TShape.Lines * TShape.StepLines) - TShape.Above >= TShape.InputLines
        && (TShape.Pixels * TShape.StepPixels) - TShape.Before >= TShape.InputPixels;

    /// <summary>The lines from the first to the last of a window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SpannedLines<TShape>()
        where TShape : struct, IWindowShape => ((TShape.KernelLines - 1) * TShape.DilationLines) + 1;

    /// <summary>The pixels from the first to the last of a line of a window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SpannedPixels<TShape>()
        where TShape : struct, IWindowShape => ((TShape.KernelPixels - 1) * TShape.DilationPixels) + 1;

    /// <summary>How many places of a window come before the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Skipped(int first, int dilation) => first >= 0 ? 0 : (dilation - 1 - first) / dilation;

    /// <summary>How many places from a first one on lie before the end of the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Within(int first, int inputs, int dilation) => (inputs - first + dilation - 1) / dilation;
}
