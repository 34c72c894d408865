using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// What a stream remembers of the steps that it has seen: the states of recurrent layers, the steps that causal convolutions still read,
/// the keys and values of causal attention. It belongs to one stream; the model, which holds the parameters, serves any number of streams.
/// Not thread-safe: one step at a time.
/// </summary>
/// <typeparam name="TModel">The model, whose states alone fit its steps.</typeparam>
public sealed class StreamState<TModel>
    where TModel : class
{
    private readonly AlignedBuffer _memory;
    private bool _isBusy;

    /// <summary>
    /// Creates the state of a stream that has not seen any step; models do, see <see cref="IStreamingModel{TSelf}.CreateState"/>.
    /// </summary>
    /// <param name="length">The floats of the memory.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public StreamState(int length) => _memory = new AlignedBuffer(length);

    /// <summary>The number of steps that the stream has seen since it was created or <see cref="Reset"/>.</summary>
    public long Steps { get; private set; }

    /// <summary>The memory as it is, to be kept somewhere: <see cref="Restore"/> takes it back. Does not allocate.</summary>
    public ReadOnlySpan<float> Values => _memory.Span;

    /// <summary>Forgets all steps: the next one is the first. Does not allocate.</summary>
    public void Reset()
    {
        _memory.Span.Clear();
        Steps = 0;
    }

    /// <summary>Makes another state go on from here. Does not allocate.</summary>
    /// <param name="other">The state of another stream of a model of the same type.</param>
    public void CopyTo(StreamState<TModel> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _memory.Span.CopyTo(other._memory.Span);
        other.Steps = Steps;
    }

    /// <summary>Goes on from a memory that was kept. Does not allocate.</summary>
    /// <param name="values">What <see cref="Values"/> held.</param>
    /// <param name="steps">The steps that the stream had seen.</param>
    /// <exception cref="ArgumentException">The length is not that of a state of this model, or a value is not finite; nothing has
    /// changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    public void Restore(ReadOnlySpan<float> values, long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (values.Length != _memory.Length)
            throw new ArgumentException(
                $"A state of {typeof(TModel).Name} has {_memory.Length} values, but {values.Length} were given.",
                nameof(values)
            );
        foreach (float value in values)
            if (!float.IsFinite(value))
                throw new ArgumentException("A state has finite values only.", nameof(values));
        values.CopyTo(_memory.Span);
        Steps = steps;
    }

    /// <summary>Checks a call and hands out the memory; models do this.</summary>
    /// <param name="input">The input.</param>
    /// <param name="inputSize">The values of a step of it.</param>
    /// <param name="output">The output.</param>
    /// <param name="outputSize">The values of a step of it.</param>
    /// <param name="contextLength">The steps of the longest stream.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<float> Begin(ReadOnlySpan<float> input, int inputSize, ReadOnlySpan<float> output, int outputSize, long contextLength)
    {
        if (input.Length != inputSize || output.Length != outputSize || _isBusy || Steps >= contextLength || input.Overlaps(output))
            Refuse(input, inputSize, output, outputSize, contextLength);
        _isBusy = true;
        return _memory.Span;
    }

    /// <summary>Ends a call; models do this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void End()
    {
        _isBusy = false;
        Steps++;
    }

    private void Refuse(ReadOnlySpan<float> input, int inputSize, ReadOnlySpan<float> output, int outputSize, long contextLength)
    {
        if (input.Length != inputSize)
            throw new ArgumentException($"A step has {inputSize} values, but {input.Length} were given.", nameof(input));
        if (output.Length != outputSize)
            throw new ArgumentException($"A step has {outputSize} outputs, but there is room for {output.Length}.", nameof(output));
        if (_isBusy)
            throw new InvalidOperationException(
                $"Another thread is in a step of this state of {typeof(TModel).Name}. Give each stream a state of its own: CreateState()."
            );
        if (Steps >= contextLength)
            throw new InvalidOperationException(
                $"The stream has seen {Steps} steps, and {typeof(TModel).Name} looks at {contextLength} at most (ContextLength). Reset() "
                    + "begins a new stream, in which the latest steps may be given again; or declare more steps."
            );
        throw new ArgumentException("The output must not overlap the input.", nameof(output));
    }
}
