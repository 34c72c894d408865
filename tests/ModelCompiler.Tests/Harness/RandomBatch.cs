namespace ModelCompiler.Tests.Harness;

/// <summary>Inputs and targets of any model, the same for a seed in every run.</summary>
internal sealed class RandomBatch
{
    public RandomBatch(Network network, int samples, int seed = 1)
    {
        var random = new Random(seed);
        float Next() => (float)((2 * random.NextDouble()) - 1);
        Inputs = [.. Enumerable.Range(0, samples * network.InputSize).Select(_ => Next())];
        Targets =
            network.Loss == Loss.SparseCategoricalCrossEntropy
                ? Targets.OfNumbers([.. Enumerable.Range(0, samples).Select(_ => random.Next(network.OutputSize))])
            : network.Loss == Loss.CategoricalCrossEntropy
                ? Targets.OfClasses([.. Enumerable.Range(0, samples).Select(_ => random.Next(network.OutputSize))], network.OutputSize)
            : new Targets([.. Enumerable.Range(0, samples * network.OutputSize).Select(_ => (Next() + 1) / 2)]);
    }

    public float[] Inputs { get; }

    public Targets Targets { get; }
}
