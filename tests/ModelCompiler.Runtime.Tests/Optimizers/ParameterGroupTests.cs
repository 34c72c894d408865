using ModelCompiler.Runtime.Tests.Training;

namespace ModelCompiler.Runtime.Tests.Optimizers;

using Classifier = TestNetwork<ThreeClasses>;

/// <summary>Parameters of one model that learn in different ways.</summary>
public class ParameterGroupTests
{
    public static TheoryData<string> Names => OptimizerFactories.Names;

    [Fact]
    public void A_group_has_its_own_rate_and_decay()
    {
        var optimizer = new Sgd(0.5, weightDecay: 0.25)
        {
            Groups =
            [
                new ParameterGroup("hidden") { LearningRateFactor = 0.5 },
                new ParameterGroup("*.bias") { WeightDecay = 0 },
                new ParameterGroup("output.weight") { LearningRateFactor = 0 },
            ],
        };
        Classifier model = Filled();
        optimizer.Step(model, Gradient(0.5f));
        Assert.All(Values(model, "hidden.weight"), value => Assert.Equal(2 - (0.25f * (0.5f + 0.5f)), value));
        Assert.All(Values(model, "hidden.bias"), value => Assert.Equal(2 - (0.25f * 0.5f), value));
        Assert.All(Values(model, "output.weight"), value => Assert.Equal(2, value));
        Assert.All(Values(model, "output.bias"), value => Assert.Equal(2 - (0.5f * 0.5f), value));

        // A schedule changes all of them alike.
        optimizer.LearningRate = 0.25;
        Classifier other = Filled();
        optimizer.Reset();
        optimizer.Step(other, Gradient(0.5f));
        Assert.All(Values(other, "hidden.bias"), value => Assert.Equal(2 - (0.125f * 0.5f), value));
    }

    [Fact]
    public void The_last_group_that_makes_a_setting_counts()
    {
        var optimizer = new Sgd(1)
        {
            Groups =
            [
                new ParameterGroup("hidden") { LearningRateFactor = 0.5, WeightDecay = 0.5 },
                new ParameterGroup("hidden.weight") { LearningRateFactor = 0.25 },
            ],
        };
        Classifier model = Filled();
        optimizer.Step(model, Gradient(1));
        Assert.All(Values(model, "hidden.weight"), value => Assert.Equal(2 - (0.25f * (1 + 1)), value));
        Assert.All(Values(model, "hidden.bias"), value => Assert.Equal(2 - (0.5f * (1 + 1)), value));
        Assert.All(Values(model, "output.bias"), value => Assert.Equal(1, value));
    }

    [Fact]
    public void Only_matrices_decay_on_request_and_a_group_comes_first()
    {
        var optimizer = new AdamW(0.5, weightDecay: 0.25)
        {
            DecayOnlyMatrices = true,
            L1 = 0.5,
            Groups = [new ParameterGroup("output.bias") { WeightDecay = 1 }],
        };
        Classifier model = Filled();
        optimizer.Step(model, new float[model.Parameters.Length]);

        // The L1 penalty is a gradient, along which Adam's first step has the size of the learning rate.
        Assert.All(Values(model, "hidden.weight"), value => Assert.Equal(2 - (0.125f * 2) - 0.5f, value, 1e-5f));
        Assert.All(Values(model, "hidden.bias"), value => Assert.Equal(2, value));
        Assert.All(Values(model, "output.bias"), value => Assert.Equal(2 - (0.5f * 2), value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Groups_that_say_nothing_new_change_no_bit(string name)
    {
        Classifier plain = new(seed: 3),
            grouped = new(seed: 3);
        Optimizer one = OptimizerFactories.Create(name),
            other = OptimizerFactories.Create(name);
        ParameterGroup[] groups =
        [
            new("hidden") { LearningRateFactor = 1 },
            new("output.bias") { WeightDecay = one.WeightDecay },
            new("*") { Constraint = WeightConstraint.MaxNorm(1e6) },
        ];
        other = WithGroups(other, groups);
        for (ulong step = 0; step < 5; step++)
        {
            float[] gradient = Gradient(0);
            foreach (ParameterDescriptor parameter in Classifier.Description.Parameters)
                parameter.CopyFrom(OptimizerFactories.Numbers(parameter.Count, (10 * step) + (ulong)parameter.Index), gradient);
            one.Step(plain, gradient);
            other.Step(grouped, gradient);
        }

        Assert.Equal(plain.Parameters.ToArray(), grouped.Parameters.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_with_groups_allocate_nothing(string name)
    {
        Classifier model = new(seed: 3);
        Optimizer optimizer = WithGroups(
            OptimizerFactories.Create(name),
            [
                new("*.weight")
                {
                    LearningRateFactor = 0.1,
                    WeightDecay = 0.3,
                    Constraint = WeightConstraint.UnitNorm,
                },
            ]
        );
        float[] gradient = Gradient(0.01f);
        optimizer.Step(model, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        optimizer.Step(model, gradient);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void What_names_nothing_is_refused_before_anything_changes()
    {
        var optimizer = new Adam { Groups = [new ParameterGroup("hiden") { WeightDecay = 1 }] };
        var model = new Classifier(seed: 1);
        float[] before = model.Parameters.ToArray();
        const string Message = "ThreeClasses has no layer or parameter 'hiden'. It has: hidden.weight, hidden.bias";
        Assert.StartsWith(Message, Assert.Throws<ArgumentException>(() => optimizer.Step(model, before)).Message);
        var trainer = new Trainer<Classifier>(model, optimizer);
        Assert.StartsWith(Message, Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.ThreeClouds(20))).Message);
        Assert.Equal(before, model.Parameters.ToArray());
        Assert.Equal(0, optimizer.StepCount);
    }

    [Fact]
    public void Bare_spans_and_ranges_cannot_be_told_apart()
    {
        float[] values = new float[4];
        var grouped = new Sgd { Groups = [new ParameterGroup("hidden") { WeightDecay = 1 }] };
        Assert.Contains("(Groups)", Assert.Throws<InvalidOperationException>(() => grouped.Step(values, new float[4])).Message);
        var matrices = new Sgd { DecayOnlyMatrices = true };
        matrices.BeginStep(4);
        Assert.Contains(
            "(DecayOnlyMatrices)",
            Assert.Throws<InvalidOperationException>(() => matrices.StepRange(values, new float[4], 0, 4)).Message
        );
    }

    [Fact]
    public void Wrong_settings_are_refused_by_name()
    {
        Assert.ThrowsAny<ArgumentException>(() => new ParameterGroup(""));
        Assert.Equal(
            "LearningRateFactor",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterGroup("a") { LearningRateFactor = -1 }).ParamName
        );
        Assert.Equal(
            "WeightDecay",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterGroup("a") { WeightDecay = double.NaN }).ParamName
        );
        Assert.Throws<ArgumentException>(() => new Sgd { Groups = [null!] });
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightConstraint.MaxNorm(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightConstraint.MinMaxNorm(2, 1));
    }

    [Fact]
    public void The_hyperparameters_say_what_the_groups_are()
    {
        var optimizer = new Sgd
        {
            Maximize = true,
            DecayOnlyMatrices = true,
            Groups =
            [
                new ParameterGroup("*.bias") { LearningRateFactor = 2 },
                new ParameterGroup("out") { WeightDecay = 0.5, Constraint = WeightConstraint.MaxNorm(3) },
            ],
        };
        Assert.Equal(
            [
                ("momentum", 0),
                ("nesterov", 0),
                ("weightDecay", 0),
                ("l1", 0),
                ("maximize", 1),
                ("decayOnlyMatrices", 1),
                ("groups[0] '*.bias' learningRateFactor", 2),
                ("groups[1] 'out' weightDecay", 0.5),
                ("groups[1] 'out' minimumNorm", 0),
                ("groups[1] 'out' maximumNorm", 3),
            ],
            optimizer.Hyperparameters.Select(pair => (pair.Key, pair.Value))
        );
    }

    // An optimizer is given its groups when it is created; those of the table are created without.
    private static Optimizer WithGroups(Optimizer optimizer, ParameterGroup[] groups)
    {
        typeof(Optimizer).GetProperty(nameof(Optimizer.Groups))!.SetValue(optimizer, groups);
        return optimizer;
    }

    private static Classifier Filled()
    {
        var model = new Classifier(seed: 1);
        foreach (ParameterDescriptor parameter in Classifier.Description.Parameters)
            parameter.CopyFrom([.. Enumerable.Repeat(2f, parameter.Count)], model.Parameters);
        return model;
    }

    private static float[] Gradient(float value)
    {
        float[] gradient = new float[Classifier.Description.ParameterBufferLength];
        foreach (ParameterDescriptor parameter in Classifier.Description.Parameters)
            parameter.CopyFrom([.. Enumerable.Repeat(value, parameter.Count)], gradient);
        return gradient;
    }

    private static float[] Values(Classifier model, string name) =>
        new ParameterView(Classifier.Description.Parameter(name), model.Parameters).ToArray();
}
