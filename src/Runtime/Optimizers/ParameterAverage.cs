namespace ModelCompiler;

/// <summary>
/// The exponential moving average of a model's parameters, which is often better than the parameters themselves while those still jump:
/// <c>average += (1 - decay) * (parameter - average)</c> after every step, as PyTorch's <c>swa_utils.AveragedModel</c> with
/// <c>get_ema_multi_avg_fn</c>.
/// </summary>
/// <remarks>
/// <para>
/// The first update takes the parameters as they are. Running statistics are no parameters: they are kept equal to the model's, as PyTorch
/// keeps buffers.
/// </para>
/// <para>
/// A trainer updates it after each step (<see cref="Trainer{TModel}.ParameterAverage"/>), and its checkpoints hold it, so that a run that
/// is resumed has the same average to the bit. In a loop of one's own call <see cref="Update"/> after the optimizer's step. Not
/// thread-safe; takes one buffer of the parameters' length, and allocates nothing after its creation.
/// </para>
/// </remarks>
/// <example><code>
/// var average = new ParameterAverage&lt;DigitClassifier&gt;(model, decay: 0.999) { Warmup = true };
/// new Trainer&lt;DigitClassifier&gt;(model, new AdamW()) { Epochs = 20, ParameterAverage = average }.Fit(train);
/// average.Save("digits.safetensors");
/// </code></example>
/// <typeparam name="TModel">The model.</typeparam>
public sealed class ParameterAverage<TModel>
    where TModel : class, IModel<TModel>
{
    private readonly AlignedBuffer _values = new(TModel.Description.ParameterBufferLength);

    /// <summary>Begins an average with the parameters that the model has now.</summary>
    /// <param name="model">The model to follow.</param>
    /// <param name="decay">How much of the average is kept at each update, from 0 to less than 1: it is over about <c>1 / (1 - decay)</c>
    /// steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is out of range.</exception>
    public ParameterAverage(TModel model, double decay = 0.999)
    {
        ArgumentNullException.ThrowIfNull(model);
        Decay = Hyperparameter.Decay(decay, nameof(decay));
        Model = model;
        Reset();
    }

    /// <summary>The model that is followed.</summary>
    public TModel Model { get; }

    /// <summary>How much of the average is kept at each update.</summary>
    public double Decay { get; }

    /// <summary>
    /// Whether the first updates keep less, so that the parameters of the beginning are soon forgotten: at most <c>(1 + n) / (10 + n)</c>
    /// after n updates, as TensorFlow's <c>ExponentialMovingAverage</c> with <c>num_updates</c>. False by default, as in PyTorch.
    /// </summary>
    public bool Warmup { get; init; }

    /// <summary>The number of updates.</summary>
    public long UpdateCount { get; private set; }

    /// <summary>The averages, laid out as the model's parameters; live.</summary>
    internal ReadOnlySpan<float> Values => _values.Span;

    /// <summary>Takes the model's parameters into the average. Call it after the optimizer's step. Does not allocate.</summary>
    public void Update()
    {
        ReadOnlySpan<float> parameters = Model.Parameters;
        int statistics = parameters.Length - TModel.Description.StatisticsBufferLength;
        double kept = Warmup ? Math.Min(Decay, (1.0 + UpdateCount) / (10.0 + UpdateCount)) : Decay;
        if (UpdateCount == 0)
            parameters.CopyTo(_values.Span);
        else
            SoftCopy.Run(parameters[..statistics], _values.Span[..statistics], (float)(1 - kept));
        parameters[statistics..].CopyTo(_values.Span[statistics..]);
        UpdateCount++;
    }

    /// <summary>Gives a model the averages for parameters: another one, to predict with while this one trains, or this one at the
    /// end.</summary>
    /// <param name="model">The model whose parameters change.</param>
    /// <exception cref="InvalidOperationException">Another thread computes a gradient of that model, or changes it.</exception>
    public void CopyTo(TModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using ParameterGuard.Scope change = ParameterGuard.Changing(model);
        _values.Span.CopyTo(model.Parameters);
    }

    /// <summary>Saves the averages as the parameters of a model: <c>model.Load</c> reads the file.</summary>
    /// <param name="path">The file, by custom <c>*.safetensors</c>; its folder must exist.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">The folder does not exist, or the disk is full or failing; an existing file is as it was.</exception>
    public void Save(string path) => ModelSerialization.Writer(TModel.Description, _values.Span).Save(path);

    /// <summary>Begins anew with the parameters that the model has now.</summary>
    public void Reset()
    {
        Model.Parameters.CopyTo(_values.Span);
        UpdateCount = 0;
    }

    /// <summary>Continues from a checkpoint.</summary>
    internal void Restore(ReadOnlySpan<float> values, long updates)
    {
        values.CopyTo(_values.Span);
        UpdateCount = updates;
    }
}
