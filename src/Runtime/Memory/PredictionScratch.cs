using System.ComponentModel;

namespace ModelCompiler;

/// <summary>
/// Scratch memory of what only reads a model, predictions and losses: one buffer per thread, which grows to the largest that the thread has
/// needed and is kept. After the first use on a thread nothing is allocated, and threads never share.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PredictionScratch
{
    [ThreadStatic]
    private static AlignedBuffer? _buffer;

    [ThreadStatic]
    private static AlignedBuffer? _output;

    [ThreadStatic]
    private static AlignedBuffer? _input;

    /// <summary>At least <paramref name="length"/> floats of undefined content, valid until the thread's next call.</summary>
    /// <param name="length">The number of floats.</param>
    public static Span<float> Get(int length) => AlignedBuffer.Grow(ref _buffer, length);

    /// <summary>
    /// Exactly <paramref name="length"/> floats of undefined content for outputs, apart from <see cref="Get"/>; valid until the thread's
    /// next call of this method.
    /// </summary>
    /// <param name="length">The number of floats.</param>
    public static Span<float> GetOutput(int length) => AlignedBuffer.Grow(ref _output, length)[..length];

    /// <summary>
    /// Exactly <paramref name="length"/> floats of undefined content for inputs, apart from the others; valid until the thread's next call
    /// of this method.
    /// </summary>
    /// <param name="length">The number of floats.</param>
    public static Span<float> GetInput(int length) => AlignedBuffer.Grow(ref _input, length)[..length];
}
