using ModelCompiler;

namespace Gallery.Demonstrations;

/// <summary>4 inputs, hidden layers of 8 and 6, 3 outputs. Without a loss it can only predict.</summary>
[Model]
[Input(4)]
[Dense(8, Activation.Sigmoid, WeightInitializer = Initializer.Normal, BiasInitializer = Initializer.Normal)]
[Dense(6, Activation.Sigmoid, WeightInitializer = Initializer.Normal, BiasInitializer = Initializer.Normal)]
[Dense(3, Activation.Sigmoid, WeightInitializer = Initializer.Normal, BiasInitializer = Initializer.Normal)]
public sealed partial class FeedForwardModel;

/// <summary>Prediction for one sample and for a batch.</summary>
internal static class FeedForward
{
    private const int Samples = 10;

    public static void Run(Report report)
    {
        var model = new FeedForwardModel(seed: 42);
        var random = new RandomSequence(42);
        float[] batch = new float[Samples * FeedForwardModel.InputSize];
        foreach (ref float value in batch.AsSpan())
            value = random.NextNormal();

        float[] one = model.Predict(batch.AsSpan(0, FeedForwardModel.InputSize));
        float[] all = model.Predict(batch);
        bool same = true;
        for (int sample = 0; sample < Samples; sample++)
        {
            float[] alone = model.Predict(batch.AsSpan(sample * FeedForwardModel.InputSize, FeedForwardModel.InputSize));
            same &= alone.AsSpan().SequenceEqual(all.AsSpan(sample * FeedForwardModel.OutputSize, FeedForwardModel.OutputSize));
        }

        report.Section("Feed-forward, for one sample and for a batch");
        report.Lines(FeedForwardModel.Description.Summary.TrimEnd());
        report.Text($"One sample of 4 values gives 3: {Numbers.Of(one)}. A batch of {Samples} samples gives {Samples} × 3 in one call:");
        report.Table(
            ["sample", "outputs"],
            all.Chunk(FeedForwardModel.OutputSize).Select((outputs, sample) => new[] { (sample + 1).ToString(), Numbers.Of(outputs) })
        );
        report.Text($"Each sample predicted alone has {(same ? "the same bits" : "OTHER BITS")} as in the batch.");
    }
}
