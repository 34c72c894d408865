using ModelCompiler.Tests.BatchNorms;
using ModelCompiler.Tests.Branches;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Freezing;

/// <summary>
/// Layers that are frozen while the program runs: nothing changes them, and the others train as those of a model whose declaration freezes
/// the same layers.
/// </summary>
public sealed class RunTimeFreezingTests
{
    private static readonly float[] s_inputs = [.. Enumerable.Range(0, 30 * 3).Select(index => (float)Math.Sin(index))];

    private static readonly float[] s_targets = [.. Enumerable.Range(0, 30 * 2).Select(index => (float)Math.Cos(index))];

    public static TheoryData<string> Optimizers => [.. OptimizerTable.All.Keys];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_loop_of_ones_own_equals_the_declared_twin(string name)
    {
        (ThawedModel model, FrozenModel twin) = Twins();
        Dictionary<string, float[]> before = Values(model);
        Optimizer optimizer = OptimizerTable.All[name](),
            twins = OptimizerTable.All[name]();
        AlignedBuffer gradient = model.CreateGradient(),
            twinGradient = twin.CreateGradient();
        for (int step = 0; step < 70; step++) // Longer than the period in which vanishing state is cleared.
        {
            Assert.Equal(twin.Gradient(s_inputs, s_targets, twinGradient.Span), model.Gradient(s_inputs, s_targets, gradient.Span));
            optimizer.Step(model, gradient.Span);
            twins.Step(twin, twinGradient.Span);
        }

        Same(model, twin, before);
        foreach (OptimizerStateBuffer buffer in optimizer.State.Buffers)
        foreach (ParameterDescriptor parameter in ThawedModel.Description.Parameters.Where(IsFrozen))
            Assert.All(parameter.Values(buffer.Values), value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_trainer_equals_the_declared_twin(string name)
    {
        (ThawedModel model, FrozenModel twin) = Twins();
        Dictionary<string, float[]> before = Values(model);
        Train(model, OptimizerTable.All[name]());
        Train(twin, OptimizerTable.All[name]());
        Same(model, twin, before);

        static void Train<TModel>(TModel model, Optimizer optimizer)
            where TModel : class, IModel<TModel> =>
            new Trainer<TModel>(model, optimizer)
            {
                BatchSize = 7,
                Epochs = 3,
                Seed = 5,
                GradientClipNorm = 0.1,
                GradientAccumulation = 2,
            }.Fit(Dataset.Wrap(s_inputs, 3, s_targets, 2));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Momentum_of_what_is_frozen_later_moves_nothing(string name)
    {
        var model = new ThawedModel(seed: 4);
        Optimizer optimizer = OptimizerTable.All[name]();
        AlignedBuffer gradient = model.CreateGradient();
        Step();
        model.Frozen.Freeze();
        Dictionary<string, float[]> before = Values(model);
        float[][] state = State();
        for (int i = 0; i < 70; i++)
            Step();
        Assert.Equal(before["frozen.weight"], Values(model)["frozen.weight"]);
        Assert.Equal(before["frozen.bias"], Values(model)["frozen.bias"]);
        Assert.NotEqual(before["norm.weight"], Values(model)["norm.weight"]);
        Assert.Equal(state, State());
        Assert.All(Frozen(gradient.Span), value => Assert.Equal(0, value));
        model.Frozen.Unfreeze();
        Step();
        Assert.NotEqual(before["frozen.weight"], Values(model)["frozen.weight"]);
        Assert.All(State().Zip(state), pair => Assert.NotEqual(pair.Second, pair.First));

        float[][] State() => [.. optimizer.State.Buffers.Select(buffer => Frozen(buffer.Values))];

        static float[] Frozen(ReadOnlySpan<float> all) => ThawedModel.Description.Parameter("frozen.weight").Values(all);

        void Step()
        {
            model.Gradient(s_inputs, s_targets, gradient.Span);
            optimizer.Step(model, gradient.Span);
        }
    }

    [Fact]
    public void Patterns_name_parameters_layers_and_blocks()
    {
        var model = new ThawedModel(seed: 1);
        model.Freeze("f*");
        Assert.Equal(["first.weight", "first.bias", "frozen.weight", "frozen.bias"], model.FrozenParameters());
        model.Unfreeze("first");
        Assert.Equal(["frozen.weight", "frozen.bias"], model.FrozenParameters());
        model.Freeze("*.bias");
        Assert.Equal(["first.bias", "frozen.weight", "frozen.bias", "norm.bias", "last.bias"], model.FrozenParameters());
        model.Unfreeze();
        Assert.Empty(model.FrozenParameters());
        model.Freeze("norm.weigh?");
        Assert.Equal(["norm.weight"], model.FrozenParameters());
        Assert.Empty(new ThawedModel(seed: 1).FrozenParameters());

        var deep = new BlockModel(seed: 1);
        deep.Freeze("stage.0");
        Assert.Equal(["stage.0.dense1.weight", "stage.0.dense1.bias"], deep.FrozenParameters());
        deep.Unfreeze();
        deep.Freeze("stage");
        Assert.Equal(4, deep.FrozenParameters().Count);
    }

    [Fact]
    public void What_cannot_be_is_told()
    {
        var model = new ThawedModel(seed: 1);
        string message = Assert.Throws<ArgumentException>(() => model.Freeze("Hidden")).Message;
        Assert.Contains(
            "ThawedModel has no layer or parameter 'Hidden'. It has: first.weight, first.bias, frozen.weight",
            message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => model.Unfreeze("fir"));
        Assert.Throws<ArgumentException>(() => model.Freeze(""));
        var twin = new FrozenModel(seed: 1);
        Assert.Equal(["frozen.weight", "frozen.bias", "norm.weight", "norm.bias"], twin.FrozenParameters());
        Assert.Contains(
            "was declared with Trainable = false",
            Assert.Throws<ArgumentException>(() => twin.Unfreeze("frozen")).Message,
            StringComparison.Ordinal
        );
        twin.Unfreeze("*");
        twin.Freeze("frozen");
        Assert.Equal(4, twin.FrozenParameters().Count);
        Assert.Throws<InvalidOperationException>(() =>
            new LayerParameters(ThawedModel.Description, new float[ThawedModel.Description.ParameterBufferLength], 0, 1).Freeze()
        );
    }

    [Fact]
    public void Statistics_of_a_frozen_normalisation_follow_as_in_PyTorch()
    {
        var model = new FlatNormModel(seed: 1);
        float[] scale = model.Norm.Weight.ToArray(),
            shift = model.Norm.Bias.ToArray(),
            mean = model.Norm.RunningMean.ToArray();
        model.Norm.Freeze();
        var optimizer = new AdamW(0.01, weightDecay: 0.1);
        AlignedBuffer gradient = model.CreateGradient();
        for (int step = 0; step < 5; step++)
        {
            model.Gradient(s_inputs, s_targets, gradient.Span);
            optimizer.Step(model, gradient.Span);
        }

        Assert.Equal(scale, model.Norm.Weight.ToArray());
        Assert.Equal(shift, model.Norm.Bias.ToArray());
        Assert.NotEqual(mean, model.Norm.RunningMean.ToArray());
    }

    [Fact]
    public void Everything_frozen_means_that_nothing_changes()
    {
        var model = new ThawedModel(seed: 1);
        model.Freeze("*");
        int[] before = Bits.Of(model.Parameters);
        new Trainer<ThawedModel>(model, new AdamW(0.1)) { Epochs = 2 }.Fit(Dataset.Wrap(s_inputs, 3, s_targets, 2));
        Assert.Equal(before, Bits.Of(model.Parameters));
    }

    [Fact]
    public void Frozen_layers_cost_no_allocation()
    {
        var model = new ThawedModel(seed: 1);
        model.Freeze("frozen");
        var optimizer = new Adam();
        AlignedBuffer gradient = model.CreateGradient();
        Assert.Equal(
            0,
            Allocation.Least(() =>
            {
                model.Gradient(s_inputs, s_targets, gradient.Span);
                optimizer.Step(model, gradient.Span);
            })
        );
    }

    [Fact]
    public void A_resumed_run_freezes_the_same_and_has_the_same_bits()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Dataset data = Dataset.Wrap(s_inputs, 3, s_targets, 2);
            var straight = new ThawedModel(seed: 4);
            straight.Freeze("frozen");
            Trainer<ThawedModel> first = Trainer(straight, 2);
            first.Fit(data);
            first.SaveCheckpoint(path);
            ThawedModel resumed = new(seed: 9),
                prolonged = new(seed: 9);
            foreach (ThawedModel model in new[] { resumed, prolonged })
            {
                model.Freeze("last"); // What is frozen is that of the run.
                Trainer<ThawedModel> second = Trainer(model, 4);
                second.Resume(path);
                second.Fit(data);
                Assert.Equal(["frozen.weight", "frozen.bias"], model.FrozenParameters());
            }

            var whole = new ThawedModel(seed: 4);
            whole.Freeze("frozen");
            Trainer(whole, 4).Fit(data);
            Assert.Equal(Bits.Of(whole.Parameters), Bits.Of(resumed.Parameters));
        }
        finally
        {
            File.Delete(path);
        }

        static Trainer<ThawedModel> Trainer(ThawedModel model, int epochs) =>
            new(model, new Adam(0.01, weightDecay: 0.1, amsgrad: true))
            {
                BatchSize = 7,
                Epochs = epochs,
                Seed = 3,
            };
    }

    private static (ThawedModel Model, FrozenModel Twin) Twins()
    {
        ThawedModel model = new(seed: 4);
        FrozenModel twin = new(seed: 4);
        twin.CopyFrom(model);
        model.Freeze("frozen");
        model.Freeze("norm");
        return (model, twin);
    }

    private static void Same(ThawedModel model, FrozenModel twin, Dictionary<string, float[]> before)
    {
        foreach (ParameterDescriptor parameter in ThawedModel.Description.Parameters)
        {
            float[] actual = parameter.Values(model.Parameters);
            Assert.Equal(Bits.Of(FrozenModel.Description.Parameter(parameter.Name).Values(twin.Parameters)), Bits.Of(actual));
            if (IsFrozen(parameter))
                Assert.Equal(Bits.Of(before[parameter.Name]), Bits.Of(actual));
            else
                Assert.NotEqual(before[parameter.Name], actual);
        }
    }

    private static Dictionary<string, float[]> Values(ThawedModel model) =>
        ThawedModel.Description.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values(model.Parameters));

    private static bool IsFrozen(ParameterDescriptor parameter) =>
        parameter.Name.StartsWith("frozen", StringComparison.Ordinal) || parameter.Name.StartsWith("norm", StringComparison.Ordinal);
}
