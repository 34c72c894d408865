namespace ModelCompiler;

/// <summary>
/// Evaluates one dataset again and again, at once or batch by batch; owns the buffers, so that a pass allocates nothing. Not thread-safe.
/// </summary>
internal sealed class EvaluationPass
{
    private readonly ModelData _data;
    private readonly int _batchSize;
    private readonly float[] _outputs;
    private readonly double _variation;
    private int _done;
    private double _lossSum;
    private long _correct;
    private double _absoluteSum;
    private double _squareSum;

    /// <summary>Prepares the passes.</summary>
    /// <param name="data">Data that fits the model.</param>
    /// <param name="outputSize">The model's number of outputs.</param>
    /// <param name="batchSize">How many samples go through the model at once.</param>
    public EvaluationPass(ModelData data, int outputSize, int batchSize)
    {
        _data = data;
        _batchSize = Math.Min(batchSize, data.Data.Count);
        _outputs = new float[checked(_batchSize * outputSize)];
        if (data.Accuracy == AccuracyKind.None)
            _variation = Variation(data.Data.Targets, data.Data.TargetSize);
    }

    /// <summary>Goes through the data once: the loss, then the outputs of each batch. Does not allocate.</summary>
    public Evaluation Run<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        Begin();
        while (Next(model))
        {
        }

        return Result<TModel>();
    }

    /// <summary>Begins a pass.</summary>
    public void Begin()
    {
        _done = 0;
        _lossSum = 0;
        _correct = 0;
        _absoluteSum = 0;
        _squareSum = 0;
    }

    /// <summary>Takes the next batch of the pass. Does not allocate.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Next<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        Dataset data = _data.Data;
        int start = _done, count = Math.Min(_batchSize, data.Count - start), outputSize = TModel.Description.OutputSize;
        if (count == 0)
            return false;
        bool hasLoss = TModel.Description.Loss is not null;
        ReadOnlySpan<float> inputs = data.Inputs.Slice(start * data.InputSize, count * data.InputSize);
        Span<float> outputs = _outputs.AsSpan(0, count * outputSize);
        model.Predict(inputs, outputs);
        if (data.HasClasses)
        {
            ReadOnlySpan<int> classes = data.Classes.Slice(start, count);
            if (hasLoss)
                _lossSum += (double)model.Loss(inputs, classes) * count;
            _correct += AccuracyCounts.LargestIsAt(outputs, classes, outputSize);
        }
        else
        {
            ReadOnlySpan<float> targets = data.Targets.Slice(start * data.TargetSize, count * data.TargetSize);
            if (hasLoss)
                _lossSum += (double)model.Loss(inputs, targets) * count;
            Compare(outputs, targets, outputSize);
        }

        _done += count;
        return true;
    }

    /// <summary>What a whole pass has measured. Does not allocate.</summary>
    public Evaluation Result<TModel>()
        where TModel : class, IModel<TModel>
    {
        int samples = _data.Data.Count, outputSize = TModel.Description.OutputSize;
        double? loss = TModel.Description.Loss is null ? null : _lossSum / samples;
        if (_data.Accuracy == AccuracyKind.None)
        {
            double values = (double)samples * outputSize;
            double rSquared = _variation == 0 ? double.NaN : 1 - (_squareSum / _variation);
            return new Evaluation(samples, loss, null, _absoluteSum / values, Math.Sqrt(_squareSum / values), rSquared);
        }

        double answers = _data.Accuracy == AccuracyKind.Threshold ? (double)samples * outputSize : samples;
        return new Evaluation(samples, loss, _correct / answers, null, null, null);
    }

    private void Compare(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int outputSize)
    {
        switch (_data.Accuracy)
        {
            case AccuracyKind.LargestOutput:
                _correct += AccuracyCounts.LargestIsAtLargest(outputs, targets, outputSize);
                break;
            case AccuracyKind.Threshold:
                _correct += AccuracyCounts.SameSide(outputs, targets, 0.5f);
                break;
            default:
                AddErrors(outputs, targets, ref _absoluteSum, ref _squareSum);
                break;
        }
    }

    private static void AddErrors(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ref double absoluteSum, ref double squareSum)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            double error = (double)outputs[i] - targets[i];
            absoluteSum += Math.Abs(error);
            squareSum += error * error;
        }
    }

    private static double Variation(ReadOnlySpan<float> targets, int targetSize)
    {
        double variation = 0;
        int rows = targets.Length / targetSize;
        for (int output = 0; output < targetSize; output++)
        {
            double mean = 0;
            for (int i = output; i < targets.Length; i += targetSize)
                mean += targets[i];
            mean /= rows;
            for (int i = output; i < targets.Length; i += targetSize)
                variation += (targets[i] - mean) * (targets[i] - mean);
        }

        return variation;
    }
}
