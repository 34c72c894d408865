using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Training;

/// <summary>Truncated backpropagation through time with carried states: in the trainer, in evaluations, in checkpoints.</summary>
public sealed class CarriedTrainingTests
{
    private const int Steps = 8,
        BatchSize = 3,
        Epochs = 3;

    // 14 samples: batches of three, the last one of two.
    private static readonly Dataset s_train = Dataset.Tokens(Text(seed: 1, length: (14 * Steps) + 1), Steps),
        s_validation = Dataset.Tokens(Text(seed: 2, length: (7 * Steps) + 1), Steps);

    [Fact]
    public void A_run_is_the_loop_one_would_write()
    {
        (Trainer<CarriedText> trainer, CarriedText trained) = Create();
        double last = trainer.Fit(s_train, s_validation).Epochs[^1].TrainingLoss;

        // Lanes of five, five and four samples.
        int[][] lanes =
        [
            [0, 1, 2, 3, 4],
            [5, 6, 7, 8, 9],
            [10, 11, 12, 13],
        ];
        var model = new CarriedText(seed: 3);
        var optimizer = new Adam(0.02f);
        ICarriedStateModel carrier = model;
        var gradient = new AlignedBuffer(CarriedText.Description.ParameterBufferLength);
        double sum = 0;
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            sum = 0;
            float[] states = new float[BatchSize * carrier.CarriedStateSize];
            for (int batch = 0; batch < 5; batch++)
            {
                int[] samples = [.. lanes.Where(lane => batch < lane.Length).Select(lane => lane[batch])];
                float[] inputs = [.. samples.SelectMany(sample => s_train.Input(sample).ToArray())],
                    targets = [.. samples.SelectMany(sample => s_train.Target(sample).ToArray())];
                Span<float> own = states.AsSpan(0, samples.Length * carrier.CarriedStateSize);
                sum += samples.Length * (double)carrier.Gradient(inputs, targets, default, own, gradient.Span);
                optimizer.Step(model, gradient.Span);
            }
        }

        Assert.Equal(model.Parameters.ToArray(), trained.Parameters.ToArray());
        Assert.Equal(sum / 14, last, 1e-9);
    }

    [Fact]
    public void States_make_a_difference()
    {
        (Trainer<CarriedText> carried, CarriedText first) = Create();
        carried.Fit(s_train);
        (Trainer<CarriedText> cut, CarriedText second) = Create();
        cut.CarriedState = false;
        cut.Fit(s_train);
        Assert.NotEqual(first.Parameters.ToArray(), second.Parameters.ToArray());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(14)]
    public void A_resumed_run_has_the_bits_of_an_uninterrupted_one(int interruptedAfter)
    {
        (Trainer<CarriedText> straight, CarriedText expected) = Create();
        straight.Fit(s_train, s_validation);

        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            (Trainer<CarriedText> first, _) = Create();
            using var cancellation = new CancellationTokenSource();
            first.Callbacks.Add(new AfterSteps(interruptedAfter, cancellation.Cancel));
            Assert.Throws<OperationCanceledException>(() => first.Fit(s_train, s_validation, cancellationToken: cancellation.Token));
            first.SaveCheckpoint(path);

            (Trainer<CarriedText> second, CarriedText resumed) = Create();
            Assert.True(second.TryResume(path, s_train, out string? reason), reason);
            second.Fit(s_train, s_validation);
            Assert.Equal(expected.Parameters.ToArray(), resumed.Parameters.ToArray());
            Assert.Equal(
                straight.History!.Epochs.Select(record => (record.TrainingLoss, record.ValidationLoss)),
                second.History!.Epochs.Select(record => (record.TrainingLoss, record.ValidationLoss))
            );

            (Trainer<CarriedText> third, _) = Create();
            third.CarriedState = false;
            Assert.False(third.TryResume(path, s_train, out reason));
            Assert.Contains("CarriedState = True, but it is False", reason, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_evaluation_in_one_lane_is_one_pass_over_the_text()
    {
        (Trainer<CarriedText> trainer, CarriedText model) = Create();
        trainer.Fit(s_train);
        Evaluation carried = Evaluator.Evaluate(model, s_validation, batchSize: 1, carriedState: true);

        StreamState<CarriedText> state = model.CreateState();
        float[] probabilities = new float[10];
        double sum = 0;
        int right = 0;
        for (int sample = 0; sample < s_validation.Count; sample++)
        {
            for (int step = 0; step < Steps; step++)
            {
                int next = (int)s_validation.Target(sample)[step];
                model.Step((int)s_validation.Input(sample)[step], state, probabilities);
                sum -= Math.Log(probabilities[next]);
                right += probabilities.AsSpan().IndexOf(probabilities.Max()) == next ? 1 : 0;
            }
        }

        int count = s_validation.Count * Steps;
        Assert.Equal(sum / count, carried.Loss!.Value, 1e-5);
        Assert.Equal(right / (double)count, carried.Accuracy!.Value, 1e-9);
        Assert.NotEqual(carried.Loss, Evaluator.Evaluate(model, s_validation, batchSize: 1).Loss);

        // More lanes begin anew more often; the last batch has fewer.
        Evaluation lanes = Evaluator.Evaluate(model, s_validation, batchSize: 3, carriedState: true);
        Assert.Equal(7, lanes.SampleCount);
        Assert.NotEqual(carried.Loss, lanes.Loss);
    }

    [Fact]
    public void The_validation_of_a_run_carries_states_too()
    {
        (Trainer<CarriedText> trainer, CarriedText model) = Create();
        trainer.Epochs = 1;
        double? loss = trainer.Fit(s_train, s_validation).Epochs[0].ValidationLoss;
        Assert.Equal(Evaluator.Evaluate(model, s_validation, BatchSize, carriedState: true).Loss, loss);
    }

    [Fact]
    public void After_the_first_epoch_nothing_is_allocated()
    {
        (Trainer<CarriedText> trainer, CarriedText model) = Create();
        model.MaxDegreeOfParallelism = 1;
        trainer.Epochs = 6;
        trainer.MeasureTrainingAccuracy = true;
        var watch = new AllocationWatch();
        trainer.Callbacks.Add(watch);
        trainer.Fit(s_train, s_validation);
        Assert.Equal(0, watch.Allocated);
    }

    [Fact]
    public void A_series_is_carried_with_accumulated_batches()
    {
        float[] series = [.. Enumerable.Range(0, 121).Select(step => MathF.Sin(0.4f * step))];
        Dataset data = Dataset.Windows(
            series,
            1,
            new SequenceWindow(4)
            {
                FirstTarget = 1,
                Horizon = 4,
                Stride = 4,
            }
        );
        var model = new CarriedSeries(seed: 1);
        var trainer = new Trainer<CarriedSeries>(model, new Adam(0.02f))
        {
            BatchSize = 5,
            GradientAccumulation = 2,
            Epochs = 40,
            Shuffle = false,
            CarriedState = true,
            DropLast = true,
        };
        TrainingHistory history = trainer.Fit(data, data);
        Assert.True(history.Epochs[^1].ValidationLoss < 0.05 * history.Epochs[0].ValidationLoss);
    }

    [Fact]
    public void What_cannot_be_carried_is_refused()
    {
        (Trainer<CarriedText> trainer, _) = Create();
        trainer.Shuffle = true;
        Assert.Contains("Shuffle = false", Refused(() => trainer.Fit(s_train)), StringComparison.Ordinal);
        trainer.Shuffle = false;
        Dataset overlapping = Dataset.Tokens(Text(1, 100), Steps, stride: 1);
        Assert.Contains("Stride", Refused(() => trainer.Fit(overlapping)), StringComparison.Ordinal);
        Assert.Contains("Stride", Refused(() => trainer.Fit(s_train, overlapping)), StringComparison.Ordinal);

        var xor = new Trainer<OneStep>(new OneStep(1), new Adam()) { CarriedState = true, Shuffle = false };
        var data = Dataset.ForTargets([1, 2], 1, [1, 2], 1);
        Assert.Contains("carries no state", Refused(() => xor.Fit(data)), StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => Evaluator.Evaluate(xor.Model, data, carriedState: true));

        static string Refused(Action action) => Assert.Throws<InvalidOperationException>(action).Message;
    }

    private static (Trainer<CarriedText> Trainer, CarriedText Model) Create()
    {
        var model = new CarriedText(seed: 3);
        var trainer = new Trainer<CarriedText>(model, new Adam(0.02f))
        {
            BatchSize = BatchSize,
            Epochs = Epochs,
            Shuffle = false,
            CarriedState = true,
        };
        return (trainer, model);
    }

    // Each symbol follows from the one eleven places before, further than a sample reaches.
    private static int[] Text(int seed, int length)
    {
        var random = new Random(seed);
        int[] text = new int[length];
        for (int place = 0; place < length; place++)
            text[place] = place < 11 ? random.Next(10) : (text[place - 11] + 1) % 10;
        return text;
    }

    private sealed class AfterSteps(int steps, Action action) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Step == steps)
                action();
        }
    }

    private sealed class AllocationWatch : TrainingCallback
    {
        private long _before;

        public long Allocated { get; private set; } = -1;

        public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
        {
            if (record.Epoch == 2)
                _before = GC.GetAllocatedBytesForCurrentThread();
            if (record.Epoch == context.Epochs)
                Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        }
    }
}
