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
        for (int sample = 0; sample < Count; sample++)
            FillInputs(description, inputs.AsSpan(sample * description.InputSize, description.InputSize), ref random);
        if (description.AcceptsClassTargets && !description.HasClassTargets)
            return Dataset.ForClasses(
                inputs,
                description.InputSize,
                [.. Enumerable.Range(0, Count).Select(_ => (int)Below(ref random, description.OutputSize))],
                description.OutputSize
            );
        float[] targets = new float[Count * description.TargetSize];
        for (int sample = 0; sample < Count; sample++)
            foreach (ModelOutput head in description.Heads)
                FillTargets(head, targets.AsSpan((sample * description.TargetSize) + head.TargetStart, head.TargetSize), ref random);
        return Dataset.ForTargets(inputs, description.InputSize, targets, description.TargetSize);
    }

    private static void FillInputs(ModelDescription description, Span<float> sample, ref RandomSequence random)
    {
        foreach (ModelInput input in description.Inputs)
        foreach (ref float value in sample.Slice(input.Start, input.Size))
            value = input.Vocabulary > 0 ? Below(ref random, input.Vocabulary) : random.NextNormal();
        if (description.HasLengths)
            sample[^1] = description.InputShape[0];
    }

    // As many labels as there are targets for and as fit into the steps.
    private static void FillLabels(ModelOutput head, Span<float> targets, int blank, ref RandomSequence random)
    {
        targets.Fill(ClassTargets.Ignored);
        for (int i = 0; i < targets.Length; i++)
        {
            float label = Below(ref random, head.Shape[^1] - 1);
            targets[i] = label >= blank ? label + 1 : label;
            if (LabelSequences.StepsNeeded(targets[..(i + 1)]) <= head.Shape[0])
                continue;
            targets[i] = ClassTargets.Ignored;
            return;
        }
    }

    // A target of one class for the row, as a distribution where the loss takes one.
    private static void FillTargets(ModelOutput head, Span<float> targets, ref RandomSequence random)
    {
        if (head.Blank is { } blank)
        {
            FillLabels(head, targets, blank, ref random);
            return;
        }

        foreach (ref float value in targets)
            value = head.HasClassTargets ? Below(ref random, head.Size / head.TargetSize) : random.NextUniform();
        if (head.Loss is not Loss.CategoricalCrossEntropy)
            return;
        int chosen = (int)Below(ref random, head.Size);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = i == chosen ? 1 : 0;
    }

    private static float Below(ref RandomSequence random, int count) => MathF.Min(count - 1, MathF.Floor(random.NextUniform() * count));
}
