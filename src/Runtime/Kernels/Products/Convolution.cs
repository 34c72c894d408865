using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A convolution of images whose channels lie last, over a packed weight: <c>y = epilogue(bias + window w)</c>. Borders are in memory, as zeros, so nothing is
/// tested. It is also the gradient of a convolution's input, over the flipped weight. Does not allocate; callers own all memory, and concurrent calls may share
/// what they read.
/// </summary>
public static class Convolution
{
    private const int PanelWidth = ParameterLayout.PanelWidth;

    /// <summary>Computes consecutive samples.</summary>
    /// <param name="x">The first float of the first window of the first sample.</param>
    /// <param name="w">The weight, packed in panels of 32 columns (see <see cref="ParameterLayout"/>), group by group.</param>
    /// <param name="firstInner">The first k of the weight that is read.</param>
    /// <param name="bias">What each sum starts from, by column, or the epilogue's table; ignored unless <paramref name="hasBias"/>.</param>
    /// <param name="hasBias">Whether there is a bias or a table; otherwise sums start from zero.</param>
    /// <param name="y">The first pixel of the first sample of the output.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run<TVector, TShape, TEpilogue>(
        ref readonly float x, ref readonly float w, int firstInner, ref readonly float bias, bool hasBias, ref float y, ref float saved, int samples)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IConvolutionShape
        where TEpilogue : struct, IEpilogue
    {
        int biasStep = hasBias ? 1 : 0;
        for (int sample = 0; sample < samples; sample++)
        {
            for (int group = 0; group < TShape.Groups; group++)
            {
                int column = group * TShape.Columns;
                Panels<TVector, TShape, TEpilogue>(
                    ref Unsafe.Add(ref Unsafe.AsRef(in x), ((nint)sample * TShape.LeftSample) + (group * TShape.LeftGroup)),
                    ref Unsafe.Add(ref Unsafe.AsRef(in w), (nint)column * TShape.RightInner),
                    firstInner,
                    ref Unsafe.Add(ref Unsafe.AsRef(in bias), column * biasStep),
                    hasBias,
                    ref Unsafe.Add(ref y, ((nint)sample * TShape.OutputSample) + column),
                    ref Unsafe.Add(ref saved, ((nint)sample * TShape.SavedSample) + column));
            }
        }
    }

    /// <summary>One group of one sample, a panel of columns at a time.</summary>
    private static void Panels<TVector, TShape, TEpilogue>(ref float left, ref float w, int firstInner, ref float bias, bool hasBias, ref float output, ref float second)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IConvolutionShape
        where TEpilogue : struct, IEpilogue
    {
        int panel = 0, biasStep = hasBias ? 1 : 0;
        for (; panel + PanelWidth <= TShape.Columns; panel += PanelWidth)
        {
            for (int slice = 0; slice < PanelWidth; slice += 2 * TVector.Count)
            {
                Lines<TVector, TShape, ConvolutionStrides<TShape>, TEpilogue, TwoVectors>(
                    ref left,
                    ref Unsafe.Add(ref w, ((nint)panel * TShape.RightInner) + ((nint)firstInner * PanelWidth) + slice),
                    ref Unsafe.Add(ref bias, (panel + slice) * biasStep),
                    hasBias,
                    ref Unsafe.Add(ref output, panel + slice),
                    ref Unsafe.Add(ref second, panel + slice));
            }
        }

        for (int slice = 0; slice < TShape.Columns % PanelWidth;)
        {
            ref float panelW = ref Unsafe.Add(ref w, ((nint)panel * TShape.RightInner) + ((nint)firstInner * (TShape.Columns % PanelWidth)) + slice);
            ref float panelBias = ref Unsafe.Add(ref bias, (panel + slice) * biasStep);
            ref float panelY = ref Unsafe.Add(ref output, panel + slice);
            ref float panelSaved = ref Unsafe.Add(ref second, panel + slice);
            if (LastPanel.HasTwoVectors<TVector>(TShape.Columns % PanelWidth, slice))
            {
                Lines<TVector, TShape, LastConvolutionStrides<TShape>, TEpilogue, TwoVectors>(ref left, ref panelW, ref panelBias, hasBias, ref panelY, ref panelSaved);
                slice += 2 * TVector.Count;
            }
            else
            {
                Lines<TVector, TShape, LastConvolutionStrides<TShape>, TEpilogue, OneVector>(ref left, ref panelW, ref panelBias, hasBias, ref panelY, ref panelSaved);
                slice += TVector.Count;
            }
        }
    }

    /// <summary>One sample against one slice of columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Lines<TVector, TShape, TStrides, TEpilogue, TVectors>(
        ref float x, ref float w, ref float bias, bool hasBias, ref float y, ref float saved)
        where TVector : struct, IVector<TVector>
        where TShape : struct, IConvolutionShape
        where TStrides : struct, ITileStrides
        where TEpilogue : struct, IEpilogue
        where TVectors : struct, IVectorsPerTile
    {
        for (int pass = 0; pass < TShape.Passes; pass++)
        {
            TileStart start = pass > 0 ? TileStart.Output : hasBias && TEpilogue.TableColumns == 0 ? TileStart.Bias : TileStart.Zero;
            for (int line = 0; line < TShape.Lines; line++)
            {
                RowTiles<TVector, TStrides, TEpilogue, TVectors>.Run(
                    in Unsafe.Add(ref x, ((nint)pass * TShape.LeftPass) + ((nint)line * TShape.LeftLine)),
                    in Unsafe.Add(ref w, (nint)pass * TShape.RightPass * TStrides.RightInner),
                    ref Unsafe.Add(ref y, (nint)line * TShape.OutputLine),
                    in bias,
                    ref Unsafe.Add(ref saved, (nint)line * TShape.SavedLine),
                    TShape.Pixels,
                    TShape.Inner,
                    start,
                    add: false,
                    last: pass + 1 == TShape.Passes);
            }
        }
    }
}
