namespace ModelCompiler;

/// <summary>Random samples that a model takes, for <see cref="GradientCheck"/>.</summary>
internal static class RandomSamples
{
    private const int Count = 8;

    /// <summary>
    /// Samples of normal numbers, or of tokens, whole sequences where they have lengths; with classes where the loss takes some, otherwise
    /// with targets from 0 to 1.
    /// </summary>
    public static Dataset Of(ModelDescription description, ulong seed)
    {
        var random = new RandomSequence(seed);
        float[] inputs = new float[Count * description.InputSize];
        for (int i = 0; i < inputs.Length; i++)
        {
            bool isLength = description.HasLengths && i % description.InputSize == description.InputSize - 1;
            inputs[i] =
                isLength ? description.InputShape[0]
                : description.Vocabulary > 0 ? Below(ref random, description.Vocabulary)
                : random.NextNormal();
        }

        int targets = description.TargetSize,
            classes = description.OutputSize / targets;
        if (description.AcceptsClassTargets && !description.HasClassTargets)
            return Dataset.ForClasses(
                inputs,
                description.InputSize,
                [.. Enumerable.Range(0, Count).Select(_ => (int)Below(ref random, description.OutputSize))],
                description.OutputSize
            );
        float[] values = new float[Count * targets];
        for (int i = 0; i < values.Length; i++)
            values[i] = description.HasClassTargets ? Below(ref random, classes) : random.NextUniform();
        return Dataset.ForTargets(inputs, description.InputSize, values, targets);
    }

    private static float Below(ref RandomSequence random, int count) => MathF.Min(count - 1, MathF.Floor(random.NextUniform() * count));
}
