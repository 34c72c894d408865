namespace ModelCompiler.Platforms;

/// <summary>What one model computes.</summary>
internal static class ModelCase
{
    private const int Steps = 2;

    /// <summary>Predictions, losses and gradients of several batches, before and after steps of Adam.</summary>
    public static void Batches<TModel>(Fingerprint fingerprint, int[] batches, int threads)
        where TModel : class, IModel<TModel>
    {
        TModel model = TModel.Create(17);
        model.MaxDegreeOfParallelism = threads;
        fingerprint.Add(model.Parameters);
        var optimizer = new Adam(1e-2f) { MaxDegreeOfParallelism = threads };
        foreach (int batch in batches)
        {
            for (int step = 0; step < Steps; step++)
                Step(fingerprint, model, optimizer, batch, seed: batch + step);
        }

        fingerprint.Add(model.Parameters);
        float[] one = new float[TModel.Description.OutputSize];
        model.Predict(Numbers.Normal(99, TModel.Description.InputSize, 1f), one);
        fingerprint.Add(one);
    }

    /// <summary>Steps of every other optimizer.</summary>
    public static void Optimizers<TModel>(Fingerprint fingerprint, int batch, int threads)
        where TModel : class, IModel<TModel>
    {
        Optimizer[] optimizers =
        [
            new Sgd(0.05f, momentum: 0.9f, nesterov: true, weightDecay: 1e-3f),
            new AdamW(1e-2f),
            new RmsProp(1e-3f),
            new Adagrad(1e-2f) { L1 = 1e-4f },
        ];
        foreach (Optimizer optimizer in optimizers)
        {
            TModel model = TModel.Create(3);
            model.MaxDegreeOfParallelism = threads;
            optimizer.MaxDegreeOfParallelism = threads;
            for (int step = 0; step < Steps; step++)
                Step(fingerprint, model, optimizer, batch, seed: step);
            fingerprint.Add(model.Parameters);
        }
    }

    /// <summary>Inputs that are not ordinary: NaN, infinities, zeros of both signs, denormal and huge numbers.</summary>
    public static void Extremes<TModel>(Fingerprint fingerprint)
        where TModel : class, IModel<TModel>
    {
        ModelDescription description = TModel.Description;
        TModel model = TModel.Create(23);
        model.MaxDegreeOfParallelism = 1;
        float[] outputs = new float[2 * description.OutputSize],
            gradient = new float[description.ParameterBufferLength];
        foreach (float extreme in Numbers.Extreme)
        {
            float[] inputs = Numbers.Normal(4, 2 * description.InputSize, 1f);
            for (int i = 0; i < inputs.Length; i += 5)
                inputs[i] = extreme;
            model.Predict(inputs, outputs);
            fingerprint.Add(outputs);
            fingerprint.Add(model.Gradient(inputs, new float[outputs.Length], gradient));
            fingerprint.Add(gradient);
        }
    }

    private static void Step<TModel>(Fingerprint fingerprint, TModel model, Optimizer optimizer, int batch, int seed)
        where TModel : class, IModel<TModel>
    {
        ModelDescription description = TModel.Description;
        float[] inputs = Numbers.Normal(seed, batch * description.InputSize, 1.5f),
            targets = Numbers.Uniform(seed, batch * description.OutputSize);
        float[] outputs = new float[targets.Length],
            inputGradient = new float[inputs.Length],
            gradient = new float[description.ParameterBufferLength];
        model.Predict(inputs, outputs);
        fingerprint.Add(outputs);
        fingerprint.Add(model.Loss(inputs, targets));
        fingerprint.Add(model.Gradient(inputs, targets, gradient, inputGradient));
        fingerprint.Add(gradient);
        fingerprint.Add(inputGradient);
        optimizer.Step(model, gradient);
    }
}
