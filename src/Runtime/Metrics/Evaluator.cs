namespace ModelCompiler;

/// <summary>Measures models on datasets. Prediction is re-entrant, so several threads may evaluate one model at a time, as long as none trains it.</summary>
public static class Evaluator
{
    /// <summary>The loss and the metrics of a model on a dataset.</summary>
    /// <remarks>
    /// Allocates its buffers once; the loop over the batches allocates nothing. Each batch goes through the model twice, for the outputs and
    /// for the loss, because a loss cannot be computed exactly from saturated outputs.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="data">At least one sample. Class indices are made one-hot (0 or 1 for a single output) when the model's loss takes none.</param>
    /// <param name="batchSize">How many samples go through the model at once, at least 1; the result depends on it only by the rounding of the losses' mean.</param>
    /// <exception cref="ArgumentException">The data is empty or does not fit the model; the message names both sizes.</exception>
    public static Evaluation Evaluate<TModel>(TModel model, Dataset data, int batchSize = 256)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var pass = new EvaluationPass(ModelData.For(TModel.Description, data, "dataset", nameof(data)), TModel.Description.OutputSize, batchSize);
        return pass.Run(model) with { Outputs = pass.OutputErrors() };
    }

    /// <summary>
    /// Which class the model predicts for samples of which class: the largest output, or for a single output whether it is above 0.5.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Samples with class indices; at least one.</param>
    /// <param name="batchSize">How many samples go through the model at once, at least 1.</param>
    /// <exception cref="ArgumentException">The data is empty, has no class indices, or does not fit the model.</exception>
    public static ConfusionMatrix ConfusionMatrix<TModel>(TModel model, Dataset data, int batchSize = 256)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (!data.HasClasses)
            throw new ArgumentException("The dataset has target values, not class indices: a confusion matrix needs classes.", nameof(data));
        _ = ModelData.For(TModel.Description, data, "dataset", nameof(data));

        int outputSize = TModel.Description.OutputSize;
        batchSize = Math.Min(batchSize, data.Count);
        float[] buffer = new float[checked(batchSize * outputSize)];
        var matrix = new ConfusionMatrix(Math.Max(outputSize, data.ClassCount));
        for (int start = 0; start < data.Count; start += batchSize)
        {
            int count = Math.Min(batchSize, data.Count - start);
            Span<float> outputs = buffer.AsSpan(0, count * outputSize);
            model.Predict(data.Inputs.Slice(start * data.InputSize, count * data.InputSize), outputs);
            for (int i = 0; i < count; i++)
            {
                int predicted = outputSize == 1
                    ? outputs[i] > 0.5f && data.ClassCount > 1 ? 1 : 0
                    : Metrics.IndexOfLargest(outputs.Slice(i * outputSize, outputSize));
                matrix.Add(data.Class(start + i), predicted);
            }
        }

        return matrix;
    }
}
