using System.Runtime.CompilerServices;
using ModelCompiler.Simd;

namespace ModelCompiler.Kernels;

/// <summary>
/// A convolution of images whose channels lie last, over a packed weight: <c>y = epilogue(bias + window w)</c>. Borders are in memory, as
/// zeros, so nothing is tested. It is also the gradient of a convolution's input, over the flipped weight. Does not allocate; callers own
/// all memory, and concurrent calls may share what they read.
/// </summary>
public static class Convolution
{
    /// <summary>Computes consecutive samples.</summary>
    /// <param name="x">The first float of the first window of the first sample.</param>
    /// <param name="w">The weight, packed in panels of 32 columns (see <see cref="ParameterLayout"/>), group by group.</param>
    /// <param name="firstInner">The first k of the weight that is read.</param>
    /// <param name="bias">What each sum starts from, by column, or the epilogue's table; ignored unless <paramref name="hasBias"/>.</param>
    /// <param name="hasBias">Whether there is a bias or a table; otherwise sums start from zero.</param>
    /// <param name="y">The first pixel of the first sample of the output.</param>
    /// <param name="saved">The first pixel of the epilogue's second buffer.</param>
    /// <param name="samples">The number of samples.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TVector, TShape, TEpilogue>(
        ref readonly float x,
        ref readonly float w,
        int firstInner,
        ref readonly float bias,
        bool hasBias,
        ref float y,
        ref float saved,
        int samples
    )
        where TVector : struct, IVector<TVector>
        where TShape : struct, IConvolutionShape
        where TEpilogue : struct, IEpilogue
    {
        var operands = new Operands(in x, in w, in bias, hasBias, ref y, ref saved);
        for (int sample = 0; sample < samples; sample++)
        {
            Operands image = operands.AtRow(
                (nint)sample * TShape.LeftSample,
                (nint)sample * TShape.OutputSample,
                (nint)sample * TShape.SavedSample
            );
            for (int group = 0; group < TShape.Groups; group++)
            {
                int column = group * TShape.Columns;
                Operands channels = image.AtColumn((nint)column * TShape.RightInner, column).AtInner(group * TShape.LeftGroup, 0);
                var work = new Lines<TVector, TShape, TEpilogue>(channels, firstInner);
                Panels.Run<TVector, TShape, Lines<TVector, TShape, TEpilogue>>(ref work, 0, TShape.Columns);
            }
        }
    }

    /// <summary>One group of one sample against a slice of columns.</summary>
    private readonly ref struct Lines<TVector, TShape, TEpilogue>(Operands operands, int firstInner) : IPanelWork
        where TVector : struct, IVector<TVector>
        where TShape : struct, IConvolutionShape
        where TEpilogue : struct, IEpilogue
    {
        private readonly Operands _operands = operands;
        private readonly int _firstInner = firstInner;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Slice<TPanel, TVectors>(int panel, int slice)
            where TPanel : struct, IPanel
            where TVectors : struct, IVectorsPerTile
        {
            Operands columns = _operands.AtColumn(
                ((nint)panel * TShape.RightInner) + ((nint)_firstInner * TPanel.Width) + slice,
                panel + slice
            );
            for (int pass = 0; pass < TShape.Passes; pass++)
            {
                Operands window = columns.AtInner((nint)pass * TShape.LeftPass, (nint)pass * TShape.RightPass * TPanel.Width);
                TileStart start = pass > 0 ? TileStart.Output : columns.Start<TEpilogue>();
                var block = new InnerBlock(TShape.Inner, start, Add: false, Last: pass + 1 == TShape.Passes);
                for (int line = 0; line < TShape.Lines; line++)
                {
                    Operands pixels = window.AtRow(
                        (nint)line * TShape.LeftLine,
                        (nint)line * TShape.OutputLine,
                        (nint)line * TShape.SavedLine
                    );
                    RowTiles<TVector, ConvolutionStrides<TShape, TPanel>, TEpilogue, TVectors>.Run(in pixels, block, TShape.Pixels);
                }
            }
        }
    }
}
