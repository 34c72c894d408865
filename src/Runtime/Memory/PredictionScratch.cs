namespace ModelCompiler;

/// <summary>
/// Scratch memory of predictions: one buffer per thread, which grows to the largest prediction the thread has made and is kept. After the
/// first use on a thread nothing is allocated, and threads never share.
/// </summary>
public static class PredictionScratch
{
    [ThreadStatic]
    private static AlignedBuffer? _buffer;

    /// <summary>At least <paramref name="length"/> floats of undefined content, valid until the thread's next call.</summary>
    /// <param name="length">The number of floats.</param>
    public static Span<float> Get(int length)
    {
        AlignedBuffer? buffer = _buffer;
        if (buffer is null || buffer.Length < length)
            _buffer = buffer = new AlignedBuffer(length);
        return buffer.Span;
    }
}
