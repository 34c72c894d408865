using ModelCompiler.Tests.BatchNorms;
using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Harness;
using ModelCompiler.Tests.Tokens;
using ModelCompiler.Tests.Training;

namespace ModelCompiler.Tests.Checking;

/// <summary>The check of gradients on compiled models: noise, statistics of batches, tokens, lengths, frozen layers.</summary>
public sealed class GradientCheckModelTests
{
    [Fact]
    public void Compiled_gradients_pass()
    {
        Passes(new CheckedRegression(seed: 1));
        Passes(new DropoutModel(seed: 1));
        Passes(new FlatNormModel(seed: 1));
        Passes(new ImageNormModel(seed: 1));
        Passes(new CarriedSeries(seed: 1));
        Passes(new TextClass(seed: 1));
        Passes(new CheckedSequence(seed: 1));
    }

    [Fact]
    public void A_model_is_as_before_and_frozen_layers_are_left_out()
    {
        var model = new ImageNormModel(seed: 1);
        model.Freeze("norm");
        var noisy = new DropoutModel(seed: 1);
        int[] before = Bits.Of(model.Parameters);
        ulong state = ((IModel<DropoutModel>)noisy).RandomState;
        GradientCheckResult all = GradientCheck.Run(new ImageNormModel(seed: 1), samples: int.MaxValue),
            thawed = GradientCheck.Run(model, samples: int.MaxValue);
        GradientCheck.Run(noisy);
        Assert.True(thawed.Judged + thawed.Undecided < all.Judged + all.Undecided);
        Assert.Equal(before, Bits.Of(model.Parameters));
        Assert.Equal(state, ((IModel<DropoutModel>)noisy).RandomState);
    }

    // Biases that are zero put samples exactly on the corner, where a central difference is half the slope at every distance.
    [Fact]
    public void Corners_are_not_judged()
    {
        for (ulong seed = 0; seed < 24; seed++)
        {
            GradientCheckResult result = GradientCheck.Run(new Corners(seed));
            Assert.True(result.Passed, result.ToString());
        }

        var zero = new Corners(1);
        zero.Parameters.Clear();
        Assert.False(double.IsNaN(GradientCheck.Run(zero).Error));
    }

    [Fact]
    public void A_model_without_parameters_has_a_gradient_by_its_input()
    {
        var model = new SoftmaxAlone(1);
        float[] inputs = [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i))],
            targets = [0, 2, 1, 0],
            gradient = new float[SoftmaxAlone.Description.ParameterBufferLength],
            inputGradient = new float[12];
        model.Gradient(inputs, targets, gradient, inputGradient);
        float[] probabilities = model.Predict(inputs);
        for (int i = 0; i < 12; i++)
            Assert.Equal((probabilities[i] - (i % 3 == targets[i / 3] ? 1 : 0)) / 4, inputGradient[i], 1e-6f);
    }

    [Fact]
    public void A_gradient_that_is_a_tenth_too_large_is_found_out()
    {
        GradientCheckResult result = GradientCheck.Run(new Misled(new CheckedRegression(seed: 1)), samples: int.MaxValue);
        Assert.False(result.Passed);
        Assert.Equal(("hidden.weight", 3), (result.Parameter, result.Index));
        Assert.InRange(result.Error, result.Tolerance, 0.11);
    }

    [Fact]
    public void A_sparse_weight_is_as_sparse_as_its_value_says()
    {
        var model = new CheckedSparsity(seed: 1);
        Assert.Equal(40 * 15, model.Given.Weight.ToArray().Count(value => value == 0));
        Assert.Equal(20 * 18, model.Default.Weight.ToArray().Count(value => value == 0));
    }

    [Fact]
    public void Full_batches_train_a_model_with_few_evaluations()
    {
        var model = new CheckedRegression(seed: 1);
        var random = new RandomSequence(1);
        float[] inputs = new float[120],
            targets = new float[60];
        for (int i = 0; i < 60; i++)
        {
            (inputs[2 * i], inputs[(2 * i) + 1]) = ((2 * random.NextUniform()) - 1, (2 * random.NextUniform()) - 1);
            targets[i] = (inputs[2 * i] * inputs[(2 * i) + 1]) + inputs[2 * i];
        }

        model.Freeze("output.bias");
        float bias = model.Output.Bias[0];
        var lbfgs = new Lbfgs(lineSearch: LineSearch.StrongWolfe);
        for (int step = 0; step < 8; step++)
            lbfgs.Step(model, gradient => model.Gradient(inputs, targets, gradient));
        Assert.True(model.Loss(inputs, targets) < 1e-4, $"The loss is {model.Loss(inputs, targets)}.");
        Assert.InRange(lbfgs.EvaluationCount, 50, 220);
        Assert.Equal(bias, model.Output.Bias[0]);
    }

    private static void Passes<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        GradientCheckResult result = GradientCheck.Run(model);
        Assert.True(result.Passed, $"{TModel.Description.Name}: {result}");
        Assert.True(result.Error < 0.5 * result.Tolerance, $"{TModel.Description.Name}: {result}");
        Assert.True(result.Judged > 2 * result.Undecided, $"{TModel.Description.Name}: {result}");
    }
}
