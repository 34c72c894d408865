using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelCompiler;

/// <summary>
/// The beginning of a run of several ranks: all compare what they are about to train, and take the parameters of rank 0. Allocates.
/// </summary>
internal static class RankComparison
{
    private const string Between = " = ";

    /// <summary>Compares, and shares the parameters.</summary>
    /// <exception cref="WorldException">A rank differs from rank 0; all ranks throw the same.</exception>
    public static void Meet<TModel>(
        World world,
        TModel model,
        Optimizer optimizer,
        TrainerState state,
        TrainingSettings settings,
        ISamples? validation
    )
        where TModel : class, IModel<TModel>
    {
        string[] texts = WorldTexts.Gather(world, Text<TModel>(world, optimizer, state, settings, validation));
        for (int rank = 1; rank < texts.Length; rank++)
            Compare(texts[0].Split('\n'), texts[rank].Split('\n'), rank);
        using (ParameterGuard.Changing(model))
            world.Broadcast(MemoryMarshal.AsBytes(model.Parameters));
        ulong randomState = model.RandomState;
        world.Broadcast(MemoryMarshal.AsBytes(new Span<ulong>(ref randomState)));
        model.RandomState = randomState;
        model.MaxDegreeOfParallelism = Math.Min(model.MaxDegreeOfParallelism, world.Processors);
    }

    // The first line is the rank itself.
    private static void Compare(string[] first, string[] other, int rank)
    {
        for (int line = 1; line < Math.Max(first.Length, other.Length); line++)
        {
            string expected = line < first.Length ? first[line] : "nothing more",
                found = line < other.Length ? other[line] : "nothing more";
            if (expected == found)
                continue;
            throw new WorldException(
                $"Rank {rank} on host {other[0]} does not train what rank 0 on host {first[0]} does: {Cut(found)}, but rank 0 has "
                    + $"{Cut(expected)}. All ranks need the same model, data and settings, and processors that are alike."
            );
        }
    }

    private static string Cut(string text) => MetadataTexts.Shorten(text);

    private static string Text<TModel>(
        World world,
        Optimizer optimizer,
        TrainerState state,
        TrainingSettings settings,
        ISamples? validation
    )
        where TModel : class, IModel<TModel>
    {
        ModelDescription description = TModel.Description;
        List<string> lines =
        [
            world.Host,
            Line("library version", LibraryVersion.Text),
            Line("fused multiply-add", Fma.IsSupported || AdvSimd.IsSupported),
            Line("model", description.Name),
            Line("architecture", description.Architecture),
            Line("floats of all parameters", description.ParameterBufferLength),
            Line("frozen parameters", string.Join(", ", state.FrozenParameters)),
            Line(nameof(Trainer<>.BatchSize), settings.BatchSize),
            Line(nameof(Trainer<>.Epochs), settings.Epochs),
            Line(nameof(Trainer<>.Seed), settings.Seed),
            Line(nameof(Trainer<>.Shuffle), settings.Shuffle),
            Line(nameof(Trainer<>.DropLast), settings.DropLast),
            Line(nameof(Trainer<>.CarriedState), settings.CarriedState),
            Line(nameof(Trainer<>.GradientAccumulation), settings.GradientAccumulation),
            Line(nameof(Trainer<>.GradientShards), settings.GradientShards),
            Line(nameof(Trainer<>.EvaluationBatchSize), settings.EvaluationBatchSize),
            Line(nameof(Trainer<>.MeasureTrainingAccuracy), settings.MeasureTrainingAccuracy),
            Line(nameof(Trainer<>.DetectAnomalies), settings.DetectAnomalies),
            Line(nameof(Trainer<>.EarlyStopping), EarlyStoppingText(settings.EarlyStopping)),
            Line(nameof(Trainer<>.ParameterAverage), settings.Average?.ToString() ?? "none"),
            Line(nameof(Trainer<>.Tag), settings.Tag ?? "none"),
            .. (state.Recipe ?? "").Split('\n'),
            .. RateOfStart(settings),
            Line("training data", state.DataFingerprint ?? "none"),
            Line("validation data", validation?.Fingerprint ?? "none"),
            Line("finished epochs", state.CompletedEpochs),
            Line("finished batches", state.CompletedBatches),
            Line("steps", state.Step),
            .. OptimizerLines(optimizer),
        ];
        return string.Join('\n', lines);
    }

    private static string EarlyStoppingText(EarlyStopping? rule) =>
        rule is null
            ? "none"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{rule.Monitor}, patience {rule.Patience}, at least {rule.MinimumImprovement}, best {rule.RestoreBestParameters}"
            );

    // The recipe of a state tells schedules by the steps that were taken.
    private static IEnumerable<string> RateOfStart(TrainingSettings settings) =>
        settings.Schedule is { State.Count: 0 } schedule
            ? Enumerable
                .Range(0, settings.Epochs)
                .Take(16)
                .Select(epoch =>
                    Line($"the schedule's rate of epoch {epoch + 1}", schedule.Rate(new TrainingPosition(epoch, 1, settings.Epochs)))
                )
            : [];

    private static IEnumerable<string> OptimizerLines(Optimizer optimizer)
    {
        OptimizerState state = optimizer.State;
        yield return Line("optimizer", state.Optimizer);
        yield return Line("learning rate", state.LearningRate);
        foreach ((string name, double value) in state.Hyperparameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            yield return Line(name, value);
        yield return Line("steps of the optimizer", state.StepCount);
        foreach (OptimizerStateBuffer buffer in state.Buffers)
            yield return Line("state of the optimizer, " + buffer.Name, ValueHash.Of(buffer.Values).ToString("x16", null));
    }

    private static string Line<T>(string name, T value) => string.Create(CultureInfo.InvariantCulture, $"{name}{Between}{value}");
}
