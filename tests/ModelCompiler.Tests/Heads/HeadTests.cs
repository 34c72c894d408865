using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Heads;

/// <summary>Several inputs and outputs: one row of each, a loss and a weight for each head.</summary>
public class HeadTests
{
    private const int Samples = 9;

    [Fact]
    public void The_gradient_is_the_sum_of_those_of_the_heads_by_weight()
    {
        ActorCritic both = new(3);
        (PolicyAlone policy, ValueAlone value) = Alone(both);
        (float[] inputs, float[] ofPolicy, float[] ofValue) = Batch();
        float[] gradient = new float[ActorCritic.Description.ParameterBufferLength],
            inputGradient = new float[inputs.Length],
            policyInputs = new float[inputs.Length],
            valueInputs = new float[inputs.Length];
        float loss = both.Gradient(inputs, SampleRows.Join(Samples, ofPolicy, ofValue), gradient, inputGradient);
        float[] policyGradient = new float[PolicyAlone.Description.ParameterBufferLength],
            valueGradient = new float[ValueAlone.Description.ParameterBufferLength];
        float policyLoss = policy.Gradient(inputs, ofPolicy, policyGradient, policyInputs),
            valueLoss = value.Gradient(inputs, ofValue, valueGradient, valueInputs);
        Assert.Equal([policyLoss, valueLoss], both.GradientHeadLosses().ToArray());
        Assert.Equal(policyLoss + (0.5 * valueLoss), loss, 1e-6);
        Assert.All(Enumerable.Range(0, inputs.Length), i => AssertClose(policyInputs[i] + (0.5f * valueInputs[i]), inputGradient[i]));
        foreach (ParameterDescriptor parameter in ActorCritic.Description.Parameters)
        {
            float[] sum = parameter.Name.StartsWith("value", StringComparison.Ordinal) ? [] : Of(policyGradient, PolicyAlone.Description),
                other = parameter.Name.StartsWith("policy", StringComparison.Ordinal) ? [] : Of(valueGradient, ValueAlone.Description),
                both1 = Of(gradient, ActorCritic.Description);
            Assert.All(
                both1.Select((actual, i) => (actual, i)),
                pair => AssertClose((sum.Length == 0 ? 0 : sum[pair.i]) + (0.5f * (other.Length == 0 ? 0 : other[pair.i])), pair.actual)
            );

            float[] Of(float[] buffer, ModelDescription description)
            {
                ParameterView view = new(description.Parameter(parameter.Name), buffer);
                return view.ToArray();
            }
        }
    }

    // The formulas of the network, in double precision.
    [Fact]
    public void The_loss_is_that_of_the_formulas()
    {
        ActorCritic model = new(3);
        (float[] inputs, float[] ofPolicy, float[] ofValue) = Batch();
        double policyLoss = 0,
            valueLoss = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            double[] hidden = Layer(model, "trunk", [.. inputs.AsSpan(sample * 6, 6).ToArray().Select(value => (double)value)]);
            hidden = [.. hidden.Select(Math.Tanh)];
            double[] logits = Layer(model, "policy", hidden);
            double sum = Math.Log(logits.Sum(Math.Exp));
            policyLoss -= logits.Select((logit, number) => ofPolicy[(sample * 3) + number] * (logit - sum)).Sum();
            valueLoss += Math.Pow(Layer(model, "value", hidden)[0] - ofValue[sample], 2);
        }

        float[] losses = new float[2],
            targets = SampleRows.Join(Samples, ofPolicy, ofValue);
        float loss = model.HeadLosses(inputs, targets, losses);
        Assert.Equal(policyLoss / Samples, losses[0], 1e-5);
        Assert.Equal(valueLoss / Samples, losses[1], 1e-5);
        Assert.Equal((policyLoss + (0.5 * valueLoss)) / Samples, loss, 1e-5);
        Assert.Equal(loss, model.Loss(inputs, targets));
    }

    [Fact]
    public void A_weight_of_zero_is_the_gradient_of_the_other_head_to_the_bit()
    {
        Actor model = new(3);
        PolicyAlone alone = new(1);
        alone.CopyFrom(model, strict: false);
        (float[] inputs, float[] ofPolicy, float[] ofValue) = Batch();
        float[] gradient = new float[Actor.Description.ParameterBufferLength],
            expected = new float[PolicyAlone.Description.ParameterBufferLength],
            inputGradient = new float[inputs.Length],
            expectedInputs = new float[inputs.Length];
        Assert.Equal(
            alone.Gradient(inputs, ofPolicy, expected, expectedInputs),
            model.Gradient(inputs, SampleRows.Join(Samples, ofPolicy, ofValue), gradient, inputGradient)
        );
        Assert.Equal(Bits.Of(expectedInputs), Bits.Of(inputGradient));
        foreach (ParameterDescriptor parameter in PolicyAlone.Description.Parameters)
            Assert.Equal(
                Bits.Of(new ParameterView(parameter, expected).ToArray()),
                Bits.Of(new ParameterView(Actor.Description.Parameter(parameter.Name), gradient).ToArray())
            );
        Assert.All(new ParameterView(Actor.Description.Parameter("value.weight"), gradient).ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        Assert.True(GradientCheck.Run(new ActorCritic(5)).Passed);
        Assert.True(GradientCheck.Run(new Everything(5)).Passed);
        Assert.True(GradientCheck.Run(new Tagger(5)).Passed);
        Assert.True(GradientCheck.Run(new Numbered(5)).Passed);
    }

    [Fact]
    public void The_same_bits_for_any_number_of_threads_and_no_allocation()
    {
        Check<ActorCritic>();
        Check<Everything>();
        Check<Tagger>();
        Check<Numbered>();

        static void Check<TModel>()
            where TModel : class, IModel<TModel>
        {
            TModel model = TModel.Create(2);
            Dataset data = RandomRows<TModel>(301);
            float[] one = new float[TModel.Description.ParameterBufferLength],
                several = new float[one.Length],
                losses = new float[TModel.Description.Outputs.Count(output => output.Loss is not null)];
            float[] statistics = model.Parameters.ToArray();
            ulong state = model.RandomState;
            model.MaxDegreeOfParallelism = 1;
            float first = model.Gradient(data.Inputs, data.Targets, one);
            model.Parameters.Clear();
            statistics.CopyTo(model.Parameters);
            model.RandomState = state;
            model.MaxDegreeOfParallelism = 3;
            Assert.Equal(first, model.Gradient(data.Inputs, data.Targets, several));
            Assert.Equal(Bits.Of(one), Bits.Of(several));
            Assert.Equal(0, Allocation.Least(() => model.Gradient(data.Inputs, data.Targets, several)));
            Assert.Equal(0, Allocation.Least(() => model.HeadLosses(data.Inputs, data.Targets, losses)));
        }
    }

    [Fact]
    public void Weights_of_samples_count_in_each_head()
    {
        Everything model = new(2);
        Dataset data = RandomRows<Everything>(4);
        float[] losses = new float[3],
            repeated = new float[3];
        model.HeadLosses(data.Inputs, data.Targets, losses, [1, 0, 2, 1]);
        int[] rows = [0, 2, 2, 3];
        model.HeadLosses(
            rows.SelectMany(row => data.Inputs.Slice(row * data.InputSize, data.InputSize).ToArray()).ToArray(),
            rows.SelectMany(row => data.Targets.Slice(row * data.TargetSize, data.TargetSize).ToArray()).ToArray(),
            repeated
        );
        Assert.All(Enumerable.Range(0, 3), head => Assert.Equal(repeated[head], losses[head], 1e-6f));
    }

    [Fact]
    public void Targets_that_count_for_nothing_are_left_out_of_their_head_alone()
    {
        Everything model = new(2);
        Dataset data = RandomRows<Everything>(2);
        float[] targets = data.Targets.ToArray(),
            all = new float[3],
            some = new float[3],
            first = new float[3];
        model.HeadLosses(data.Inputs, targets, all);
        model.HeadLosses(data.Inputs[..data.InputSize], targets.AsSpan(0, data.TargetSize), first);
        targets[data.TargetSize] = ClassTargets.Ignored;
        model.HeadLosses(data.Inputs, targets, some);
        Assert.Equal(first[0], some[0], 1e-6f);
        Assert.Equal(all[1..], some[1..]);
    }

    private static void AssertClose(float expected, float actual) =>
        Assert.InRange(actual - expected, -1e-6f - (1e-5f * MathF.Abs(expected)), 1e-6f + (1e-5f * MathF.Abs(expected)));

    private static (PolicyAlone Policy, ValueAlone Value) Alone(ActorCritic both)
    {
        PolicyAlone policy = new(1);
        ValueAlone value = new(1);
        policy.CopyFrom(both, strict: false);
        value.CopyFrom(both, strict: false);
        return (policy, value);
    }

    private static double[] Layer(ActorCritic model, string layer, double[] inputs)
    {
        float[] weight = model.Parameter(layer + ".weight").ToArray(),
            bias = model.Parameter(layer + ".bias").ToArray();
        return [.. bias.Select((b, row) => b + inputs.Select((x, column) => x * weight[(row * inputs.Length) + column]).Sum())];
    }

    private static (float[] Inputs, float[] Policy, float[] Value) Batch()
    {
        var random = new Random(4);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2))];
        float[] policy = new float[Samples * 3];
        for (int sample = 0; sample < Samples; sample++)
            policy[(sample * 3) + random.Next(3)] = 1;
        return (Values(Samples * 6), policy, Values(Samples));
    }

    /// <summary>Rows that a model takes.</summary>
    internal static Dataset RandomRows<TModel>(int samples)
        where TModel : class, IModel<TModel>
    {
        var random = new Random(6);
        ModelDescription description = TModel.Description;
        float[] inputs = [],
            targets = [];
        for (int sample = 0; sample < samples; sample++)
        {
            foreach (ModelInput input in description.Inputs)
                inputs = [.. inputs, .. Enumerable.Range(0, input.Size).Select(_ => Value(input.Vocabulary))];
            foreach (ModelOutput output in description.Outputs.Where(output => output.Loss is not null))
            {
                bool hasClasses = output.Loss == Loss.SparseCategoricalCrossEntropy;
                float[] values =
                [
                    .. Enumerable
                        .Range(0, output.TargetSize)
                        .Select(_ => hasClasses ? random.Next(output.Size / output.TargetSize) : (float)random.NextDouble()),
                ];
                targets = [.. targets, .. values];
            }
        }

        return Dataset.ForTargets(inputs, description.InputSize, targets, description.TargetSize);

        float Value(int vocabulary) => vocabulary > 0 ? random.Next(vocabulary) : (float)((random.NextDouble() * 4) - 2);
    }
}
