namespace ModelCompiler.Platforms;

/// <summary>A whole training with accumulation, clipping and validation, and the file it leaves.</summary>
internal static class TrainingCase
{
    private const int Samples = 120,
        Pixels = 784,
        Digits = 10;

    /// <summary>Takes in the losses of the epochs, the parameters and the file.</summary>
    public static void Run(Fingerprint fingerprint)
    {
        float[] pixels = Numbers.Normal(7, Pixels * Samples, 1f);
        int[] classes = new int[Samples];
        var random = new RandomSequence(7);
        for (int sample = 0; sample < Samples; sample++)
        {
            classes[sample] = random.NextInt(Digits);
            for (int i = 0; i < 78; i++)
                pixels[(sample * Pixels) + (classes[sample] * 78) + i] += 0.7f;
        }

        (Dataset train, Dataset validation) = new Dataset(pixels, Pixels, classes, Digits).Split(0.8, seed: 2, stratified: true);
        var model = new Digits(seed: 5) { MaxDegreeOfParallelism = 2 };
        var trainer = new Trainer<Digits>(model, new Adam(3e-3f))
        {
            BatchSize = 16,
            Epochs = 2,
            Seed = 3,
            GradientClipNorm = 1f,
            GradientAccumulation = 2,
        };
        foreach (EpochRecord epoch in trainer.Fit(train, validation).Epochs)
        {
            fingerprint.Add((float)epoch.TrainingLoss);
            fingerprint.Add((float)(epoch.ValidationLoss ?? 0));
        }

        fingerprint.Add(model.Parameters);
        using var file = new MemoryStream();
        model.Save(file);
        foreach (byte part in file.ToArray())
            fingerprint.Add(part);
    }
}
