using ModelCompiler.Tests.Declared;

namespace ModelCompiler.Tests.Training;

/// <summary>Exclusive or is learned from whatever parameters it starts.</summary>
public sealed class XorTests
{
    [Fact]
    public void Solved_from_twenty_of_twenty_seeds()
    {
        Dataset data = Dataset.From(([0f, 0f], [0f]), ([0f, 1f], [1f]), ([1f, 0f], [1f]), ([1f, 1f], [0f]));
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var model = new Xor(seed);
            new Trainer<Xor>(model, new Adam(learningRate: 0.05f))
            {
                BatchSize = 4,
                Epochs = 1000,
                Seed = seed,
            }.Fit(data);
            for (int sample = 0; sample < 4; sample++)
            {
                float output = model.Predict(data.Input(sample))[0],
                    distance = Math.Abs(output - data.Target(sample)[0]);
                Assert.True(distance < 0.1f, $"Seed {seed}: the output for sample {sample} is {output}.");
            }
        }
    }
}
