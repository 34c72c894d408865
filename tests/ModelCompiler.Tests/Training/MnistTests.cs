using ModelCompiler.Tests.Declared;

namespace ModelCompiler.Tests.Training;

/// <summary>The handwritten digits of MNIST, where the folder in <c>MODELCOMPILER_DATA</c> has them as <c>mnist</c>.</summary>
public sealed class MnistTests
{
    // Published for this set-up: 95.42 % (Nielsen, Neural Networks and Deep Learning, chapter 1).
    [SkippableFact]
    public void Sigmoids_with_squared_error_and_gradient_descent()
    {
        (Dataset train, Dataset test) = Load();
        double accuracy = Train(new SigmoidDigits(seed: 1), new Sgd(learningRate: 3f), batchSize: 10, epochs: 30, train, test);
        Assert.True(accuracy >= 0.945, $"The accuracy is {accuracy}.");
    }

    [SkippableFact]
    public void Rectifiers_with_cross_entropy_and_adam()
    {
        (Dataset train, Dataset test) = Load();
        double accuracy = Train(new SoftmaxDigits(seed: 1), new Adam(), batchSize: 64, epochs: 5, train, test);
        Assert.True(accuracy >= 0.974, $"The accuracy is {accuracy}.");
    }

    /// <summary>Trains and returns the accuracy on the test data.</summary>
    internal static double Train<TModel>(
        TModel model,
        Optimizer optimizer,
        int batchSize,
        int epochs,
        Dataset train,
        Dataset test,
        ulong seed = 1
    )
        where TModel : class, IModel<TModel>
    {
        new Trainer<TModel>(model, optimizer)
        {
            BatchSize = batchSize,
            Epochs = epochs,
            Seed = seed,
        }.Fit(train);
        return Evaluator.Evaluate(model, test).Accuracy!.Value;
    }

    private static (Dataset Train, Dataset Test) Load()
    {
        string? folder = Environment.GetEnvironmentVariable("MODELCOMPILER_DATA");
        Skip.If(folder is null, "MODELCOMPILER_DATA does not name a folder with the data sets.");
        folder = Path.Combine(folder, "mnist");
        Skip.IfNot(Directory.Exists(folder), $"There is no folder {folder}.");
        return MnistFiles.Load(folder);
    }
}
