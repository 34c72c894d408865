namespace ModelCompiler;

/// <summary>
/// Says which learning rate each step of a training run has. The schedule holds the rates; it replaces the one the optimizer was created
/// with.
/// </summary>
/// <remarks>
/// All but <see cref="ReduceOnPlateau"/> are closed formulas: a run that is continued needs only its position. A trainer calls
/// <see cref="Reset"/> at the beginning of each run that is not continued, so that one object may serve one run after the other; one with a
/// <see cref="State"/> serves one run at a time. A checkpoint compares the rates that the steps taken had, and what a schedule with a state
/// says of its settings in <see cref="object.ToString"/>. Not thread-safe where there is state. The same bits on every machine.
/// <see cref="Rate"/> does not allocate.
/// </remarks>
public abstract class LearningRateSchedule
{
    private static readonly IReadOnlyDictionary<string, double> NoState = new Dictionary<string, double>();

    /// <summary>What <see cref="Restore"/> needs to continue; empty for closed formulas.</summary>
    public virtual IReadOnlyDictionary<string, double> State => NoState;

    /// <summary>The learning rate of the next step. Ask before every step.</summary>
    /// <param name="position">The steps taken so far, and the size of the run.</param>
    public abstract float Rate(TrainingPosition position);

    /// <summary>Tells the schedule how an epoch went, at its end. Closed formulas ignore it.</summary>
    /// <param name="metric">The number to watch: the validation loss, or the training loss without validation.</param>
    public virtual void Observe(double metric) { }

    /// <summary>Starts anew, as if just created. Closed formulas have nothing to forget.</summary>
    /// <exception cref="NotSupportedException">A schedule with a <see cref="State"/> of its own does not override this method.</exception>
    public virtual void Reset()
    {
        if (State.Count != 0)
            throw new NotSupportedException(
                $"{GetType().Name} has a state, which would be carried from one training run to the next: override Reset, which makes "
                    + $"it as new."
            );
    }

    /// <summary>Continues from a saved <see cref="State"/>.</summary>
    /// <param name="state">The state of a schedule of the same kind.</param>
    /// <exception cref="ArgumentException">The state belongs to another kind or is damaged; nothing has changed.</exception>
    public virtual void Restore(IReadOnlyDictionary<string, double> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Count != 0)
            throw new ArgumentException(
                $"{GetType().Name} has no state, but {string.Join(", ", state.Keys)} was given: the state belongs to another schedule.",
                nameof(state)
            );
    }
}
