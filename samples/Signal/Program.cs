using System.Globalization;
using ModelCompiler;
using Signal;

const int Epochs = 15;
const float LearningRate = 3e-3f;

Dataset train = Rhythms.Generate(6000, seed: 1),
    test = Rhythms.Generate(2000, seed: 2);
Console.WriteLine($"Training data: {train}. Test data: {test}.");
var model = new RhythmClassifier(seed: 1);
Console.WriteLine(RhythmClassifier.Description.Summary);

var trainer = new Trainer<RhythmClassifier>(model, new Adam(LearningRate))
{
    BatchSize = 32,
    Epochs = Epochs,
    Seed = 1,
    Schedule = new CosineDecay(LearningRate),
};
trainer.Fit(train, progress: ConsoleProgress.Default);

ConfusionMatrix result = Evaluator.ConfusionMatrix(model, test);
for (int kind = 0; kind < Rhythms.Names.Count; kind++)
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Rhythms.Names[kind], -12} {100.0 * result[kind, kind] / result.ActualCount(kind):F1} % recognised"
        )
    );
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {result.Accuracy:F4}"));
