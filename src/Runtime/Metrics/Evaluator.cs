using System.Runtime.CompilerServices;

namespace ModelCompiler;

/// <summary>Measures models on datasets. Any number of threads may evaluate one model at a time, as long as none trains it.</summary>
public static class Evaluator
{
    /// <summary>The loss and the metrics of a model on a dataset.</summary>
    /// <remarks>
    /// Its buffers belong to the thread: after a thread's first evaluation of as large a batch it allocates nothing but, for a regression,
    /// the errors of each output. Each batch goes through the model twice, for the outputs and for the loss, because a loss cannot be
    /// computed exactly from saturated outputs.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="data">At least one sample. Class indices are made one-hot (0 or 1 for a single output) when the model's loss takes
    /// none.</param>
    /// <param name="batchSize">How many samples go through the model at once, at least 1; the result depends on it only by the rounding of
    /// the losses' mean.</param>
    /// <param name="carriedState">
    /// Whether each sample goes on from the states that the one before it has left, as with <see cref="Trainer{TModel}.CarriedState"/>; the
    /// samples are then cut into <paramref name="batchSize"/> lanes, each of which begins with zeros.
    /// </param>
    /// <exception cref="ArgumentException">The data is empty or does not fit the model; the message names both sizes.</exception>
    /// <exception cref="NotSupportedException">States are to be carried, and the model carries none.</exception>
    [OverloadResolutionPriority(1)]
    public static Evaluation Evaluate<TModel>(TModel model, Dataset data, int batchSize = 256, bool carriedState = false)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var carrier = carriedState ? model as ICarriedStateModel : null;
        if (carriedState && carrier is null)
            throw new NotSupportedException(
                $"{TModel.Description.Name} carries no state from one sample to the next: that takes a loss and recurrent layers which all "
                    + "go forwards."
            );
        return new EvaluationPass(
            ModelData.For(TModel.Description, data, "dataset", nameof(data)),
            TModel.Description.OutputSize,
            batchSize,
            carrier
        ).RunForEachOutput(model);
    }

    /// <summary>The loss and the metrics of a model on rows that need not fit into memory; fewer than 2^31 samples.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">At least one sample.</param>
    /// <param name="batchSize">How many samples go through the model at once, at least 1.</param>
    /// <exception cref="ArgumentException">The data is empty or does not fit the model; the message names both sizes.</exception>
    /// <exception cref="InvalidDataException">A value is not finite, or a file has become shorter; the message names the place.</exception>
    public static Evaluation Evaluate<TModel>(TModel model, RowSource data, int batchSize = 256)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return new EvaluationPass(
            ModelData.For(TModel.Description, data, "source", nameof(data)),
            TModel.Description.OutputSize,
            batchSize
        ).RunForEachOutput(model);
    }

    /// <summary>
    /// Which class the model predicts for samples of which class: the largest output, or for a single output whether it is above 0.5. A
    /// sample with a NaN among its outputs has no predicted class (<see cref="ConfusionMatrix.UndecidedCount"/>).
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
            throw new ArgumentException(
                "The dataset has target values, not class indices: a confusion matrix needs classes.",
                nameof(data)
            );
        _ = ModelData.For(TModel.Description, data, "dataset", nameof(data));

        int outputSize = TModel.Description.OutputSize;
        batchSize = Math.Min(batchSize, data.Count);
        var matrix = new ConfusionMatrix(Math.Max(outputSize, data.ClassCount));
        for (int start = 0; start < data.Count; start += batchSize)
        {
            int count = Math.Min(batchSize, data.Count - start);
            Span<float> outputs = PredictionScratch.GetOutput(
                ElementCount.Of(count, "samples of a batch", outputSize, "outputs", nameof(batchSize))
            );
            model.Predict(EvaluationRows.Inputs(data, start, count), outputs);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> row = outputs.Slice(i * outputSize, outputSize);
                if (AccuracyCounts.HasNaN(row))
                    matrix.AddUndecided(data.Class(start + i));
                else
                    matrix.Add(
                        data.Class(start + i),
                        outputSize > 1 ? Metrics.IndexOfLargest(row)
                            : row[0] > 0.5f && data.ClassCount > 1 ? 1
                            : 0
                    );
            }
        }

        return matrix;
    }
}
