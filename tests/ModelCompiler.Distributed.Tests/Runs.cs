using System.Globalization;

namespace ModelCompiler.Distributed.Tests;

/// <summary>
/// Small runs with everything that could depend on the number of ranks. Each is named, so that a process can be told to do it.
/// </summary>
internal static class Runs
{
    public const int Shards = 8;

    private static readonly Dictionary<string, Func<World, Action<object>?, string>> _all = new()
    {
        ["plain"] = (world, change) => Fit(Create(world, seed => new Plain(seed)), Data(1, 20, 166), Data(2, 20, 75), change),
        ["images"] = (world, change) => Fit(Create(world, seed => new Images(seed)), Data(3, 36, 160), Data(4, 36, 75), change),
        ["text"] = (world, change) => Fit(Carried(world), Letters(5, 70), Letters(6, 40), change),
    };

    public static IEnumerable<string> Names => _all.Keys;

    /// <summary>Does a run, and says in a line all that must not depend on ranks.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="world">The ranks.</param>
    /// <param name="change">Changes the trainer before it begins.</param>
    public static string Do(string name, World world, Action<object>? change = null) => _all[name](world, change);

    /// <summary>The trainer of the run that is called plain.</summary>
    public static Trainer<Plain> PlainTrainer(World world) => Create(world, seed => new Plain(seed));

    /// <summary>The training data of that run.</summary>
    public static Dataset PlainData => Data(1, 20, 166);

    /// <summary>What a trained model and its history are, as a text.</summary>
    public static string Result<TModel>(TModel model, TrainingHistory history)
        where TModel : class, IModel<TModel> =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Fingerprint()} {history.Outcome} {string.Join(' ', history.Epochs.Select(Numbers))}"
        );

    private static string Numbers(EpochRecord epoch) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{epoch.TrainingLoss:R}/{epoch.TrainingAccuracy:R}/{epoch.ValidationLoss:R}/{epoch.ValidationAccuracy:R}"
                + $"/{epoch.LearningRate:R}"
        );

    private static string Fit<TModel>(Trainer<TModel> trainer, Dataset train, Dataset validation, Action<object>? change)
        where TModel : class, IModel<TModel>
    {
        trainer.EarlyStopping = new EarlyStopping { Patience = 1 };
        change?.Invoke(trainer);
        TrainingHistory history = trainer.Fit(train, validation);
        return Result(trainer.Model, history);
    }

    private static Trainer<TModel> Create<TModel>(World world, Func<ulong, TModel> model)
        where TModel : class, IModel<TModel> =>
        // Only rank 0 has the model that is trained.
        new(model(7 + (ulong)world.Rank), new Adam(0.01f))
        {
            BatchSize = 32,
            Epochs = 3,
            Seed = 11,
            GradientShards = Shards,
            World = world,
            GradientClipNorm = 1.5,
            GradientAccumulation = 2,
            Schedule = new CosineDecay(0.01f),
            EarlyStopping = new EarlyStopping { Patience = 2, Monitor = MonitoredMetric.TrainingLoss },
            EvaluationBatchSize = 10,
            MeasureTrainingAccuracy = true,
        };

    private static Trainer<Text> Carried(World world)
    {
        Trainer<Text> trainer = Create(world, seed => new Text(seed));
        trainer.BatchSize = 11;
        trainer.GradientAccumulation = 1;
        trainer.Shuffle = false;
        trainer.CarriedState = true;
        return trainer;
    }

    // Classes that the first inputs decide, with some noise.
    private static Dataset Data(ulong seed, int size, int count)
    {
        var random = new RandomSequence(seed);
        float[] inputs = new float[size * count];
        int[] classes = new int[count];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = random.NextUniform() - 0.5f;
        for (int i = 0; i < count; i++)
            classes[i] = (inputs[i * size] > 0 ? 1 : 0) + (inputs[(i * size) + 1] > 0.1f ? 2 : 0);
        return Dataset.ForClasses(inputs, size, classes, 4);
    }

    private static Dataset Letters(ulong seed, int samples)
    {
        var random = new RandomSequence(seed);
        int[] text = new int[(samples * 6) + 1];
        for (int i = 1; i < text.Length; i++)
            text[i] = (text[i - 1] + 1 + random.NextInt(3)) % 10;
        return Dataset.Tokens(text, 6);
    }
}
