using System.Globalization;
using ModelCompiler;
using Vision;

return CommandLine.Run(args, (settings, cancellationToken) =>
{
    (Dataset train, Dataset test) = settings.DataFolder is null ? Digits.DrawnDigits.Draw(settings.Seed) : MnistFiles.Load(settings.DataFolder);
    Console.WriteLine($"Training data: {train}. Test data: {test}.");

    var model = new LeNet((ulong)settings.Seed);
    Console.WriteLine(LeNet.Description.Summary);

    // The last epochs take small steps: they settle what the first ones have found.
    var trainer = new Trainer<LeNet>(model, new Adam(settings.LearningRate))
    {
        BatchSize = settings.BatchSize,
        Epochs = settings.Epochs,
        Seed = (ulong)settings.Seed,
        Schedule = new CosineDecay(settings.LearningRate),
    };
    trainer.Fit(train, progress: ConsoleProgress.Default, cancellationToken: cancellationToken);

    ConfusionMatrix result = Evaluator.ConfusionMatrix(model, test);
    Console.Write(result);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {result.Accuracy:F4}"));
    if (settings.Time)
        Stopwatches.Write(model, test);
});
