namespace ModelCompiler;

/// <summary>
/// Code that runs at fixed points of training, on the training thread: to save checkpoints, log, stop, or change the optimizer. Derive from
/// it and override what is needed. What a callback throws ends the training and reaches the caller of <c>Fit</c>.
/// </summary>
/// <remarks>
/// One object may serve one run after the other: what it keeps during a run starts anew in <see cref="OnTrainingBegin"/>.
/// </remarks>
public abstract class TrainingCallback
{
    /// <summary>
    /// Whether the callback keeps something during a run, so that a trainer refuses to begin another run with it meanwhile; false by
    /// default, for those that are thread-safe or keep nothing.
    /// </summary>
    public virtual bool ServesOneRunAtATime => false;

    /// <summary>
    /// Whether each rank of a <see cref="World"/> runs its own, as by default; those that write files or show something, of which one is
    /// enough, are run by rank 0 alone. One that changes what is computed must run on all, and do the same on each.
    /// </summary>
    public virtual bool RunsOnEveryRank => true;

    /// <summary>Before the first step, and before the first one after a resumption.</summary>
    public virtual void OnTrainingBegin(TrainingContext context) { }

    /// <summary>Before the first step of an epoch; not when a run resumes within it.</summary>
    public virtual void OnEpochBegin(TrainingContext context) { }

    /// <summary>
    /// With the gradient of a step, the mean over its samples, before it is checked, clipped and used: to look at it, or to change it. What
    /// this throws ends the training before the step.
    /// </summary>
    /// <param name="context">The run.</param>
    /// <param name="gradient">
    /// The live gradient, laid out as the parameters: <c>new ParameterView(context.Description.Parameter("hidden.weight"), gradient)</c>.
    /// Where it is padding or frozen it must stay zero.
    /// </param>
    public virtual void OnGradient(TrainingContext context, Span<float> gradient) { }

    /// <summary>After each step of the optimizer. <see cref="TrainingContext.CaptureState"/> here resumes at the next step.</summary>
    public virtual void OnStepEnd(TrainingContext context) { }

    /// <summary>After an epoch and its validation. <see cref="TrainingContext.CaptureState"/> here resumes at the next epoch.</summary>
    /// <param name="context">The run.</param>
    /// <param name="record">What the epoch brought; also the last entry of the history.</param>
    public virtual void OnEpochEnd(TrainingContext context, in EpochRecord record) { }

    /// <summary>
    /// When the run ends, however it does: <see cref="TrainingHistory.Outcome"/> says how. After a cancellation the state can be captured
    /// and resumed; the best parameters of early stopping are restored before this call. Every callback whose <see cref="OnTrainingBegin"/>
    /// has returned is called, also when another one throws here.
    /// </summary>
    public virtual void OnTrainingEnd(TrainingContext context) { }
}
