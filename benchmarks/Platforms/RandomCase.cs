namespace ModelCompiler.Platforms;

/// <summary>What is computed in scalar code and in doubles: random numbers, clipping, standardising, schedules.</summary>
internal static class RandomCase
{
    /// <summary>Takes in the results.</summary>
    public static void Run(Fingerprint fingerprint)
    {
        fingerprint.Add(Numbers.Normal(9, 5000, 1f));
        fingerprint.Add(Numbers.Uniform(9, 500));
        int[] order = [.. Enumerable.Range(0, 1000)];
        new RandomSequence(9).Shuffle<int>(order);
        foreach (int index in order)
            fingerprint.Add(index);

        float[] gradient = Numbers.Normal(10, 1003, 3f);
        long norm = BitConverter.DoubleToInt64Bits(GradientClipping.Norm(gradient));
        fingerprint.Add(BitConverter.Int32BitsToSingle((int)norm));
        fingerprint.Add(BitConverter.Int32BitsToSingle((int)(norm >> 32)));
        GradientClipping.ClipByNorm(gradient, 1f);
        fingerprint.Add(gradient);

        float[] table = Numbers.Normal(11, 1000, 5f);
        Standardizer.Fit(table, 10).Transform(table);
        fingerprint.Add(table);

        LearningRateSchedule[] schedules =
        [
            new ExponentialDecay(0.1f, 0.93),
            new StepDecay(0.1f, 3, 0.5),
            new CosineDecay(0.1f, 0.001f, 20),
            new OneCycle(0.1f),
        ];
        foreach (LearningRateSchedule schedule in schedules)
        {
            for (int epoch = 0; epoch < 25; epoch++)
                fingerprint.Add(schedule.Rate(new TrainingPosition(epoch * 10, 10, 25)));
        }
    }
}
