using System.Globalization;
using ModelCompiler;
using Xor;

(float[] Input, float[] Target)[] table = [([0, 0], [0]), ([0, 1], [1]), ([1, 0], [1]), ([1, 1], [0])];

// 250 copies of the table make 1,000 samples, so that an epoch is 250 steps.
Dataset samples = Dataset.From([.. Enumerable.Repeat(table, 250).SelectMany(rows => rows)]);
var model = new XorModel(seed: 1);
var trainer = new Trainer<XorModel>(model, new Adam(learningRate: 0.01f))
{
    BatchSize = 4,
    Epochs = 100,
    Seed = 1,
};
TrainingHistory history = trainer.Fit(samples);
Console.WriteLine(history);

bool solved = true;
foreach ((float[] input, float[] target) in table)
{
    float output = model.Predict(input)[0];
    solved &= Math.Abs(output - target[0]) < 0.1f;
    float rounded = MathF.Round(output, 3) + 0f; // Adding zero makes -0 a 0.
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{input[0]} xor {input[1]}: {rounded:F3}, expected {target[0]}"));
}

Console.WriteLine(solved ? "XOR solved" : "XOR not solved: try another seed");
return solved ? 0 : 1;
