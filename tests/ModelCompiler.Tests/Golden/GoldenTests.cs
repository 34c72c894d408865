using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Golden;

/// <summary>Every golden case: declared from its file, compiled, and compared with the double precision of PyTorch.</summary>
public sealed class GoldenTests
{
    // A gradient of about this is zero but for the rounding of double precision, as that of a bias in front of batch normalisation.
    private const double Zero = 1e-12;

    public static TheoryData<string> Names => [.. GoldenCase.Names];

    /// <summary>The cases whose outputs are predictions.</summary>
    public static TheoryData<string> Predictions => [.. GoldenCase.Names.Where(name => !GoldenCase.Read(name).IsOfTraining)];

    private static ModelAssembly Models =>
        ModelAssembly.Of(
            "golden",
            () =>
                GoldenCase
                    .Names.Select(GoldenCase.Read)
                    .SelectMany(golden => new[] { golden.Network(withHead: true), golden.Network(withHead: false) })
        );

    [Fact]
    public void Every_case_that_the_layers_can_express_is_here() => Assert.Equal(32, GoldenCase.Names.Count);

    [Theory]
    [MemberData(nameof(Predictions))]
    public void Outputs_before_the_head_of_the_loss_and_predictions_after_it(string name)
    {
        GoldenCase golden = GoldenCase.Read(name);
        float[] x = golden.X.ToSingle();
        Close.ToEach(golden.Output.Data, Create(golden, withHead: false).Predict(x), 1e-5, 1, "output");
        Close.ToEach(golden.Prediction.Data, Create(golden, withHead: true).Predict(x), 1e-5, 1, "prediction");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_and_gradients(string name)
    {
        GoldenCase golden = GoldenCase.Read(name);
        ICompiledModel model = Create(golden, withHead: true);
        float[] x = golden.X.ToSingle();
        BatchGradient result = model.Gradient(x, golden.Targets);
        Close.ToEach([golden.LossValue], [result.Loss], 1e-5, 1, "loss of the gradient");
        if (!golden.IsOfTraining)
            Close.ToEach([golden.LossValue], [model.Loss(x, golden.Targets)], 1e-5, 1, "loss");
        Assert.Equal(golden.Gradients.Keys.Order(), Learnt(model).Select(parameter => parameter.Name).Order());
        foreach (ParameterDescriptor parameter in Learnt(model))
        {
            GoldenTensor expected = golden.Gradients[parameter.Name];
            Assert.Equal(expected.Shape, parameter.Shape.ToArray());
            if (expected.Data.Max(Math.Abs) < Zero)
                Assert.All(parameter.Values(result.Gradient.Span), value => Assert.Equal(0f, value, 1e-6f));
            else
                Close.ToLargest(expected.Data, parameter.Values(result.Gradient.Span), 1e-4, "gradient of " + parameter.Name);
        }

        Close.ToLargest(golden.InputGradient.Data, result.InputGradient, 1e-4, "gradient of the input");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_of_the_optimizers(string name)
    {
        GoldenCase golden = GoldenCase.Read(name);
        float[] x = golden.X.ToSingle();
        foreach (GoldenOptimizer expected in golden.Optimizers)
        {
            ICompiledModel model = Create(golden, withHead: true);
            Optimizer optimizer = GoldenOptimizers.Create(expected);
            var losses = new List<float>();
            foreach (double _ in expected.Losses)
            {
                BatchGradient result = model.Gradient(x, golden.Targets);
                losses.Add(result.Loss);
                optimizer.Step(model.Parameters, result.Gradient.Span);
            }

            Close.ToEach(expected.Losses, losses.ToArray(), 1e-5, 1, expected.Name + ": loss");
            foreach (ParameterDescriptor parameter in Learnt(model))
                Close.ToEach(
                    expected.Parameters[parameter.Name].Data,
                    parameter.Values(model.Parameters),
                    1e-4,
                    1,
                    $"{expected.Name}: {parameter.Name}"
                );
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Class_indices_and_one_hot_targets_give_the_same_bits(string name)
    {
        GoldenCase golden = GoldenCase.Read(name);
        ICompiledModel model = Create(golden, withHead: true);
        float[] x = golden.X.ToSingle();
        if (golden.Targets.Classes is null)
        {
            Assert.Throws<NotSupportedException>(() => model.Gradient(x, golden.Targets with { Classes = [0] }));
            return;
        }

        BatchGradient classes = model.Gradient(x, golden.Targets),
            oneHot = model.Gradient(x, golden.Targets with { Classes = null });
        Assert.Equal(Bits.Of(oneHot), Bits.Of(classes));
    }

    private static IEnumerable<ParameterDescriptor> Learnt(ICompiledModel model) =>
        model.Description.Parameters.Where(parameter => !parameter.IsStatistic);

    private static ICompiledModel Create(GoldenCase golden, bool withHead)
    {
        ICompiledModel model = Models.Create(golden.Network(withHead).Name);
        foreach (ParameterDescriptor parameter in Learnt(model))
            parameter.CopyFrom(golden.Parameters[parameter.Name].ToSingle(), model.Parameters);
        return model;
    }
}
