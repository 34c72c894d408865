using System.ComponentModel;

namespace ModelCompiler;

/// <summary>Changes the parameters of a model along their gradient, one pass over the flat buffers.</summary>
/// <remarks>
/// <para>
/// A step is <see cref="Step"/>, which shares large models among threads, or <see cref="BeginStep"/> followed by <see cref="StepRange"/>
/// over ranges that cover the buffer once, by as many threads as wanted: every element is computed by itself, so neither the split nor the
/// vector width changes a bit. Everything else is not thread-safe. The first step allocates the state; later ones allocate nothing.
/// </para>
/// <para>
/// The state belongs to one model: from its first step over a model on (<see cref="ModelExtensions.Step"/>, or a trainer) an optimizer
/// refuses every other one, until <see cref="Reset"/> or <see cref="Restore"/>. It keeps no model alive. Of steps over bare spans only the
/// length can be checked.
/// </para>
/// <para>
/// Every 64 steps, state below 2^-116 becomes zero: it cannot change a parameter, but as subnormal numbers it would slow every step down.
/// </para>
/// <para>Where the gradient and the parameters are zero, as in padding, they and the state stay zero.</para>
/// </remarks>
public abstract partial class Optimizer
{
    private const int NoLength = -1;

    private readonly string[] _bufferNames;
    private readonly double _l1;
    private readonly double _weightDecay;
    private AlignedBuffer[] _buffers = [];
    private double _learningRate;
    private int _length = NoLength;
    private bool _stepHasBegun;
    private int _maxDegreeOfParallelism = Environment.ProcessorCount;

    // Whose parameters the state belongs to; null before the first step over a model. A model that is gone is still another one.
    private WeakReference<object>? _model;

    /// <summary>Creates an optimizer.</summary>
    /// <param name="learningRate">The first learning rate.</param>
    /// <param name="weightDecay">The L2 coefficient.</param>
    /// <param name="bufferNames">The names of the state buffers; each gets one value for each parameter, zero at first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    protected Optimizer(double learningRate, double weightDecay, params ReadOnlySpan<string> bufferNames)
    {
        _learningRate = Hyperparameter.NotNegative(learningRate, nameof(learningRate));
        _weightDecay = Hyperparameter.NotNegative(weightDecay, nameof(weightDecay));
        _bufferNames = bufferNames.ToArray();
    }

    /// <summary>The name, as <c>Adam</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The learning rate of the next step, 0 or more. Schedules set it. A step computes with its nearest <see cref="float"/>, so that 1e-3
    /// and 1e-3f train to the same bits.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = Hyperparameter.NotNegative(value, nameof(LearningRate));
    }

    /// <summary>
    /// The L2 coefficient, 0 or more: <c>WeightDecay * w</c> is added to the gradient, that of <c>WeightDecay / 2 * sum w^2</c>, as in
    /// PyTorch. It applies to all parameters, biases included, unless <see cref="DecayOnlyMatrices"/> or a group says otherwise.
    /// <see cref="AdamW"/> and other optimizers with decoupled weight decay decay the parameters themselves instead.
    /// </summary>
    public double WeightDecay
    {
        get => _weightDecay;
        init => _weightDecay = Hyperparameter.NotNegative(value, nameof(WeightDecay));
    }

    /// <summary>
    /// The L1 coefficient, 0 or more: <c>L1 * sign(w)</c> is added to the gradient, that of <c>L1 * sum |w|</c>, with <c>sign(0) = 0</c>.
    /// </summary>
    public double L1
    {
        get => _l1;
        init => _l1 = Hyperparameter.NotNegative(value, nameof(L1));
    }

    /// <summary>
    /// The number of threads that <see cref="Step"/> may use, 1 or more; by default the number of processors. Small models use one in any
    /// case. A trainer uses no more than its model may either.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public int MaxDegreeOfParallelism
    {
        get => _maxDegreeOfParallelism;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _maxDegreeOfParallelism = value;
        }
    }

    /// <summary>The number of steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>
    /// Whether steps go up the gradient instead of down, to make the loss as large as possible; false by default. Penalties still go down.
    /// </summary>
    public bool Maximize { get; init; }

    /// <summary>
    /// The numbers the optimizer was created with, by name, without the learning rate: what a checkpoint compares. Allocates.
    /// </summary>
    public IReadOnlyDictionary<string, double> Hyperparameters
    {
        get
        {
            var numbers = new Dictionary<string, double>(OwnHyperparameters) { ["weightDecay"] = Decay, ["l1"] = Sparsity };
            if (Maximize)
                numbers["maximize"] = 1;
            if (DecayOnlyMatrices)
                numbers["decayOnlyMatrices"] = 1;
            for (int index = 0; index < _groups.Length; index++)
                _groups[index].AddTo(numbers, index);
            return numbers;
        }
    }

    /// <summary>
    /// The state for a checkpoint. Its buffers are live: they change with the next step. Allocates, but does not copy the values.
    /// </summary>
    public OptimizerState State
    {
        get
        {
            var buffers = new OptimizerStateBuffer[_buffers.Length];
            for (int i = 0; i < buffers.Length; i++)
                buffers[i] = new OptimizerStateBuffer(_bufferNames[i], _buffers[i]);
            return new OptimizerState(Name, StepCount, Rate, Hyperparameters, buffers);
        }
    }

    /// <summary>
    /// Takes one step: changes the parameters along their gradient. With weight decay, that includes frozen parameters and running
    /// statistics, which <see cref="ModelExtensions.Step"/> spares.
    /// </summary>
    /// <param name="parameters">The model's whole flat parameter buffer.</param>
    /// <param name="gradient">The gradient, of the same length and layout; not changed. It must not overlap the parameters.</param>
    /// <exception cref="ArgumentException">The lengths differ from each other or from those of the step before; nothing has
    /// changed.</exception>
    /// <exception cref="InvalidOperationException">The optimizer tells parameters apart by name or shape.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient) =>
        TakeStep(model: null, parameters, gradient, PlanOf(parameters.Length), MaxDegreeOfParallelism);

    /// <summary>Counts a step and prepares it; <see cref="StepRange"/> then does the work.</summary>
    /// <param name="length">The length of the parameter buffer.</param>
    /// <exception cref="ArgumentException">The length differs from that of the step before; nothing has changed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void BeginStep(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (_length == NoLength)
            Allocate(length);
        else if (length != _length)
            throw new ArgumentException(
                $"This {Name} has state for {_length} parameters, but {length} were given: use one optimizer for each model, or call "
                    + $"Reset first.",
                nameof(length)
            );
        StepCount++;
        _stepHasBegun = true;
        PrepareStep();
    }

    /// <summary>
    /// The part of a step for one range, after <see cref="BeginStep"/>. Different threads may do different ranges at the same time; ranges
    /// whose borders are multiples of 16 do not make them contend for cache lines.
    /// </summary>
    /// <param name="parameters">The whole parameter buffer.</param>
    /// <param name="gradient">The whole gradient.</param>
    /// <param name="start">Where the range starts.</param>
    /// <param name="length">How long it is.</param>
    /// <exception cref="InvalidOperationException">
    /// No step of this length has begun, or the optimizer needs whole parameters: all those of a model, to tell them apart, or their norms.
    /// Nothing has changed.
    /// </exception>
    /// <exception cref="ArgumentException">The gradient's length is wrong or the range is outside the buffer; nothing has
    /// changed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void StepRange(Span<float> parameters, ReadOnlySpan<float> gradient, int start, int length)
    {
        CheckGradient(parameters.Length, gradient.Length);
        if (!_stepHasBegun || parameters.Length != _length)
            throw new InvalidOperationException(
                $"No step of {parameters.Length} parameters has begun: call BeginStep({parameters.Length}) once before the ranges "
                    + $"of a step."
            );
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, parameters.Length - start);
        if (UsesNorms)
            throw new InvalidOperationException($"{Name} needs the norms of whole parameters, which a range does not have: call Step.");
        Update(parameters.Slice(start, length), gradient.Slice(start, length), start, in PlanOf(parameters.Length).Setting(0));
    }

    /// <summary>
    /// Forgets the state, the step count and the model, as if new; the next step may be over another model. The learning rate stays.
    /// </summary>
    public void Reset()
    {
        _model = null;
        _plan = null;
        _buffers = [];
        _length = NoLength;
        _stepHasBegun = false;
        StepCount = 0;
    }

    /// <summary>
    /// Continues from a saved state: step count, learning rate and buffers are taken over (copied), so that the next step has the same bits
    /// as without the interruption. The other hyperparameters stay as this optimizer was created. The next step may be over any model of
    /// that size.
    /// </summary>
    /// <param name="state">A state of an optimizer of the same kind.</param>
    /// <exception cref="ArgumentException">The state does not fit; the message says where. Nothing has changed.</exception>
    public void Restore(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        int length = CheckedLength(state);
        if (length == NoLength)
            Reset();
        else if (length != _length)
            Allocate(length);
        for (int i = 0; i < state.Buffers.Count; i++)
            state.Buffers[i].Values.CopyTo(_buffers[i].Span);
        _model = null;
        _plan = null;
        _stepHasBegun = false;
        StepCount = state.StepCount;
        _learningRate = state.LearningRate;
    }

    /// <summary>The name and the learning rate.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name} (learning rate {Rate})");
}
