using ModelCompiler;

Dataset train = Spirals.Draw(2000, seed: 1);
Dataset test = Spirals.Draw(500, seed: 2);

var model = new SpiralClassifier(seed: 1);
Console.WriteLine(SpiralClassifier.Description.Summary);

var trainer = new Trainer<SpiralClassifier>(model, new Adam(learningRate: 0.01f))
{
    BatchSize = 32,
    Epochs = 50,
    Seed = 1,
};
Console.WriteLine(trainer.Fit(train));

// What the model makes of the plane: # for one spiral, . for the other.
for (float y = 0.95f; y > -1f; y -= 0.1f)
{
    for (float x = -0.975f; x < 1f; x += 0.05f)
        Console.Write(model.Predict([x, y])[0] > 0.5f ? '#' : '.');
    Console.WriteLine();
}

model.Save("spirals.safetensors");

int right = 0;
for (int i = 0; i < test.Count; i++)
{
    if (model.Predict(test.Input(i))[0] > 0.5f == test.Target(i)[0] > 0.5f)
        right++;
}

Console.WriteLine($"{right} of {test.Count} new points are told right.");
