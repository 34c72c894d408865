namespace ModelCompiler;

/// <summary>One check of a model on one batch.</summary>
internal sealed class GradientCheckRun<TModel>
    where TModel : class, IModel<TModel>
{
    // So small a part of the whole gradient's root mean square is what rounding makes of zero.
    private const double LeastPart = 1e-3;

    // An uncertainty of so much of the tolerance does not hide an error that is larger than that.
    private const double MostUncertain = 0.5;

    private readonly TModel _model;
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly int[] _classes;
    private readonly AlignedBuffer _gradient = new(TModel.Description.ParameterBufferLength);
    private readonly float[] _statistics;
    private readonly ulong _randomState;

    public GradientCheckRun(TModel model, Dataset data)
    {
        Batch samples = ModelData.For(TModel.Description, data, "data", nameof(data)).Data.Read(0, data.Count);
        _model = model;
        _inputs = samples.Inputs.ToArray();
        _classes = samples.Classes.ToArray();
        _targets = samples.Targets.ToArray();
        _randomState = model.RandomState;
        _statistics = model.Parameters[^TModel.Description.StatisticsBufferLength..].ToArray();
    }

    public GradientCheckResult Run(int samples, double tolerance, ulong seed)
    {
        float[] before = _model.Parameters.ToArray();
        try
        {
            return Compare(samples, tolerance, seed);
        }
        finally
        {
            before.CopyTo(_model.Parameters);
            _model.RandomState = _randomState;
        }
    }

    private GradientCheckResult Compare(int samples, double tolerance, ulong seed)
    {
        Loss();
        float[] gradient = _gradient.Span.ToArray();
        ParameterDescriptor[] looked =
        [
            .. TModel.Description.Parameters.Where(parameter =>
                !parameter.IsStatistic
                && parameter.Offset < TModel.Description.TrainableBufferLength
                && _model.Freezing?.IsFrozen(parameter) != true
            ),
        ];
        double least = LeastPart * RootMeanSquare(looked.SelectMany(parameter => Values(parameter, gradient)));
        var result = new GradientCheckResult
        {
            Parameter = string.Empty,
            Index = 0,
            Gradient = 0,
            Difference = 0,
            Error = 0,
            Tolerance = tolerance,
            Judged = 0,
            Undecided = 0,
        };
        foreach (ParameterDescriptor parameter in looked)
        {
            float[] own = Values(parameter, gradient);
            double typical = Math.Max(RootMeanSquare(own), least),
                size = RootMeanSquare(Values(parameter, _model.Parameters));
            foreach (int index in Choose(own, samples, new CounterRandom(seed, (ulong)parameter.Index)))
                result = Judge(result, parameter, index, own[index], typical, size);
        }

        return result;
    }

    // Counts an element, and keeps it when it is the worst.
    private GradientCheckResult Judge(
        GradientCheckResult before,
        ParameterDescriptor parameter,
        int index,
        float gradient,
        double typical,
        double size
    )
    {
        (double difference, double uncertainty) = Differentiate(parameter, index, size);
        double scale = Math.Max(typical, Math.Max(Math.Abs(difference), Math.Abs(gradient))),
            error = difference == gradient ? 0 : Math.Abs(difference - gradient) / scale;
        if (float.IsFinite(gradient) && !(uncertainty <= MostUncertain * before.Tolerance * scale))
            return before with { Undecided = before.Undecided + 1 };
        GradientCheckResult after = before with { Judged = before.Judged + 1 };
        bool isWorst = before.Judged == 0 || (!double.IsNaN(before.Error) && !(error <= before.Error));
        return !isWorst
            ? after
            : after with
            {
                Parameter = parameter.Name,
                Index = index,
                Gradient = gradient,
                Difference = difference,
                Error = error,
            };
    }

    // The largest gradient, elements that have one, and one that has none: a large table of an embedding is mostly zeros.
    private static IEnumerable<int> Choose(float[] gradient, int samples, CounterRandom random)
    {
        int[] shuffled = [.. Enumerable.Range(0, gradient.Length).OrderBy(index => random.UInt32((ulong)index))];
        float largest = gradient.Select(Math.Abs).DefaultIfEmpty().Max();
        int[] others = [.. shuffled.Where(index => gradient[index] != 0).OrderByDescending(IsLargest)];
        return others.Take(samples).Concat(shuffled.Where(index => gradient[index] == 0).Take(samples > others.Length ? samples : 1));

        bool IsLargest(int index) => Math.Abs(gradient[index]) == largest;
    }

    private static double RootMeanSquare(IEnumerable<float> values) =>
        Math.Sqrt(values.Select(value => (double)value * value).DefaultIfEmpty().Average());

    private static float[] Values(ParameterDescriptor parameter, ReadOnlySpan<float> buffer)
    {
        float[] values = new float[parameter.Count];
        parameter.CopyTo(buffer, values);
        return values;
    }

    private (double Value, double Uncertainty) Differentiate(ParameterDescriptor parameter, int index, double size)
    {
        ParameterLayout layout = parameter.Layout;
        int position = parameter.Offset + layout.IndexOf(index / layout.Columns, index % layout.Columns);
        float value = _model.Parameters[position];
        (double, double) derivative = RiddersDerivative.Of(value, size, LossAt);
        Set(value);
        return derivative;

        double LossAt(float other)
        {
            Set(other);
            return Loss();
        }

        void Set(float other)
        {
            using ParameterGuard.Scope change = ParameterGuard.Changing(_model);
            _model.Parameters[position] = other;
        }
    }

    // Of the batch as training sees it, always with the same noise; the gradient goes to the buffer.
    private double Loss()
    {
        _model.RandomState = _randomState;
        float loss =
            _classes.Length > 0 ? _model.Gradient(_inputs, _classes, _gradient.Span) : _model.Gradient(_inputs, _targets, _gradient.Span);
        _statistics.CopyTo(_model.Parameters[^_statistics.Length..]);
        return loss;
    }
}
