namespace ModelCompiler;

/// <summary>
/// Evaluates one dataset again and again; owns the buffers, so that <see cref="Run{TModel}"/> allocates nothing. Not thread-safe.
/// </summary>
internal sealed class EvaluationPass
{
    private readonly ModelData _data;
    private readonly int _batchSize;
    private readonly float[] _outputs;
    private readonly double[] _variation;
    private readonly double[] _absoluteSums;
    private readonly double[] _squareSums;

    /// <summary>Prepares the passes.</summary>
    /// <param name="data">Data that fits the model.</param>
    /// <param name="outputSize">The model's number of outputs.</param>
    /// <param name="batchSize">How many samples go through the model at once.</param>
    public EvaluationPass(ModelData data, int outputSize, int batchSize)
    {
        _data = data;
        _batchSize = Math.Min(batchSize, data.Data.Count);
        _outputs = new float[checked(_batchSize * outputSize)];
        _variation = data.Accuracy == AccuracyKind.None ? Variation(data.Data.Targets, data.Data.TargetSize) : [];
        _absoluteSums = new double[_variation.Length];
        _squareSums = new double[_variation.Length];
    }

    /// <summary>Goes through the data once: the loss, then the outputs of each batch. Does not allocate.</summary>
    public Evaluation Run<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        Dataset data = _data.Data;
        int outputSize = TModel.Description.OutputSize;
        bool hasLoss = TModel.Description.Loss is not null;
        double lossSum = 0;
        long correct = 0;
        Array.Clear(_absoluteSums);
        Array.Clear(_squareSums);
        for (int start = 0; start < data.Count; start += _batchSize)
        {
            int count = Math.Min(_batchSize, data.Count - start);
            ReadOnlySpan<float> inputs = data.Inputs.Slice(start * data.InputSize, count * data.InputSize);
            Span<float> outputs = _outputs.AsSpan(0, count * outputSize);
            model.Predict(inputs, outputs);
            if (data.HasClasses)
            {
                ReadOnlySpan<int> classes = data.Classes.Slice(start, count);
                if (hasLoss)
                    lossSum += (double)model.Loss(inputs, classes) * count;
                correct += AccuracyCounts.LargestIsAt(outputs, classes, outputSize);
                continue;
            }

            ReadOnlySpan<float> targets = data.Targets.Slice(start * data.TargetSize, count * data.TargetSize);
            if (hasLoss)
                lossSum += (double)model.Loss(inputs, targets) * count;
            switch (_data.Accuracy)
            {
                case AccuracyKind.LargestOutput:
                    correct += AccuracyCounts.LargestIsAtLargest(outputs, targets, outputSize);
                    break;
                case AccuracyKind.Threshold:
                    correct += AccuracyCounts.SameSide(outputs, targets, 0.5f);
                    break;
                default:
                    AddErrors(outputs, targets);
                    break;
            }
        }

        double? loss = hasLoss ? lossSum / data.Count : null;
        if (_data.Accuracy == AccuracyKind.None)
        {
            double values = (double)data.Count * outputSize;
            OutputErrors all = Errors(Sum(_absoluteSums), Sum(_squareSums), Sum(_variation), values);
            return new Evaluation(data.Count, loss, null, all.MeanAbsoluteError, all.RootMeanSquaredError, all.RSquared);
        }

        double answers = _data.Accuracy == AccuracyKind.Threshold ? (double)data.Count * outputSize : data.Count;
        return new Evaluation(data.Count, loss, correct / answers, null, null, null);
    }

    /// <summary>The errors of each output in the latest run; none unless the task is regression. Allocates.</summary>
    public OutputErrors[] OutputErrors() =>
        [.. _variation.Select((variation, output) => Errors(_absoluteSums[output], _squareSums[output], variation, _data.Data.Count))];

    private static OutputErrors Errors(double absoluteSum, double squareSum, double variation, double values) =>
        new(absoluteSum / values, Math.Sqrt(squareSum / values), variation == 0 ? double.NaN : 1 - (squareSum / variation));

    private void AddErrors(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        for (int i = 0; i < outputs.Length;)
        {
            for (int output = 0; output < _absoluteSums.Length; output++, i++)
            {
                double error = (double)outputs[i] - targets[i];
                _absoluteSums[output] += Math.Abs(error);
                _squareSums[output] += error * error;
            }
        }
    }

    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum;
    }

    /// <summary>The sum of <c>(y - mean y)^2</c> of each output.</summary>
    private static double[] Variation(ReadOnlySpan<float> targets, int targetSize)
    {
        double[] variation = new double[targetSize];
        int rows = targets.Length / targetSize;
        for (int output = 0; output < targetSize; output++)
        {
            double mean = 0;
            for (int i = output; i < targets.Length; i += targetSize)
                mean += targets[i];
            mean /= rows;
            for (int i = output; i < targets.Length; i += targetSize)
                variation[output] += (targets[i] - mean) * (targets[i] - mean);
        }

        return variation;
    }
}
