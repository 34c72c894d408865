using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.BatchNorms;

/// <summary>
/// Training with batch normalisation: the running statistics, what changes them and what does not, batches that are too small, and exact
/// resumption.
/// </summary>
public sealed partial class BatchNormTrainingTests
{
    private static readonly Dataset s_flat = Data(33, 3),
        s_images = Data(33, 32);

    [Fact]
    public void A_batch_of_one_value_per_channel_is_refused_before_anything_is_touched()
    {
        var model = new FlatNormModel(seed: 3);
        float[] before = model.Parameters.ToArray(),
            gradient = new float[before.Length],
            inputGradient = new float[3];
        Array.Fill(gradient, 7f);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => model.Gradient([1, 2, 3], [1f, 2], gradient, inputGradient));
        Assert.Contains("Expected more than 1 value per channel", exception.Message, StringComparison.Ordinal);
        Assert.Equal("inputs", exception.ParamName);
        Assert.Equal(before, model.Parameters.ToArray());
        Assert.All(gradient, value => Assert.Equal(7f, value));
        Assert.Equal([0f, 0f, 0f], inputGradient);
        Assert.Equal(2, FlatNormModel.Description.LeastGradientSamples);

        // Predictions, losses and images of several pixels know no such limit.
        model.Predict([1, 2, 3]);
        model.Loss([1, 2, 3], [1f, 2]);
        var images = new ImageNormModel(seed: 3);
        images.Gradient(new float[32], [1f, 2], images.CreateGradient().Span);
        Assert.Equal(1, ImageNormModel.Description.LeastGradientSamples);
    }

    [Fact]
    public void A_last_batch_of_one_sample_is_refused_before_training_and_the_message_says_how_to_mend_it()
    {
        var model = new FlatNormModel(seed: 3);
        float[] before = model.Parameters.ToArray();
        var trainer = new Trainer<FlatNormModel>(model, new Adam()) { BatchSize = 16, Epochs = 2 };
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => trainer.Fit(s_flat));
        Assert.Contains("33 training samples in batches of 16", exception.Message, StringComparison.Ordinal);
        Assert.Contains("DropLast", exception.Message, StringComparison.Ordinal);
        Assert.Contains("BatchSize", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ToArray());

        trainer.BatchSize = 1;
        Assert.Contains(
            "BatchSize = 1",
            Assert.Throws<InvalidOperationException>(() => trainer.Fit(s_flat)).Message,
            StringComparison.Ordinal
        );
        trainer.BatchSize = 16;
        trainer.DropLast = true;
        trainer.Fit(s_flat);
        Assert.Equal(4, trainer.CaptureState().Step);
        trainer.DropLast = false;
        trainer.BatchSize = 11;
        trainer.Fit(s_flat);
        new Trainer<ImageNormModel>(new ImageNormModel(seed: 3), new Adam()) { BatchSize = 16 }.Fit(s_images);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Optimizers_and_their_decay_leave_running_statistics_alone(bool decoupled)
    {
        Optimizer Decaying() =>
            decoupled ? new AdamW(0.01f, weightDecay: 0.5f) : new Sgd(0.1f, momentum: 0.9f) { WeightDecay = 0.5f, L1 = 0.5f };
        var model = new FlatNormModel(seed: 3);
        var untouched = new Follower();
        new Trainer<FlatNormModel>(model, Decaying())
        {
            BatchSize = 11,
            GradientClipNorm = 1e-3f,
            Callbacks = { untouched },
        }.Fit(s_flat);
        Assert.True(untouched.Steps > 0);

        // A loop of one's own: gradients change the statistics, steps of the optimizer do not.
        var gradient = model.CreateGradient();
        Optimizer optimizer = Decaying();
        model.Gradient(s_flat.Inputs, s_flat.Targets, gradient.Span);
        float[] mean = model.Norm.RunningMean.ToArray(),
            variance = model.Norm.RunningVariance.ToArray(),
            weight = model.Norm.Weight.ToArray();
        optimizer.Step(model, gradient.Span);
        Assert.Equal(mean, model.Norm.RunningMean.ToArray());
        Assert.Equal(variance, model.Norm.RunningVariance.ToArray());
        Assert.NotEqual(weight, model.Norm.Weight.ToArray());
        Assert.All(gradient.Span[FlatNormModel.Description.TrainableBufferLength..].ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Statistics_are_no_parameters_that_learn()
    {
        Assert.Equal((3 * 6) + (2 * 6) + (6 * 2) + 2, FlatNormModel.ParameterCount);
        Assert.Equal(FlatNormModel.ParameterCount, FlatNormModel.Description.ParameterCount);
        Assert.Equal(
            ["dense1.weight", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var", "dense2.weight", "dense2.bias"],
            FlatNormModel.Description.Parameters.Select(parameter => parameter.Name)
        );
        foreach (ParameterDescriptor parameter in FlatNormModel.Description.Parameters)
            Assert.Equal(
                parameter.IsStatistic,
                parameter.Offset >= FlatNormModel.Description.ParameterBufferLength - FlatNormModel.Description.StatisticsBufferLength
            );
        var model = new FlatNormModel(seed: 3);
        Assert.All(model.Norm.Weight.ToArray(), value => Assert.Equal(1f, value));
        Assert.All(model.Norm.RunningVariance.ToArray(), value => Assert.Equal(1f, value));
        Assert.All(model.Norm.RunningMean.ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Each_batch_of_an_accumulated_step_moves_the_statistics()
    {
        var accumulated = new FlatNormModel(seed: 3);
        new Trainer<FlatNormModel>(accumulated, new Sgd(0.1f))
        {
            BatchSize = 11,
            GradientAccumulation = 3,
            Shuffle = false,
        }.Fit(s_flat);
        var expected = new FlatNormModel(seed: 3);
        var gradient = expected.CreateGradient();
        for (int batch = 0; batch < 3; batch++)
            expected.Gradient(s_flat.Inputs.Slice(batch * 33, 33), s_flat.Targets.Slice(batch * 22, 22), gradient.Span);
        Assert.Equal(expected.Norm.RunningMean.ToArray(), accumulated.Norm.RunningMean.ToArray());
        Assert.Equal(expected.Norm.RunningVariance.ToArray(), accumulated.Norm.RunningVariance.ToArray());
    }

    [Fact]
    public void Losses_and_predictions_use_and_do_not_change_running_statistics()
    {
        var model = new FlatNormModel(seed: 3);
        float[] before = model.Parameters.ToArray();
        float loss = model.Loss(s_flat.Inputs, s_flat.Targets);
        float[] outputs = model.Predict(s_flat.Inputs);
        Assert.Equal(before, model.Parameters.ToArray());
        float training = model.Gradient(s_flat.Inputs, s_flat.Targets, model.CreateGradient().Span);
        Assert.NotEqual(loss, training);
        Assert.NotEqual(outputs, model.Predict(s_flat.Inputs));
    }

    [Fact]
    public void A_frozen_normalisation_is_the_same_in_training_and_prediction()
    {
        var model = new FrozenNormModel(seed: 3);
        model.Norm.RunningMean.CopyFrom([0.1f, -0.2f, 0.3f, 0, 0.5f]);
        model.Norm.RunningVariance.CopyFrom([0.5f, 2, 1, 0.1f, 3]);
        float[] mean = model.Norm.RunningMean.ToArray();
        Assert.False(model.Norm.IsAffine);
        Assert.Throws<InvalidOperationException>(() => new FrozenNormModel(seed: 3).Norm.Weight.Count);
        Assert.Equal(
            model.Loss(s_images.Inputs, s_images.Targets),
            model.Gradient(s_images.Inputs, s_images.Targets, model.CreateGradient().Span)
        );
        new Trainer<FrozenNormModel>(model, new AdamW(0.01f, weightDecay: 0.5f)) { BatchSize = 16 }.Fit(s_images);
        Assert.Equal(mean, model.Norm.RunningMean.ToArray());
        Assert.Equal(1, FrozenNormModel.Description.LeastGradientSamples);
    }

    [Fact]
    public void An_anomaly_leaves_the_statistics_of_the_last_good_step()
    {
        float[] inputs = s_flat.Inputs.ToArray();
        inputs[^1] = 3e38f;
        inputs[^2] = 3e38f;
        inputs[^3] = 3e38f;
        var model = new FlatNormModel(seed: 3);
        var trainer = new Trainer<FlatNormModel>(model, new Sgd(0.01f)) { BatchSize = 11, Shuffle = false };
        Assert.Throws<NumericalInstabilityException>(() => trainer.Fit(Dataset.Wrap(inputs, 3, s_flat.Targets.ToArray(), 2)));
        Assert.All(model.Parameters.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(2, trainer.CaptureState().Step);
    }

    [Fact]
    public void A_mean_that_is_large_beside_the_deviation_costs_no_digits()
    {
        var model = new FlatNormModel(seed: 3);
        model.Dense1.Weight.CopyFrom([.. Enumerable.Range(0, 18).Select(index => index % 3 == 0 ? 1f : 0f)]);
        float[] inputs = [.. Enumerable.Range(0, 1000).SelectMany(sample => new[] { 4096f + (sample % 5 * 0.25f), 0, 0 })];
        model.Gradient(inputs, new float[2000], model.CreateGradient().Span);

        // The values 0 to 1 in steps of a quarter have the variance 1/8; 0.1 of the unbiased one is added to 0.9.
        float expected = 0.9f + (0.1f * 0.125f * 1000 / 999);
        Assert.All(model.Norm.RunningVariance.ToArray(), value => Assert.Equal(expected, value, 1e-6f));
        Assert.All(model.Norm.RunningMean.ToArray(), value => Assert.Equal(409.65f, value, 1e-4f));
    }

    [Fact]
    public void Files_keep_the_statistics_and_the_counter_of_PyTorch_is_ignored()
    {
        var model = new FlatNormModel(seed: 3);
        model.Gradient(s_flat.Inputs, s_flat.Targets, model.CreateGradient().Span);
        var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        var loaded = new FlatNormModel(seed: 4);
        loaded.Load(file);
        Assert.Equal(model.Parameters.ToArray(), loaded.Parameters.ToArray());

        var foreign = new SafeTensorsWriter();
        foreach (ParameterDescriptor parameter in FlatNormModel.Description.Parameters)
            foreign.Add(parameter.Name, parameter.Shape, parameter.Values(model.Parameters));
        foreign.Add("norm.num_batches_tracked", [1], [17f]);
        var counted = new MemoryStream();
        foreign.WriteTo(counted);
        counted.Position = 0;
        new FlatNormModel(seed: 5).Load(counted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_resumed_run_has_the_bits_of_an_uninterrupted_one(int interruptedAfter)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            Trainer<FlatNormModel> straight = Create();
            straight.Fit(s_flat, s_flat);
            using var cancellation = new CancellationTokenSource();
            Trainer<FlatNormModel> first = Create();
            first.Callbacks.Add(new CancelAfter(interruptedAfter, cancellation));
            Assert.Throws<OperationCanceledException>(() => first.Fit(s_flat, s_flat, cancellationToken: cancellation.Token));
            first.SaveCheckpoint(path);
            Trainer<FlatNormModel> second = Create();
            second.Resume(path);
            second.Fit(s_flat, s_flat);
            Assert.Equal(Bits.Of(straight.Model.Parameters), Bits.Of(second.Model.Parameters));
            Assert.Equal(
                straight.History!.Epochs.Select(epoch => epoch.ValidationLoss),
                second.History!.Epochs.Select(epoch => epoch.ValidationLoss)
            );
            Trainer<FlatNormModel> other = Create();
            other.DropLast = false;
            other.BatchSize = 8;
            other.Resume(path);
            Assert.Throws<InvalidOperationException>(() => other.Fit(Data(32, 3)));
        }
        finally
        {
            File.Delete(path);
        }

        static Trainer<FlatNormModel> Create() =>
            new(new FlatNormModel(seed: 3), new Adam(0.01f))
            {
                BatchSize = 8,
                Epochs = 3,
                DropLast = true,
            };
    }

    private static Dataset Data(int samples, int inputSize)
    {
        var random = new Random(samples);
        return new Dataset(
            [.. Enumerable.Range(0, samples * inputSize).Select(_ => (float)random.NextDouble() - 0.3f)],
            inputSize,
            [.. Enumerable.Range(0, samples * 2).Select(_ => (float)random.NextDouble())],
            2
        );
    }
}
