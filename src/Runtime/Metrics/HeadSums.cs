namespace ModelCompiler;

/// <summary>What one pass of an evaluation has measured of several heads so far.</summary>
internal sealed class HeadSums
{
    /// <summary>The numbers of a head.</summary>
    public const int Fields = 6;

    private const int Loss = 0,
        Weight = 1,
        Correct = 2,
        Answers = 3,
        Absolutes = 4,
        Squares = 5;

    private readonly ModelDescription _description;
    private readonly ModelOutput[] _heads;
    private readonly double[] _values;
    private readonly float[] _losses;

    /// <summary>Reserves the sums.</summary>
    public HeadSums(ModelDescription description)
    {
        _description = description;
        _heads = [.. description.Heads];
        _values = new double[Fields * _heads.Length];
        _losses = new float[_heads.Length];
    }

    /// <summary>All numbers, which may be added to those of another part of the pass.</summary>
    public Span<double> Values => _values;

    /// <summary>Measures a batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="outputs">What the model makes of it.</param>
    public void Measure<TModel>(TModel model, Batch batch, ReadOnlySpan<float> outputs)
        where TModel : class, IModel<TModel>
    {
        model.HeadLosses(batch.Inputs, batch.Targets, _losses, batch.Weights);
        int outputSize = outputs.Length / batch.Count,
            targetSize = batch.Targets.Length / batch.Count;
        for (int index = 0; index < _heads.Length; index++)
        {
            ModelOutput head = _heads[index];
            Span<double> values = _values.AsSpan(Fields * index, Fields);
            double weight = 0;
            for (int sample = 0; sample < batch.Count; sample++)
            {
                ReadOnlySpan<float> output = outputs.Slice((sample * outputSize) + head.Start, head.Size),
                    target = batch.Targets.Slice((sample * targetSize) + head.TargetStart, head.TargetSize);
                double ofSample = batch.Weights.IsEmpty ? 1 : batch.Weights[sample];
                weight += ofSample * Part(head, target);
                Compare(head, output, target, values);
            }

            if (KindOf(head) == AccuracyKind.Labels)
                values[Correct] += AccuracyCounts.Decoded(outputs, batch.Targets, batch.Inputs, _description, head);

            values[Loss] += _losses[index] * weight;
            values[Weight] += weight;
        }
    }

    /// <summary>What the heads are worth.</summary>
    public HeadEvaluation[] Result()
    {
        var result = new HeadEvaluation[_heads.Length];
        for (int index = 0; index < result.Length; index++)
        {
            ReadOnlySpan<double> values = _values.AsSpan(Fields * index, Fields);
            double answers = Math.Max(1, values[Answers]);
            bool isRegression = KindOf(_heads[index]) == AccuracyKind.None;
            result[index] = new HeadEvaluation(
                _heads[index].Name,
                values[Weight] == 0 ? 0 : values[Loss] / values[Weight],
                isRegression || values[Answers] == 0 ? null : values[Correct] / answers,
                isRegression ? values[Absolutes] / answers : null,
                isRegression ? Math.Sqrt(values[Squares] / answers) : null
            );
        }

        return result;
    }

    /// <summary>The loss of the model: those of the heads, each times its weight.</summary>
    public double Total(ReadOnlySpan<HeadEvaluation> heads)
    {
        double total = 0;
        for (int index = 0; index < heads.Length; index++)
            if (_heads[index].Weight != 0)
                total += _heads[index].Weight * heads[index].Loss;
        return total;
    }

    // What a sample counts besides its weight.
    private static double Part(ModelOutput head, ReadOnlySpan<float> target) =>
        head.HasClassTargets ? ClassTargets.Counting(target, default)
        : MissingTarget.Count(target) is var missing && missing > 0 ? (double)(target.Length - missing) / target.Length
        : 1;

    private static AccuracyKind KindOf(ModelOutput head) => ModelData.KindOfTargets(head.Loss);

    private static void Compare(ModelOutput head, ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> values)
    {
        switch (KindOf(head))
        {
            case AccuracyKind.LargestOutput:
                values[Correct] += AccuracyCounts.LargestIsAtLargest(output, target, output.Length);
                values[Answers]++;
                break;
            case AccuracyKind.Threshold:
                values[Correct] += AccuracyCounts.SameSide(output, target, 0.5f);
                values[Answers] += target.Length - MissingTarget.Count(target);
                break;
            case AccuracyKind.Labels:
                values[Answers]++;
                break;
            case AccuracyKind.Positions:
                values[Correct] += AccuracyCounts.LargestIsAt(output, target, head.Size, head.TargetSize, head.ClassStride);
                values[Answers] += ClassTargets.Counting(target, default);
                break;
            default:
                // What has no target, as a variance, stands behind what has one.
                for (int index = 0; index < target.Length; index++)
                {
                    if (MissingTarget.Is(target[index]))
                        continue;
                    double error = (double)output[index] - target[index];
                    values[Absolutes] += Math.Abs(error);
                    values[Squares] += error * error;
                }

                values[Answers] += target.Length - MissingTarget.Count(target);
                break;
        }
    }
}
