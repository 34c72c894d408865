namespace ModelCompiler.Runtime.Tests.Training;

/// <summary>Small made-up datasets that the test networks can learn.</summary>
internal static class TestData
{
    /// <summary>Points around three centres.</summary>
    public static Dataset ThreeClouds(int count, ulong seed = 1, float noise = 0.3f) => Clouds(count, seed, 3, noise);

    /// <summary>Points around two centres.</summary>
    public static Dataset TwoClouds(int count, ulong seed = 1) => Clouds(count, seed, 2, 0.3f);

    /// <summary>y = 2 a - b.</summary>
    public static Dataset Plane(int count, ulong seed = 1)
    {
        var random = new RandomSequence(seed, stream: 99);
        float[] inputs = new float[count * 2];
        float[] targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            inputs[2 * i] = random.NextUniform() - 0.5f;
            inputs[(2 * i) + 1] = random.NextUniform() - 0.5f;
            targets[i] = (2 * inputs[2 * i]) - inputs[(2 * i) + 1];
        }

        return new Dataset(inputs, 2, targets, 1);
    }

    private static Dataset Clouds(int count, ulong seed, int classCount, float noise)
    {
        var random = new RandomSequence(seed, stream: 99);
        float[] inputs = new float[count * 2];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            classes[i] = random.NextInt(classCount);
            double angle = classes[i] * 2 * Math.PI / 3;
            inputs[2 * i] = (float)Math.Cos(angle) + (noise * random.NextNormal());
            inputs[(2 * i) + 1] = (float)Math.Sin(angle) + (noise * random.NextNormal());
        }

        return new Dataset(inputs, 2, classes, classCount);
    }
}
