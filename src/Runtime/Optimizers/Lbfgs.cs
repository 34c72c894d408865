namespace ModelCompiler;

/// <summary>
/// L-BFGS (Nocedal, 1980), with the rules and defaults of PyTorch's <c>LBFGS</c>: for small problems whose loss and gradient are computed
/// over all data at once, where it needs far fewer gradients than other optimizers and comes far closer to the minimum.
/// </summary>
/// <remarks>
/// <para>
/// One <see cref="Step{TModel}(TModel, LossAndGradient)"/> takes up to <c>maxIterations</c> iterations and asks for the loss and the
/// gradient several times, so it is no <see cref="Optimizer"/>, and no trainer takes it. The gradient must not be random: no dropout, no
/// noise, the same samples every time.
/// </para>
/// <para>
/// Directions and history are double, parameters and gradients float, as everywhere. It remembers up to <c>historySize</c> steps of two
/// doubles for each parameter, and allocates while that memory grows. Not thread-safe; belongs to one model until <see cref="Reset"/>.
/// </para>
/// </remarks>
/// <example><code>
/// var lbfgs = new Lbfgs(lineSearch: LineSearch.StrongWolfe);
/// for (int step = 0; step &lt; 10; step++)
///     Console.WriteLine(lbfgs.Step(model, gradient => model.Gradient(inputs, targets, gradient)));
/// </code></example>
public sealed class Lbfgs
{
    private readonly double _learningRate;
    private readonly int _maxIterations;
    private readonly int _maxEvaluations;
    private readonly double _gradientTolerance;
    private readonly double _changeTolerance;
    private readonly int _historySize;
    private readonly LineSearch _lineSearch;
    private Memory? _memory;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The length of a step in units of the direction; the first length that a line search tries. Greater than
    /// 0.</param>
    /// <param name="maxIterations">The iterations of a step, at least 1.</param>
    /// <param name="maxEvaluations">After how many evaluations a step ends, at least 1; null for 5/4 of the iterations.</param>
    /// <param name="gradientTolerance">A step ends when no element of the gradient is larger, 0 or more.</param>
    /// <param name="changeTolerance">A step ends when neither loss nor parameters change by more, 0 or more.</param>
    /// <param name="historySize">The steps that are remembered, at least 1.</param>
    /// <param name="lineSearch">How the length of a step is found.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public Lbfgs(
        double learningRate = 1,
        int maxIterations = 20,
        int? maxEvaluations = null,
        double gradientTolerance = 1e-7,
        double changeTolerance = 1e-9,
        int historySize = 100,
        LineSearch lineSearch = LineSearch.None
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvaluations ?? 1, 1, nameof(maxEvaluations));
        ArgumentOutOfRangeException.ThrowIfLessThan(historySize, 1);
        if (!Enum.IsDefined(lineSearch))
            throw new ArgumentOutOfRangeException(nameof(lineSearch), lineSearch, "This is not a member of the LineSearch enum.");
        _learningRate = Hyperparameter.Positive(learningRate, nameof(learningRate));
        _gradientTolerance = Hyperparameter.NotNegative(gradientTolerance, nameof(gradientTolerance));
        _changeTolerance = Hyperparameter.NotNegative(changeTolerance, nameof(changeTolerance));
        _maxIterations = maxIterations;
        _maxEvaluations = maxEvaluations ?? (int)Math.Min(int.MaxValue, (long)maxIterations * 5 / 4);
        _historySize = historySize;
        _lineSearch = lineSearch;
    }

    /// <summary>The iterations of all steps.</summary>
    public long IterationCount { get; private set; }

    /// <summary>How often all steps have asked for the loss and the gradient.</summary>
    public long EvaluationCount { get; private set; }

    /// <summary>Takes a step over the parameters of a model that training changes; what is frozen stays.</summary>
    /// <param name="model">The model; its parameters change.</param>
    /// <param name="evaluate">Computes the loss and its gradient, as <c>gradient => model.Gradient(inputs, targets, gradient)</c>.</param>
    /// <returns>The loss before the step.</returns>
    /// <exception cref="ArgumentException">The state belongs to a model of another size; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The loss or the gradient is not finite; the parameters are those of the last point where both were.
    /// </exception>
    public double Step<TModel>(TModel model, LossAndGradient evaluate)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(evaluate);
        return Step(model.Parameters[..TModel.Description.TrainableBufferLength], TModel.Description.ParameterBufferLength, evaluate);
    }

    /// <summary>Takes a step over any parameters.</summary>
    /// <param name="parameters">The parameters; they change, also between two evaluations.</param>
    /// <param name="evaluate">Computes the loss and its gradient for the parameters as they are.</param>
    /// <returns>The loss before the step.</returns>
    /// <exception cref="ArgumentException">The state belongs to parameters of another length; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The loss or the gradient is not finite; the parameters are those of the last point where both were.
    /// </exception>
    public double Step(Span<float> parameters, LossAndGradient evaluate)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        return Step(parameters, parameters.Length, evaluate);
    }

    /// <summary>Forgets all steps, as if new.</summary>
    public void Reset()
    {
        _memory = null;
        IterationCount = 0;
        EvaluationCount = 0;
    }

    private double Step(Span<float> parameters, int gradientLength, LossAndGradient evaluate)
    {
        if (_memory is not null && (_memory.Start.Length, _memory.Received.Length) != (parameters.Length, gradientLength))
            throw new ArgumentException(
                $"This {nameof(Lbfgs)} has taken steps over {_memory.Start.Length} parameters, but {parameters.Length} were given: use "
                    + "one for each model, or call Reset first.",
                nameof(parameters)
            );
        Memory memory = _memory ??= new Memory(parameters.Length, gradientLength, _historySize, _changeTolerance);
        var objective = new LbfgsObjective
        {
            Parameters = parameters,
            Gradient = memory.Received.Span,
            Start = memory.Start,
            Direction = memory.Direction,
            Evaluate = evaluate,
        };
        parameters.CopyTo(memory.Start);
        double first = objective.Here(memory.Gradient);
        EvaluationCount++;
        CheckFinite(first, in objective);
        if (DoubleVectors.Largest(memory.Gradient) > _gradientTolerance)
            Iterate(memory, in objective, first);
        return first;
    }

    private void Iterate(Memory memory, in LbfgsObjective objective, double loss)
    {
        int evaluations = 1;
        for (int iteration = 1; ; iteration++)
        {
            IterationCount++;
            if (IterationCount > 1)
                memory.History.Add(memory.Gradient, memory.Before, memory.Direction, memory.Length);
            memory.History.Direction(memory.Gradient, memory.Direction);
            memory.Gradient.CopyTo(memory.Before, 0);
            double before = loss;
            memory.Length =
                IterationCount == 1 ? Math.Min(1, 1 / DoubleVectors.SumOfMagnitudes(memory.Gradient)) * _learningRate : _learningRate;
            double slope = DoubleVectors.Dot(memory.Gradient, memory.Direction);
            if (slope > -_changeTolerance)
                return;
            objective.Parameters.CopyTo(memory.Start);
            int more = 0;
            if (_lineSearch == LineSearch.StrongWolfe)
            {
                var start = new LinePoint(0, loss, slope, memory.Before);
                LinePoint found = memory.Search.Find(in objective, in start, memory.Length, out more);
                loss = found.Loss;
                memory.Length = found.Length;
                found.Gradient.CopyTo(memory.Gradient, 0);
                objective.MoveTo(memory.Length);
            }
            else
            {
                objective.MoveTo(memory.Length);

                // The last one is not looked at: the next step asks again anyway, perhaps with other samples.
                if (iteration < _maxIterations)
                {
                    loss = objective.Here(memory.Gradient);
                    more = 1;
                }
            }

            evaluations += more;
            EvaluationCount += more;
            CheckFinite(loss, in objective);
            if (IsAtEnd(memory, iteration, evaluations, loss - before))
                return;
        }
    }

    private bool IsAtEnd(Memory memory, int iteration, int evaluations, double change) =>
        iteration == _maxIterations
        || evaluations >= _maxEvaluations
        || DoubleVectors.Largest(memory.Gradient) <= _gradientTolerance
        || Math.Abs(memory.Length) * DoubleVectors.Largest(memory.Direction) <= _changeTolerance
        || Math.Abs(change) < _changeTolerance;

    private void CheckFinite(double loss, in LbfgsObjective objective)
    {
        if (double.IsFinite(loss) && double.IsFinite(DoubleVectors.Largest(_memory!.Gradient)))
            return;
        objective.Start.CopyTo(objective.Parameters);
        Reset();
        throw new InvalidOperationException(
            $"The loss or its gradient is not finite ({loss}). The parameters are as before that, and what {nameof(Lbfgs)} remembered is "
                + "forgotten: standardize the inputs, lower the learning rate, or use LineSearch.StrongWolfe."
        );
    }

    /// <summary>The buffers for parameters of one length, and what lasts from step to step.</summary>
    private sealed class Memory(int length, int gradientLength, int historySize, double tolerance)
    {
        public float[] Start { get; } = new float[length];

        public AlignedBuffer Received { get; } = new(gradientLength);

        public double[] Direction { get; } = new double[length];

        public double[] Gradient { get; } = new double[length];

        /// <summary>The gradient where the latest iteration began.</summary>
        public double[] Before { get; } = new double[length];

        /// <summary>The length of the latest step in units of its direction.</summary>
        public double Length { get; set; }

        public LbfgsHistory History { get; } = new(historySize);

        public StrongWolfeSearch Search { get; } = new(length, tolerance);
    }
}
