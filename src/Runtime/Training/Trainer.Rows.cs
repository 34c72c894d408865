using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <content>Training on rows that need not fit into memory.</content>
public sealed partial class Trainer<TModel>
{
    /// <summary>
    /// Trains the model on rows that are read when they are needed, by a thread that is two blocks of steps ahead. Each rank of a
    /// <see cref="World"/> reads its own rows alone.
    /// </summary>
    /// <remarks>
    /// Shuffled rows come in an order that is computed from <see cref="Seed"/>, epoch and place without an array, so that a run is
    /// continued
    /// in the middle of an epoch without reading what is behind it. It is another order than that of a <see cref="Dataset"/>. What goes
    /// wrong while reading ends the run, which can be continued from where it stands. <see cref="CarriedState"/> needs a
    /// <see cref="Dataset"/>.
    /// </remarks>
    /// <param name="train">The training data; at least one sample.</param>
    /// <param name="validation">As for <see cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>.</param>
    /// <param name="progress">As there.</param>
    /// <param name="cancellationToken">As there; also ends the waiting for a slow disk.</param>
    /// <returns>The history, which is also <see cref="History"/>.</returns>
    /// <exception cref="InvalidDataException">A value is not finite, or a file has become shorter; the message names file, row and
    /// column.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <inheritdoc cref="Fit(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public TrainingHistory Fit(
        RowSource train,
        Dataset? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Fit((ISamples)train, validation, progress, cancellationToken);

    /// <summary>The same, with validation data that need not fit into memory either; fewer than 2^31 samples.</summary>
    /// <inheritdoc cref="Fit(RowSource, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>
    public TrainingHistory Fit(
        RowSource train,
        RowSource? validation,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => Fit((ISamples)train, validation, progress, cancellationToken);

    /// <summary>Trains in slices of time, as
    /// <see cref="FitAsync(Dataset, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>, on rows as
    /// <see cref="Fit(RowSource, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>.</summary>
    /// <inheritdoc cref="Fit(RowSource, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public Task<TrainingHistory> FitAsync(
        RowSource train,
        Dataset? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => FitAsync((ISamples)train, validation, progress, cancellationToken);

    /// <summary>The same, with validation data that need not fit into memory either; fewer than 2^31 samples.</summary>
    /// <inheritdoc cref="Fit(RowSource, Dataset, IProgress{TrainingProgress}, CancellationToken)"/>
    public Task<TrainingHistory> FitAsync(
        RowSource train,
        RowSource? validation,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => FitAsync((ISamples)train, validation, progress, cancellationToken);

    private TrainingHistory Fit(
        ISamples train,
        ISamples? validation,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        object[] used = Begin(train, validation, progress);
        try
        {
            return _run!.Run(cancellationToken);
        }
        finally
        {
            End(used);
        }
    }

    private Task<TrainingHistory> FitAsync(
        ISamples train,
        ISamples? validation,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        object[] used = Begin(train, validation, progress);
        return RunAsync();

        async Task<TrainingHistory> RunAsync()
        {
            try
            {
                return await _run!.RunAsync(Slice, cancellationToken);
            }
            finally
            {
                End(used);
            }
        }
    }
}
