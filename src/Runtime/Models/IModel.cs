using System.ComponentModel;

namespace ModelCompiler;

/// <summary>
/// What every compiled model offers to generic code, such as <see cref="Trainer{TModel}"/>, without reflection.
/// The source generator implements it on each class marked with <see cref="ModelAttribute"/>.
/// </summary>
/// <remarks>
/// What only reads a model is re-entrant: any number of threads may predict and compute losses with one model, as long as none writes its
/// parameters. Their scratch memory belongs to the thread. A gradient uses the model's own workspace: one at a time per model object. Two
/// at once, or a step of an optimizer or a load meanwhile, are refused with an <see cref="InvalidOperationException"/>
/// (<see cref="Guard"/>). Where a model has batch normalisation, each gradient also moves its running statistics, once; predictions and
/// losses use them and change nothing.
/// </remarks>
/// <typeparam name="TSelf">The model.</typeparam>
public interface IModel<TSelf> : IPredictor
    where TSelf : class, IModel<TSelf>
{
    /// <summary>Names, shapes, sizes and the plan.</summary>
    static abstract ModelDescription Description { get; }

    /// <summary>A new model with freshly initialised parameters: the same seed gives the same parameters on every machine.</summary>
    static abstract TSelf Create(ulong seed);

    /// <summary>
    /// All parameters as one live, 64-byte aligned span of <see cref="ModelDescription.ParameterBufferLength"/> elements, for optimizers
    /// and other passes over all of them. Layout is the plan's business and another one in each class: <see cref="ModelCopying.CopyFrom"/>
    /// copies between models, <see cref="ModelDescription.Parameters"/> reads and writes single parameters.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    Span<float> Parameters { get; }

    /// <summary>
    /// What is frozen while the program runs: <see cref="ModelFreezing"/>. Null for a class written by hand that cannot freeze.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ParameterFreezing? Freezing => null;

    /// <summary>The number of threads a batch may use; 1 or more. By default the number of processors.</summary>
    int MaxDegreeOfParallelism { get; set; }

    /// <summary>
    /// Which random numbers the next gradient uses, in layers such as dropout. Every gradient moves it on by one; the same state gives the
    /// same noise, however many threads there are. A model without such layers has none: it reads as zero and cannot be changed.
    /// </summary>
    ulong RandomState
    {
        get => 0;
        set { }
    }

    int IPredictor.InputSize => TSelf.Description.InputSize;

    int IPredictor.OutputSize => TSelf.Description.OutputSize;

    /// <summary>Refuses two gradients at once, and changes of the parameters during one; null for a model that is not watched.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ParameterGuard? Guard => null;

    /// <summary>The loss of a batch. Any number of threads may compute one at a time; does not allocate after a thread's first.</summary>
    /// <param name="inputs">n × InputSize values.</param>
    /// <param name="targets">n × OutputSize values.</param>
    /// <param name="weights">How much each sample counts, n values of at least 0; none for all alike. See
    /// <see cref="SampleWeights"/>.</param>
    float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default);

    /// <summary>
    /// The loss of a batch whose targets are class indices. Any number of threads may compute one at a time; does not allocate after a
    /// thread's first.
    /// </summary>
    /// <param name="inputs">n × InputSize values.</param>
    /// <param name="classes">n class indices.</param>
    /// <param name="weights">How much each sample counts, n values of at least 0; none for all alike. See
    /// <see cref="SampleWeights"/>.</param>
    /// <exception cref="NotSupportedException">The loss has no classes: see <see cref="ModelDescription.AcceptsClassTargets"/>.</exception>
    float Loss(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes, ReadOnlySpan<float> weights = default);

    /// <summary>
    /// The loss of a batch, and that of each head by itself. Any number of threads may compute one at a time; does not allocate after a
    /// thread's first.
    /// </summary>
    /// <param name="inputs">n × InputSize values.</param>
    /// <param name="targets">n × TargetSize values: those of the first head with a loss, those of the second behind them.</param>
    /// <param name="headLosses">Receives the loss of each head with one, without its weight, in the order of
    /// <see cref="ModelDescription.Outputs"/>; or empty.</param>
    /// <param name="weights">How much each sample counts, n values of at least 0; none for all alike.</param>
    /// <returns>The loss of the model: the sum of the heads' losses, each times its weight.</returns>
    float HeadLosses(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> headLosses, ReadOnlySpan<float> weights = default)
    {
        float loss = Loss(inputs, targets, weights);
        if (!headLosses.IsEmpty)
            headLosses[0] = loss;
        return loss;
    }

    /// <summary>
    /// The losses of the heads in the last gradient, without their weights, in the order of <see cref="ModelDescription.Outputs"/>; empty
    /// where the model has one loss, which a gradient returns.
    /// </summary>
    ReadOnlySpan<float> GradientHeadLosses => default;

    /// <summary>The loss of a batch and its gradient.</summary>
    /// <param name="inputs">n × InputSize values.</param>
    /// <param name="targets">n × OutputSize values.</param>
    /// <param name="gradient">Receives the gradient with respect to every parameter, laid out as <see cref="Parameters"/>.</param>
    /// <param name="inputGradient">Receives the gradient with respect to the inputs (n × InputSize), unless empty.</param>
    /// <param name="weights">How much each sample counts, n values of at least 0; none for all alike. See
    /// <see cref="SampleWeights"/>.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="InvalidOperationException">Another thread computes a gradient with this model, or changes its
    /// parameters.</exception>
    float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        Span<float> gradient,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default
    );

    /// <summary>The loss of a batch and its gradient, with class indices as targets.</summary>
    /// <param name="inputs">n × InputSize values.</param>
    /// <param name="classes">n class indices.</param>
    /// <param name="gradient">Receives the gradient with respect to every parameter, laid out as <see cref="Parameters"/>.</param>
    /// <param name="inputGradient">Receives the gradient with respect to the inputs (n × InputSize), unless empty.</param>
    /// <param name="weights">How much each sample counts, n values of at least 0; none for all alike. See
    /// <see cref="SampleWeights"/>.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="InvalidOperationException">Another thread computes a gradient with this model, or changes its
    /// parameters.</exception>
    /// <exception cref="NotSupportedException">The loss has no classes: see <see cref="ModelDescription.AcceptsClassTargets"/>.</exception>
    float Gradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<int> classes,
        Span<float> gradient,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default
    );
}
