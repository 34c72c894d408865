using ModelCompiler;

// The bits of predictions before and after training: no digit of a printed number can hide a difference.
var model = new ThreeRegions(seed: 5);
Print("start", model);

var random = new RandomSequence(seed: 7);
float[] points = new float[2 * 300];
int[] regions = new int[300];
for (int i = 0; i < regions.Length; i++)
{
    float x = points[2 * i] = (2f * random.NextUniform()) - 1f;
    float y = points[(2 * i) + 1] = (2f * random.NextUniform()) - 1f;
    regions[i] =
        x < y ? 0
        : x + y < 0.3f ? 1
        : 2;
}

var trainer = new Trainer<ThreeRegions>(model, new Adam(learningRate: 0.01f))
{
    BatchSize = 16,
    Epochs = 10,
    Seed = 3,
};
TrainingHistory history = trainer.Fit(new Dataset(points, 2, regions, 3));
foreach (EpochRecord epoch in history.Epochs)
    Console.WriteLine($"loss {BitConverter.SingleToUInt32Bits((float)epoch.TrainingLoss):X8}");
Print("end", model);

static void Print(string when, ThreeRegions model)
{
    Span<float> outputs = stackalloc float[3];
    foreach ((float x, float y) in new[] { (0.5f, -0.25f), (-0.75f, 0.1f), (0f, 0f), (1e-3f, 0.9f) })
    {
        model.Predict([x, y], outputs);
        Console.Write(when);
        foreach (float output in outputs)
            Console.Write($" {BitConverter.SingleToUInt32Bits(output):X8}");
        Console.WriteLine();
    }
}

[Model]
[Input(2)]
[Dense(40, Activation.Tanh)]
[Dense(24, Activation.Relu)]
[Dense(3, Activation.Softmax)]
[Loss(Loss.CategoricalCrossEntropy)]
public sealed partial class ThreeRegions;
