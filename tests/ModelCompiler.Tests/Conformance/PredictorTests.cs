using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Copying;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Conformance;

/// <summary>Models behind <see cref="IPredictor"/>, as a container holds them.</summary>
public sealed class PredictorTests
{
    [Fact]
    public void Different_models_live_in_one_list()
    {
        var first = new FrozenModel(seed: 1);
        var second = new ImageModel(seed: 2);
        IPredictor[] predictors = [first, second];
        Assert.Equal([FrozenModel.InputSize, ImageModel.InputSize], predictors.Select(predictor => predictor.InputSize));
        Assert.Equal([FrozenModel.OutputSize, ImageModel.OutputSize], predictors.Select(predictor => predictor.OutputSize));
        foreach (IPredictor predictor in predictors)
        {
            float[] inputs = [.. Enumerable.Range(0, 4 * predictor.InputSize).Select(index => (float)Math.Sin(index))],
                outputs = new float[4 * predictor.OutputSize];
            predictor.Predict(inputs, outputs);
            Assert.Equal(ReferenceEquals(predictor, first) ? first.Predict(inputs) : second.Predict(inputs), outputs);
            for (int sample = 0; sample < 4; sample++)
                Assert.Equal(
                    Classes.Largest(outputs.AsSpan(sample * predictor.OutputSize, predictor.OutputSize)),
                    predictor.PredictClass(inputs.AsSpan(sample * predictor.InputSize, predictor.InputSize))
                );
        }
    }

    [Fact]
    public void It_allocates_nothing_and_checks_sizes()
    {
        IPredictor predictor = new FrozenModel(seed: 1);
        float[] input = [1, 2, 3],
            output = new float[2];
        Assert.Equal(
            0,
            Allocation.Least(() =>
            {
                predictor.Predict(input, output);
                predictor.PredictClass(input);
            })
        );
        Assert.Throws<ArgumentException>(() => predictor.PredictClass(output));
        Assert.Throws<ArgumentException>(() => predictor.Predict(input, input));
    }
}
