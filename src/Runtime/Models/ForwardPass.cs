using System.ComponentModel;

namespace ModelCompiler;

/// <summary>
/// What a model's <c>Forward</c> has computed of a batch and its <c>Backward</c> reads: a handle that is used again and again, so that
/// nothing is allocated once it has held the largest batch. Between the two calls the model may predict, compute losses, and run other
/// passes, each with a handle of its own; its parameters must stay as they are. Not thread-safe.
/// </summary>
/// <remarks>
/// Holds the workspace of a gradient over the whole batch and a copy of its inputs, whose memory the caller may therefore use again.
/// </remarks>
public sealed class ForwardPass
{
    private AlignedBuffer? _workspace,
        _inputs,
        _rows;

    private ParameterGuard? _model;
    private long _changes;
    private int _inputLength;

    /// <summary>The samples that wait for <c>Backward</c>; 0 when there is none to be computed.</summary>
    public int Samples { get; private set; }

    /// <summary>Which random numbers the pass drew.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ulong RandomState { get; private set; }

    /// <summary>The inputs of the pass.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<float> Inputs => _inputs is null ? default : _inputs.Span[.._inputLength];

    /// <summary>Begins a pass: what the handle held before is gone.</summary>
    /// <param name="inputs">The inputs, which are copied.</param>
    /// <param name="length">The floats of the workspace.</param>
    /// <param name="randomState">Which random numbers it draws.</param>
    /// <returns>The workspace.</returns>
    /// <exception cref="ArgumentException">The workspace is larger than one buffer can be.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<float> Begin(ReadOnlySpan<float> inputs, long length, ulong randomState = 0)
    {
        if (length > Array.MaxLength - ParameterLayout.PanelWidth)
            throw new ArgumentException(
                $"To keep what the backward pass of this batch reads takes {length} floats, more than one buffer can hold: use smaller "
                    + "batches.",
                nameof(inputs)
            );
        Samples = 0;
        _inputLength = inputs.Length;
        inputs.CopyTo(AlignedBuffer.Grow(ref _inputs, inputs.Length));
        RandomState = randomState;
        return AlignedBuffer.Grow(ref _workspace, (int)length);
    }

    /// <summary>Ends a forward pass, after which the backward pass may come.</summary>
    /// <param name="model">The guard of the model.</param>
    /// <param name="samples">The samples.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Keep(ParameterGuard model, int samples)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _changes = model.Changes;
        Samples = samples;
    }

    /// <summary>Begins the backward pass.</summary>
    /// <param name="model">The guard of the model.</param>
    /// <param name="outputGradients">The gradient by the outputs.</param>
    /// <param name="outputSize">Those of one sample.</param>
    /// <returns>The workspace that <see cref="Begin"/> gave.</returns>
    /// <exception cref="InvalidOperationException">There is no forward pass, it was another model's, or the parameters have
    /// changed.</exception>
    /// <exception cref="ArgumentException">The gradient is of another number of samples, or not finite.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Span<float> Resume(ParameterGuard model, ReadOnlySpan<float> outputGradients, int outputSize)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Samples == 0)
            throw new InvalidOperationException(
                "The pass holds nothing to go back through: call Forward with it first. Each Forward serves one Backward."
            );
        if (_model != model)
            throw new InvalidOperationException(
                $"The pass is one of {_model!.Model}'s, not of this {model.Model}: give Backward the model that Forward was called on."
            );
        if (_changes != model.Changes)
            throw new InvalidOperationException(
                $"The parameters of {model.Model} have changed since Forward, so the gradient would be of neither: call Forward again."
            );
        if (outputGradients.Length != (long)Samples * outputSize)
            throw new ArgumentException(
                $"Forward was given {Amount.Of(Samples, "sample")}, whose gradient by the outputs has {Samples} × {outputSize} values, "
                    + $"but {outputGradients.Length} were given.",
                nameof(outputGradients)
            );
        int wrong = FiniteValues.IndexOfNonFinite(outputGradients);
        if (wrong >= 0)
            throw new ArgumentException(
                $"The gradient by output {wrong % outputSize} of sample {wrong / outputSize} is "
                    + $"{(float.IsNaN(outputGradients[wrong]) ? "NaN" : "infinite")}.",
                nameof(outputGradients)
            );
        return _workspace!.Span;
    }

    /// <summary>Ends the backward pass, which has used up what the handle held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Release() => Samples = 0;

    /// <summary>Memory for rows of outputs and gradients by them.</summary>
    /// <param name="length">The floats.</param>
    internal Span<float> Rows(int length) => AlignedBuffer.Grow(ref _rows, length)[..length];
}
