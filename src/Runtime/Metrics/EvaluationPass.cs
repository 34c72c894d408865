namespace ModelCompiler;

/// <summary>
/// Evaluates one dataset again and again. The buffers belong to the thread: allocates nothing after the thread's first run, and any number of threads may run it at a time.
/// </summary>
internal readonly struct EvaluationPass
{
    private readonly ModelData _data;
    private readonly int _outputSize;
    private readonly int _batchSize;
    private readonly double[] _variation = [];

    /// <summary>Prepares the passes.</summary>
    /// <param name="data">Data that fits the model.</param>
    /// <param name="outputSize">The model's number of outputs.</param>
    /// <param name="batchSize">How many samples go through the model at once.</param>
    public EvaluationPass(ModelData data, int outputSize, int batchSize)
    {
        _data = data;
        _outputSize = outputSize;
        _batchSize = Math.Min(batchSize, data.Data.Count);
        _ = ElementCount.Of(_batchSize, "samples of a batch", outputSize, "outputs", nameof(batchSize));
        if (data.Accuracy == AccuracyKind.None)
            _variation = Variation(data.Data.Targets, data.Data.TargetSize);
    }

    /// <summary>Goes through the data once: the outputs, then the loss of each batch.</summary>
    public Evaluation Run<TModel>(TModel model)
        where TModel : class, IModel<TModel> => Run(model, default, default);

    /// <summary>The same with the errors of each output of a regression. Allocates.</summary>
    public Evaluation RunForEachOutput<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        double[] absoluteSums = new double[_variation.Length], squareSums = new double[_variation.Length];
        Evaluation evaluation = Run(model, absoluteSums, squareSums);
        int samples = _data.Data.Count;
        return evaluation with { Outputs = [.. _variation.Select((variation, output) => Errors(absoluteSums[output], squareSums[output], variation, samples))] };
    }

    private Evaluation Run<TModel>(TModel model, Span<double> absoluteSums, Span<double> squareSums)
        where TModel : class, IModel<TModel>
    {
        Dataset data = _data.Data;
        int outputSize = _outputSize;
        bool hasLoss = TModel.Description.Loss is not null;
        double lossSum = 0;
        long correct = 0;
        int withNaN = 0;
        double absoluteSum = 0;
        double squareSum = 0;
        for (int start = 0; start < data.Count; start += _batchSize)
        {
            int count = Math.Min(_batchSize, data.Count - start);
            ReadOnlySpan<float> inputs = data.Inputs.Slice(start * data.InputSize, count * data.InputSize);
            Span<float> outputs = PredictionScratch.GetOutput(count * outputSize);
            model.Predict(inputs, outputs);
            withNaN += AccuracyCounts.WithNaN(outputs, outputSize);
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
                    AddErrors(outputs, targets, 0, 1, ref absoluteSum, ref squareSum);
                    for (int output = 0; output < absoluteSums.Length; output++)
                        AddErrors(outputs, targets, output, outputSize, ref absoluteSums[output], ref squareSums[output]);
                    break;
            }
        }

        double? loss = hasLoss ? lossSum / data.Count : null;
        if (_data.Accuracy == AccuracyKind.None)
        {
            double values = (double)data.Count * outputSize;
            OutputErrors all = Errors(absoluteSum, squareSum, _variation.Sum(), values);
            return new Evaluation(data.Count, loss, null, all.MeanAbsoluteError, all.RootMeanSquaredError, all.RSquared) { NaNSampleCount = withNaN };
        }

        double answers = _data.Accuracy == AccuracyKind.Threshold ? (double)data.Count * outputSize : data.Count;
        return new Evaluation(data.Count, loss, correct / answers, null, null, null) { NaNSampleCount = withNaN };
    }

    private static OutputErrors Errors(double absoluteSum, double squareSum, double variation, double values) =>
        new(absoluteSum / values, Math.Sqrt(squareSum / values), variation == 0 ? double.NaN : 1 - (squareSum / variation));

    private static void AddErrors(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int first, int step, ref double absoluteSum, ref double squareSum)
    {
        for (int i = first; i < outputs.Length; i += step)
        {
            double error = (double)outputs[i] - targets[i];
            absoluteSum += Math.Abs(error);
            squareSum += error * error;
        }
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
