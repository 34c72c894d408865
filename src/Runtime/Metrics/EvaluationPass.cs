namespace ModelCompiler;

/// <summary>
/// Evaluates one dataset again and again. The buffers belong to the thread: allocates nothing after the thread's first run, and any number
/// of threads may run it at a time.
/// </summary>
internal readonly struct EvaluationPass
{
    private readonly ModelData _data;
    private readonly int _outputSize;
    private readonly int _batchSize;
    private readonly TargetVariation _targets = TargetVariation.None;
    private readonly CarriedEvaluation? _carried;

    /// <summary>Prepares the passes.</summary>
    /// <param name="data">Data that fits the model.</param>
    /// <param name="outputSize">The model's number of outputs.</param>
    /// <param name="batchSize">How many samples go through the model at once.</param>
    /// <param name="carrier">The model, if it is to carry its states from sample to sample: then one thread at a time runs the
    /// pass.</param>
    public EvaluationPass(ModelData data, int outputSize, int batchSize, ICarriedStateModel? carrier = null)
    {
        _data = data;
        _outputSize = outputSize;
        if (data.Data.Count > int.MaxValue)
            throw new ArgumentException(
                $"{data.Data.Count} samples cannot be evaluated at once, at most {int.MaxValue} can: take a slice of them.",
                nameof(data)
            );
        _batchSize = (int)Math.Min(batchSize, data.Data.Count);
        _ = ElementCount.Of(_batchSize, "samples of a batch", outputSize, "outputs", nameof(batchSize));
        if (carrier is not null && data.Accuracy == AccuracyKind.Heads)
            throw new NotSupportedException(
                "The losses of several heads are not measured with states that are carried: leave out the validation data and "
                    + "CarriedState of the evaluation."
            );
        if (carrier is not null)
            _carried = new CarriedEvaluation(carrier, data.Data, _batchSize);
        if (data.Accuracy == AccuracyKind.None)
            _targets = TargetVariation.Of(data.Data, _batchSize);
    }

    /// <summary>Goes through the data once: the outputs, then the loss of each batch.</summary>
    public Evaluation Run<TModel>(TModel model)
        where TModel : class, IModel<TModel> => Run(model, default(EvaluationSums));

    /// <summary>The same with the errors of each output of a regression. Allocates those alone.</summary>
    public Evaluation RunForEachOutput<TModel>(TModel model)
        where TModel : class, IModel<TModel> => _targets.Size == 0 ? Run(model) : RunRegression(model);

    // Apart, because what the lambda captures is allocated where a method begins.
    private Evaluation RunRegression<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        double[] absoluteSums = new double[_targets.Size],
            squareSums = new double[_targets.Size];
        Evaluation evaluation = Run(model, new EvaluationSums { EachAbsolutes = absoluteSums, EachSquares = squareSums });
        TargetVariation targets = _targets;
        return evaluation with
        {
            Outputs =
            [
                .. absoluteSums.Select(
                    (absolutes, output) => Errors(absolutes, squareSums[output], targets.Variations[output], targets.Counts[output])
                ),
            ],
        };
    }

    private Evaluation Run<TModel>(TModel model, EvaluationSums sums)
        where TModel : class, IModel<TModel>
    {
        while (Next(model, ref sums)) { }

        return Result<TModel>(in sums);
    }

    /// <summary>Takes the next batch of a pass.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sums">What the pass has measured so far; those of a new pass are the default.</param>
    /// <returns>Whether there was one.</returns>
    public bool Next<TModel>(TModel model, ref EvaluationSums sums)
        where TModel : class, IModel<TModel>
    {
        if (sums.Samples == _data.Data.Count)
            return false;
        Measure(model, sums.Samples, ref sums);
        return true;
    }

    /// <summary>The samples of the data.</summary>
    public int SampleCount => (int)_data.Data.Count;

    /// <summary>The samples of a batch.</summary>
    public int BatchSize => _batchSize;

    /// <summary>Whether a batch can be measured without those before it.</summary>
    public bool HasIndependentBatches => _carried is null;

    /// <summary>Measures the batch that begins with a sample.</summary>
    public void Measure<TModel>(TModel model, int start, ref EvaluationSums sums)
        where TModel : class, IModel<TModel>
    {
        ISamples data = _data.Data;
        int count = Math.Min(_batchSize, SampleCount - start),
            outputSize = _outputSize;
        bool hasLoss = TModel.Description.Loss is not null;
        Batch batch = _carried is null ? data.Read(start, count) : _carried.Read(start);
        Span<float> outputs = PredictionScratch.GetOutput(count * outputSize);
        if (_carried is null)
            model.Predict(batch.Inputs, outputs);
        else
            _carried.Predict(batch, outputs);
        sums.WithNaN += AccuracyCounts.WithNaN(outputs, outputSize);
        if (_data.Accuracy == AccuracyKind.Heads)
        {
            (sums.Heads ??= new HeadSums(TModel.Description)).Measure(model, batch, outputs);
        }
        else if (data.HasClasses)
        {
            AddLoss(model, batch, hasLoss, ref sums);
            sums.Counting += count;
            sums.Correct += AccuracyCounts.LargestIsAt(outputs, batch.Classes, outputSize);
        }
        else
        {
            ReadOnlySpan<float> targets = batch.Targets;
            AddLoss(model, batch, hasLoss, ref sums);
            sums.Counting += _data.Accuracy switch
            {
                AccuracyKind.Positions => ClassTargets.Counting(targets, []),
                AccuracyKind.Threshold => targets.Length - MissingTarget.Count(targets),
                _ => count,
            };
            if (_data.Accuracy == AccuracyKind.Positions)
                sums.Correct += LargestIsAt(outputs, targets, TModel.Description);
            else if (_data.Accuracy == AccuracyKind.Labels)
                sums.Correct += AccuracyCounts.Decoded(
                    outputs,
                    targets,
                    batch.Inputs,
                    TModel.Description,
                    TModel.Description.TrainedOutput
                );
            else
                Compare(outputs, targets, ref sums);
        }

        sums.Samples += count;
    }

    private void AddLoss<TModel>(TModel model, Batch batch, bool hasLoss, ref EvaluationSums sums)
        where TModel : class, IModel<TModel>
    {
        if (!hasLoss)
            return;
        double weight = batch.Weight(_data.Accuracy == AccuracyKind.Positions);
        sums.Loss += Loss(model, batch) * weight;
        sums.Weight += weight;
    }

    private float Loss<TModel>(TModel model, Batch batch)
        where TModel : class, IModel<TModel> =>
        _carried is not null ? _carried.Loss(batch)
        : _data.Data.HasClasses ? model.Loss(batch.Inputs, batch.Classes, batch.Weights)
        : model.Loss(batch.Inputs, batch.Targets, batch.Weights);

    /// <summary>What a whole pass has measured.</summary>
    public Evaluation Result<TModel>(in EvaluationSums sums)
        where TModel : class, IModel<TModel>
    {
        if (sums.Heads is { } measured && measured.Result() is var heads)
            return new Evaluation(sums.Samples, measured.Total(heads), null, null, null, null)
            {
                NaNSampleCount = sums.WithNaN,
                Heads = heads,
            };
        double? loss =
            TModel.Description.Loss is null ? null
            : sums.Weight == 0 ? 0
            : sums.Loss / sums.Weight;
        if (_data.Accuracy == AccuracyKind.None)
        {
            OutputErrors all = Errors(sums.Absolutes, sums.Squares, _targets.Variation, _targets.Count);
            return new Evaluation(sums.Samples, loss, null, all.MeanAbsoluteError, all.RootMeanSquaredError, all.RSquared)
            {
                NaNSampleCount = sums.WithNaN,
            };
        }

        double answers = _data.Accuracy is AccuracyKind.Threshold or AccuracyKind.Positions ? Math.Max(1, sums.Counting) : sums.Samples;
        return new Evaluation(sums.Samples, loss, sums.Correct / answers, null, null, null)
        {
            NaNSampleCount = sums.WithNaN,
            Perplexity = TModel.Description.HasClassTargets && loss is { } nats ? Math.Exp(nats) : null,
        };
    }

    private void Compare(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ref EvaluationSums sums)
    {
        switch (_data.Accuracy)
        {
            case AccuracyKind.LargestOutput:
                sums.Correct += AccuracyCounts.LargestIsAtLargest(outputs, targets, _outputSize);
                break;
            case AccuracyKind.Threshold:
                sums.Correct += AccuracyCounts.SameSide(outputs, targets, 0.5f);
                break;
            default:
                int size = _targets.Size;
                for (int sample = 0; sample * size < targets.Length; sample++)
                for (int output = 0; output < size; output++)
                {
                    float target = targets[(sample * size) + output];
                    if (MissingTarget.Is(target))
                        continue;

                    // What has no target, as a variance, stands behind what has one.
                    double error = (double)outputs[(sample * _outputSize) + output] - target;
                    sums.Absolutes += Math.Abs(error);
                    sums.Squares += error * error;
                    if (sums.EachAbsolutes is null)
                        continue;
                    sums.EachAbsolutes[output] += Math.Abs(error);
                    sums.EachSquares![output] += error * error;
                }

                break;
        }
    }

    private static int LargestIsAt(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ModelDescription description) =>
        AccuracyCounts.LargestIsAt(outputs, targets, description.OutputSize, description.TargetSize, description.ClassStride);

    private static OutputErrors Errors(double absoluteSum, double squareSum, double variation, double values) =>
        new(absoluteSum / values, Math.Sqrt(squareSum / values), variation == 0 ? double.NaN : 1 - (squareSum / variation));
}
