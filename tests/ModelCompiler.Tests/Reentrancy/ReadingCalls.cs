namespace ModelCompiler.Tests.Reentrancy;

/// <summary>A model, and calls that only read it, each with the result that one thread alone gets.</summary>
internal abstract class ReadingCalls
{
    /// <summary>The kinds of calls.</summary>
    public const int Kinds = 5;

    /// <summary>The kind that evaluates the model on a dataset.</summary>
    public const int EvaluationKind = 2;

    /// <summary>
    /// Makes a call and returns how many of its results are wrong. After the first of its kind on a thread only an evaluation that
    /// <see cref="HasErrorsOfEachOutput"/> allocates.
    /// </summary>
    /// <param name="kind">Which, from 0.</param>
    /// <param name="outputs">Memory for the outputs, of <see cref="OutputLength"/>.</param>
    public abstract int Wrong(int kind, Span<float> outputs);

    /// <summary>The outputs of the largest batch.</summary>
    public abstract int OutputLength { get; }

    /// <summary>Whether an evaluation returns the errors of each output, which it must allocate.</summary>
    public abstract bool HasErrorsOfEachOutput { get; }
}

/// <inheritdoc/>
internal sealed class ReadingCalls<TModel> : ReadingCalls
    where TModel : class, IModel<TModel>
{
    // So many that the larger networks share them among threads.
    private const int Samples = 24;

    private readonly TModel _model;
    private readonly Dataset _data;
    private readonly float[] _outputs;
    private readonly float _loss;
    private readonly float _lossOfOne;
    private readonly Evaluation _evaluation;

    public ReadingCalls(TModel model)
    {
        _model = model;
        ModelDescription description = TModel.Description;
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, Samples * description.InputSize).Select(_ => (2 * random.NextSingle()) - 1)];
        int[] classes = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(Math.Max(2, description.OutputSize)))];
        float[] targets = [.. Enumerable.Range(0, Samples * description.OutputSize).Select(_ => random.NextSingle())];
        _data = description.AcceptsClassTargets
            ? new Dataset(inputs, description.InputSize, classes, description.OutputSize)
            : new Dataset(inputs, description.InputSize, targets, description.OutputSize);

        // Batch normalisation has statistics only after a gradient.
        var gradient = new AlignedBuffer(description.ParameterBufferLength);
        if (_data.HasClasses)
            model.Gradient(_data.Inputs, _data.Classes, gradient.Span);
        else
            model.Gradient(_data.Inputs, _data.Targets, gradient.Span);
        _outputs = new float[Samples * description.OutputSize];
        model.Predict(_data.Inputs, _outputs);
        _loss = Loss(Samples);
        _lossOfOne = Loss(1);
        _evaluation = Evaluator.Evaluate(model, _data, batchSize: 16);
    }

    public override int OutputLength => _outputs.Length;

    public override bool HasErrorsOfEachOutput => _evaluation.Outputs.Count > 0;

    public override int Wrong(int kind, Span<float> outputs)
    {
        switch (kind)
        {
            case 0:
                return Differ(_loss, Loss(Samples));
            case 1:
                return Differ(_lossOfOne, Loss(1));
            case EvaluationKind:
                return Evaluator.Evaluate(_model, _data, batchSize: 16) == _evaluation ? 0 : 1;
            default:
                int samples = kind == 3 ? Samples : 1;
                outputs = outputs[..(samples * TModel.Description.OutputSize)];
                _model.Predict(_data.Inputs[..(samples * _data.InputSize)], outputs);
                int wrong = 0;
                for (int i = 0; i < outputs.Length; i++)
                    wrong += Differ(_outputs[i], outputs[i]);
                return wrong;
        }
    }

    private static int Differ(float expected, float actual) =>
        BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual) ? 0 : 1;

    private float Loss(int samples) =>
        _data.HasClasses
            ? _model.Loss(_data.Inputs[..(samples * _data.InputSize)], _data.Classes[..samples])
            : _model.Loss(_data.Inputs[..(samples * _data.InputSize)], _data.Targets[..(samples * _data.TargetSize)]);
}
