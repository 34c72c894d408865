using ModelCompiler.Tests.Golden;
using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Images;

namespace ModelCompiler.Tests.BatchNorms;

/// <summary>
/// The golden case of batch normalisation, of which PyTorch computed outputs and gradients in training: what a prediction is once the
/// running statistics are those of the batch, and how the running statistics follow.
/// </summary>
public sealed class GoldenBatchNormTests
{
    private const string Name = "batch_norm2d_train";

    private static ModelAssembly Models => ModelAssembly.Of("golden norm", () => new[] { GoldenCase.Read(Name).Network(withHead: true) });

    [Fact]
    public void A_prediction_with_the_statistics_of_the_batch_is_the_output_of_training()
    {
        GoldenCase golden = GoldenCase.Read(Name);
        ICompiledModel model = Create(golden);
        float[] x = golden.X.ToSingle();
        (double[] mean, double[] variance) = Statistics(golden, model);
        int count = golden.X.Shape[0] * golden.X.Shape[2] * golden.X.Shape[3];
        Set(model, "batch_norm1.running_mean", mean);
        Set(model, "batch_norm1.running_var", Array.ConvertAll(variance, unbiased => unbiased * (count - 1) / count));
        Close.ToEach(golden.Prediction.Data, model.Predict(x), 1e-5, 1, "prediction");
        Close.ToEach([golden.LossValue], [model.Loss(x, golden.Targets)], 1e-5, 1, "loss");
    }

    [Fact]
    public void Each_gradient_moves_the_running_statistics_by_the_momentum()
    {
        GoldenCase golden = GoldenCase.Read(Name);
        ICompiledModel model = Create(golden);
        (double[] mean, double[] variance) = Statistics(golden, model);
        double[] runningMean = new double[mean.Length],
            runningVariance = [.. variance.Select(_ => 1.0)];
        for (int step = 0; step < 3; step++)
        {
            model.Gradient(golden.X.ToSingle(), golden.Targets);
            runningMean = [.. runningMean.Zip(mean, (running, batch) => (0.9 * running) + (0.1 * batch))];
            runningVariance = [.. runningVariance.Zip(variance, (running, batch) => (0.9 * running) + (0.1 * batch))];
            Close.ToEach(runningMean, Values(model, "batch_norm1.running_mean"), 1e-6, 1, "running mean");
            Close.ToEach(runningVariance, Values(model, "batch_norm1.running_var"), 1e-6, 1, "running variance");
        }
    }

    private static ICompiledModel Create(GoldenCase golden)
    {
        ICompiledModel model = Models.Create(golden.Network(withHead: true).Name);
        foreach ((string name, GoldenTensor tensor) in golden.Parameters)
            model.Description.Parameter(name).CopyFrom(tensor.ToSingle(), model.Parameters);
        return model;
    }

    private static (double[] Mean, double[] Variance) Statistics(GoldenCase golden, ICompiledModel model) =>
        new ImageReference(golden.Network(withHead: true), model).UseStatisticsOf(golden.X.Data)[0];

    private static float[] Values(ICompiledModel model, string name) => model.Description.Parameter(name).Values(model.Parameters);

    private static void Set(ICompiledModel model, string name, double[] values) =>
        model.Description.Parameter(name).CopyFrom(Array.ConvertAll(values, value => (float)value), model.Parameters);
}
