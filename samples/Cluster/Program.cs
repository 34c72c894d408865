using System.Globalization;
using Cluster;
using Digits;
using ModelCompiler;
using ModelCompiler.Distributed;

return CommandLine.Run(
    args,
    settings =>
    {
        if (settings.ThreadRanks > 0)
        {
            ThreadWorld.Run(settings.ThreadRanks, world => Choose(settings, world));
            return;
        }

        // Under mpirun, mpiexec or srun the ranks that it has started; else one.
        using World world = MpiWorld.Start();
        Choose(settings, world);
    }
);

static void Choose(Settings settings, World world)
{
    switch (settings.Network)
    {
        case "small":
            Train<SmallDigits>(settings, world);
            break;
        case "lenet":
            Train<LeNetDigits>(settings, world);
            break;
        default:
            Train<DenseDigits>(settings, world);
            break;
    }
}

static void Train<TModel>(Settings settings, World world)
    where TModel : class, IModel<TModel>
{
    (Dataset train, Dataset test) = settings.DataFolder is null ? DrawnDigits.Draw(seed: 1) : MnistFiles.Load(settings.DataFolder);
    TModel model = TModel.Create(seed: 1);
    model.MaxDegreeOfParallelism = settings.Degree ?? model.MaxDegreeOfParallelism;
    var trainer = new Trainer<TModel>(model, new Adam(1e-3f))
    {
        BatchSize = settings.BatchSize,
        Epochs = settings.Epochs,
        Seed = 1,
        GradientShards = settings.Shards,
        World = world,
    };
    if (world.Rank == 0)
        Console.WriteLine($"{Ranks(world)}, {train.Count} samples, {TModel.Description.ParameterCount} parameters");
    if (settings.Checkpoint is { } file)
    {
        if (!trainer.TryResume(file, train, out string? reason) && world.Rank == 0)
            Console.WriteLine($"A new run begins: {reason}");
        trainer.Callbacks.Add(new CheckpointCallback(file) { EverySteps = settings.CheckpointSteps });
    }

    var clock = new StepClock();
    if (settings.ShowsTimes)
        trainer.Callbacks.Add(clock);
    TrainingHistory history = trainer.Fit(train, test, ConsoleProgress.Default);

    if (world.Rank != 0)
        return;
    if (settings.ShowsTimes)
        Console.WriteLine(clock);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {history.Epochs[^1].ValidationAccuracy:F4}"));
    Console.WriteLine($"parameters: {model.Fingerprint()}");
}

static string Ranks(World world) =>
    world.Size == 1 ? "1 rank" : $"{world.Size} ranks, {world.RanksOnHost} on this host with {world.Processors} processors each";
