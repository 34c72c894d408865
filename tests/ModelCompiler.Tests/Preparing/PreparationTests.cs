using System.Runtime;

namespace ModelCompiler.Tests.Preparing;

/// <summary>After a preparation nothing is left to compile, and the model is as it was.</summary>
public sealed class PreparationTests
{
    private static readonly int[] s_batches = [1, 2, 3, 5, 8, 13, 33];

    [Fact]
    public void Nothing_is_compiled_after_it()
    {
        // The methods of this class are compiled once for all models, by the one that is not prepared: it also shows that the count counts.
        Assert.True(Compiled(new Unprepared(1), prepares: false) > 20, "a model that is not prepared compiles its passes");

        Assert.Equal(0, Compiled(new Straight(1)));
        Assert.Equal(0, Compiled(new Tiled(1)));
        Assert.Equal(0, Compiled(new Noisy(1)));
        Assert.Equal(0, Compiled(new Normalised(1)));
        Assert.Equal(0, Compiled(new WithoutLoss(1)));
    }

    [Fact]
    public void It_changes_nothing()
    {
        AssertUnchanged(new Noisy(7));
        AssertUnchanged(new Normalised(7));
        AssertUnchanged(new WithoutLoss(7));
    }

    [Fact]
    public void A_predictor_of_unknown_class_is_prepared_as_well()
    {
        IPredictor predictor = new Straight(3);
        float before = Predicted(predictor);
        predictor.Prepare();
        Assert.Equal(before, Predicted(predictor));
        Assert.Throws<ArgumentNullException>(() => ((IPredictor)null!).Prepare());
        Assert.Throws<ArgumentNullException>(() => ((Straight)null!).Prepare(forTraining: true));
    }

    private static float Predicted(IPredictor predictor)
    {
        float[] outputs = new float[predictor.OutputSize];
        predictor.Predict(new float[predictor.InputSize], outputs);
        return outputs[0];
    }

    // How many methods the calls of a model compile on this thread.
    private static long Compiled<TModel>(TModel model, bool prepares = true)
        where TModel : class, IModel<TModel>
    {
        model.MaxDegreeOfParallelism = 1;
        ModelDescription description = TModel.Description;
        AlignedBuffer gradient = model.CreateGradient();
        if (prepares)
            model.Prepare(forTraining: true);
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        foreach (int samples in s_batches)
        {
            float[] inputs = new float[samples * description.InputSize],
                outputs = new float[samples * description.OutputSize];
            model.Predict(inputs, outputs);
            if (description.Loss is null || samples < description.LeastGradientSamples)
                continue;
            model.Loss(inputs, outputs);
            model.Gradient(inputs, outputs, gradient.Span);
        }

        return JitInfo.GetCompiledMethodCount(currentThread: true) - before;
    }

    private static void AssertUnchanged<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        float[] before = [.. model.Parameters];
        ulong random = model.RandomState;
        model.Prepare(forTraining: true);
        Assert.Equal(before, model.Parameters);
        Assert.Equal(random, model.RandomState);
    }
}
