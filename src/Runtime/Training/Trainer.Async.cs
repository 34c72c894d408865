using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <content>Training in slices of time.</content>
public sealed partial class Trainer<TModel>
{
    /// <summary>
    /// How long <see cref="FitAsync(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/> keeps the thread before it gives
    /// it back, at least 0; 30 ms by default. It ends with the step, or
    /// the batch of an evaluation, that is under way then.
    /// </summary>
    public TimeSpan Slice
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(Slice));
            field = value;
        }
    } = TimeSpan.FromMilliseconds(30);

    /// <summary>
    /// Trains the model on the calling thread, as <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/> does
    /// and to the same bits, but gives the thread back every
    /// <see cref="Slice"/>, so that a page in a browser or a window stays alive where there is no second thread. Where there is one,
    /// <c>Task.Run(() => trainer.Fit(...))</c> is faster: a pause takes some milliseconds.
    /// </summary>
    /// <remarks>
    /// The work goes on where the caller awaits: on the thread of a user interface it stays there, and so do reports and callbacks. In the
    /// pauses the model may predict; its parameters must not change.
    /// </remarks>
    /// <param name="train">As for <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>.</param>
    /// <param name="validation">As for <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>.</param>
    /// <param name="progress">As for <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>: the task
    /// ends as cancelled, and the run can be continued.</param>
    /// <returns>The history, which is also <see cref="History"/>.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>;
    /// thrown by the call, not by the task.</exception>
    /// <exception cref="InvalidOperationException">As for
    /// <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>; thrown by the call, not by the
    /// task.</exception>
    /// <exception cref="OperationCanceledException">As for
    /// <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>, by the task.</exception>
    /// <exception cref="NumericalInstabilityException">As for
    /// <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>, by the task.</exception>
    [OverloadResolutionPriority(2)]
    public Task<TrainingHistory> FitAsync(
        Dataset train,
        Dataset? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => FitAsync((ISamples)train, validation, progress, cancellationToken);
}
