namespace ModelCompiler.Kernels;

/// <summary>
/// Where the pixels of a batch lie, channels last. Rows of a flat layer are images of one pixel. Distances are in floats.
/// </summary>
/// <param name="Columns">The channels as stored: 4, 8 or a multiple of 16; also the distance between two pixels.</param>
/// <param name="Pixels">The pixels of a line.</param>
/// <param name="Lines">The lines of a sample.</param>
/// <param name="Line">The distance between two lines.</param>
/// <param name="Sample">The distance between two samples.</param>
public readonly record struct PixelLayout(int Columns, int Pixels, int Lines, int Line, int Sample)
{
    /// <summary>The values of one channel in one sample.</summary>
    public int PixelCount => Pixels * Lines;
}
