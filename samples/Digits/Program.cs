using System.Globalization;
using Digits;
using ModelCompiler;

return CommandLine.Run(
    args,
    (settings, cancellationToken) =>
    {
        switch (settings.Network)
        {
            case Network.Hidden30:
                Learn<SmallDigitClassifier>(settings, new Adam(settings.LearningRate), cancellationToken);
                break;
            case Network.Hidden128:
                Learn<DigitClassifier>(settings, new Adam(settings.LearningRate), cancellationToken);
                break;
            case Network.Hidden512:
                Learn<LargeDigitClassifier>(settings, new Adam(settings.LearningRate), cancellationToken);
                break;
            case Network.Classic:
                Learn<ClassicDigitClassifier>(settings, new Sgd(settings.LearningRate), cancellationToken);
                break;
        }
    }
);

static void Learn<TModel>(Settings settings, Optimizer optimizer, CancellationToken cancellationToken)
    where TModel : class, IModel<TModel>
{
    (Dataset train, Dataset test) = settings.DataFolder is null ? DrawnDigits.Draw(settings.Seed) : MnistFiles.Load(settings.DataFolder);
    Console.WriteLine($"Training data: {train}. Test data: {test}.");

    TModel model = TModel.Create((ulong)settings.Seed);
    Console.WriteLine(TModel.Description.Summary);

    var trainer = new Trainer<TModel>(model, optimizer)
    {
        BatchSize = settings.BatchSize,
        Epochs = settings.Epochs,
        Seed = (ulong)settings.Seed,
    };
    trainer.Fit(train, progress: ConsoleProgress.Default, cancellationToken: cancellationToken);

    ConfusionMatrix result = Evaluator.ConfusionMatrix(model, test);
    Console.Write(result);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {result.Accuracy:F4}"));
}
