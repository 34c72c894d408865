using System.Diagnostics.CodeAnalysis;

namespace ModelCompiler;

/// <summary>
/// Saves a training run to one file and continues it from there, in another process too, with the same bits as if it had never been
/// interrupted: parameters, optimizer state and step count, learning rate, epoch and batch, seed, history and early stopping's best. The
/// file is a safetensors file, so <c>model.Load(path, strict: false)</c> and other tools read the parameters out of it.
/// </summary>
/// <remarks>
/// The only random state in the file is the model's own (<see cref="IModel{TSelf}.RandomState"/>): the order of the samples of an epoch is
/// a pure function of the seed, the epoch and the number of samples. With several ranks (<see cref="Trainer{TModel}.World"/>) all resume,
/// and only rank 0 needs the file.
/// </remarks>
public static partial class Checkpoint
{
    /// <summary>
    /// Saves where the trainer's latest run stands, replacing a file that exists in one step (see <see cref="AtomicFile"/>).
    /// </summary>
    /// <remarks>
    /// <see cref="CheckpointCallback"/> calls it at the right moments. Called after a run that has put back the best parameters of early
    /// stopping, it saves those, which are not the ones the run would continue from.
    /// </remarks>
    /// <param name="trainer">The trainer, between two steps: in a callback, or after <c>Fit</c> has ended, by whatever cause.</param>
    /// <param name="path">The file, by custom <c>*.safetensors</c>; its folder must exist.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">The folder does not exist, or the disk is full or failing; an existing file is as it was.</exception>
    public static void SaveCheckpoint<TModel>(this Trainer<TModel> trainer, string path)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        CheckpointFile.Write(path, TModel.Description, trainer.Model.Parameters, trainer.Optimizer.State, trainer.CaptureState());
    }

    /// <summary>
    /// Restores model, optimizer and trainer from a checkpoint, so that the next <c>Fit</c> continues the run up to <c>Epochs</c> epochs in
    /// all. All or nothing: when it throws, all three are as they were.
    /// </summary>
    /// <param name="trainer">A trainer with the settings of the one that was saved. <c>Fit</c> refuses other data or batches.</param>
    /// <param name="path">A file of <see cref="SaveCheckpoint"/> or <see cref="CheckpointCallback"/>.</param>
    /// <exception cref="SafeTensorsException">The file is damaged, no checkpoint, one of another architecture, or one of another
    /// optimizer.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static void Resume<TModel>(this Trainer<TModel> trainer, string path)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        using SafeTensorsReader reader = SharedFile.Open(trainer.World, path);
        Resume(trainer, reader, Path.GetFileName(path));
    }

    /// <summary>
    /// Restores model, optimizer and trainer from a checkpoint as <see cref="Resume{TModel}(Trainer{TModel}, string)"/> does, after
    /// comparing everything that decides whether the run continues exactly: the training data too. All or nothing: when it throws, all
    /// three are as they were. The next <c>Fit</c> with this data refuses nothing any more.
    /// </summary>
    /// <param name="trainer">A trainer with the settings of the one that was saved.</param>
    /// <param name="path">A file of <see cref="SaveCheckpoint"/> or <see cref="CheckpointCallback"/>.</param>
    /// <param name="train">The training data that will be passed to <c>Fit</c>.</param>
    /// <exception cref="SafeTensorsException">
    /// The file is damaged, no checkpoint, one of another architecture, optimizer, recipe (seed, batches, clipping, schedule), of other
    /// data or with another <see cref="Trainer{TModel}.Tag"/>.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static void Resume<TModel>(this Trainer<TModel> trainer, string path, Dataset train)
        where TModel : class, IModel<TModel> => Resume(trainer, path, (ISamples)train);

    /// <summary>
    /// Continues a run if there is one to continue: decides all there is to decide before training, and says why not instead of throwing.
    /// When it returns false, model, optimizer and trainer are as they were.
    /// </summary>
    /// <param name="trainer">A trainer with the settings of the one that was saved.</param>
    /// <param name="path">A file of <see cref="SaveCheckpoint"/> or <see cref="CheckpointCallback"/>; it need not exist.</param>
    /// <param name="train">The training data that will be passed to <c>Fit</c>.</param>
    /// <param name="reason">Why the run cannot be continued: no file, a damaged one, or what differs; null when it can.</param>
    /// <returns>Whether the next <c>Fit</c> continues the saved run.</returns>
    /// <example><code>
    /// if (!trainer.TryResume("run/last.safetensors", train, out string? reason))
    ///     Console.WriteLine($"A new run begins: {reason}");
    /// trainer.Fit(train, validation);
    /// </code></example>
    public static bool TryResume<TModel>(this Trainer<TModel> trainer, string path, Dataset train, [NotNullWhen(false)] out string? reason)
        where TModel : class, IModel<TModel> => TryResume(trainer, path, (ISamples)train, out reason);

    internal static void Resume<TModel>(Trainer<TModel> trainer, SafeTensorsReader reader, string fileName, ISamples? train = null)
        where TModel : class, IModel<TModel>
    {
        CheckpointContents contents = CheckpointFile.Read(reader, TModel.Description, fileName);
        CheckOptimizer(contents.Optimizer, trainer.Optimizer, fileName);
        using ParameterGuard.Scope change = ParameterGuard.Changing(trainer.Model);
        try
        {
            if (train is not null)
                Decide(trainer, contents.Trainer, train);

            // Each of the two either refuses or succeeds as a whole. What the second could refuse, reading has refused already.
            trainer.Optimizer.Restore(contents.Optimizer);
            trainer.Restore(contents.Trainer);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new SafeTensorsException(fileName, exception.Message, exception);
        }
        contents.Parameters.CopyTo(trainer.Model.Parameters);
    }

    // All that Fit would refuse later.
    private static void Decide<TModel>(Trainer<TModel> trainer, TrainerState state, ISamples train)
        where TModel : class, IModel<TModel>
    {
        trainer.CheckResumable(state, train);
        if (state.SampleCount > 0)
            trainer.Schedule?.Restore(state.ScheduleState);
    }

    private static void CheckOptimizer(OptimizerState saved, Optimizer current, string fileName)
    {
        if (saved.Optimizer != current.Name)
            throw new SafeTensorsException(
                fileName,
                $"the checkpoint was made with {saved.Optimizer}, but the trainer has {current.Name}: create the trainer with "
                    + $"{saved.Optimizer}."
            );
        IReadOnlyDictionary<string, double> hyperparameters = current.Hyperparameters;
        foreach ((string name, double value) in hyperparameters)
        {
            if (!saved.Hyperparameters.TryGetValue(name, out double savedValue))
                throw new SafeTensorsException(fileName, $"the checkpoint does not say {current.Name}'s {name}.");
            if (!savedValue.Equals(value))
                throw new SafeTensorsException(
                    fileName,
                    $"the checkpoint was made with {current.Name}'s {name} = {MetadataTexts.Of(savedValue)}, but it is "
                        + $"{MetadataTexts.Of(value)} now, so training would not resume exactly: set it to {MetadataTexts.Of(savedValue)}."
                );
        }
        if (saved.Hyperparameters.Count != hyperparameters.Count)
            throw new SafeTensorsException(fileName, $"the checkpoint has hyperparameters that {current.Name} does not have.");
    }
}
