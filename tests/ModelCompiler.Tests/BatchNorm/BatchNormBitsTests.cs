using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.BatchNorms;

/// <summary>Equal bits whatever the number of threads, and nothing allocated; a sample is predicted alone as in a batch.</summary>
public sealed class BatchNormBitsTests
{
    public static TheoryData<string> Names => [.. BatchNormNetworks.Networks.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_alone_and_in_a_batch(string name)
    {
        Network network = BatchNormNetworks.Find(name);
        ICompiledModel model = BatchNormNetworks.Models.Create(name);
        BatchNormNetworks.Shake(model);
        float[] inputs = new RandomBatch(network, 67).Inputs;
        Assert.Equal(
            Bits.Of([.. inputs.Chunk(network.InputSize).SelectMany(sample => model.Predict(sample))]),
            Bits.Of(model.Predict(inputs))
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_thread_and_several(string name)
    {
        Network network = BatchNormNetworks.Find(name);
        foreach (int samples in new[] { 2, 9, 130, 700 })
        {
            // Enough samples that threads do share the work: smaller work stays on one.
            var batch = new RandomBatch(network, samples);
            int[] alone = Results(1);
            Assert.Equal(alone, Results(2));
            Assert.Equal(alone, Results(3));

            int[] Results(int degree)
            {
                ICompiledModel model = BatchNormNetworks.Models.Create(name);
                BatchNormNetworks.Shake(model);
                model.MaxDegreeOfParallelism = degree;
                return
                [
                    .. Bits.Of(model.Gradient(batch.Inputs, batch.Targets)),
                    .. Bits.Of(model.Parameters),
                    .. Bits.Of(model.Predict(batch.Inputs)),
                    .. Bits.Of([model.Loss(batch.Inputs, batch.Targets)]),
                ];
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_prediction_and_a_loss(string name)
    {
        ICompiledModel model = BatchNormNetworks.Models.Create(name);
        BatchNormNetworks.Shake(model);
        PredictedTargets.AssertNoLoss(BatchNormNetworks.Find(name), model);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void With_and_without_the_gradient_of_the_input(string name) =>
        InputGradients.AssertOptional(BatchNormNetworks.Find(name), BatchNormNetworks.Models.Create(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_workspace_grows_once_and_then_nothing_is_allocated(string name)
    {
        Network network = BatchNormNetworks.Find(name);
        ICompiledModel model = BatchNormNetworks.Models.Create(name);
        var large = new RandomBatch(network, 40);
        var small = new RandomBatch(network, 7);
        float[] outputs = new float[40 * network.OutputSize],
            inputGradient = new float[large.Inputs.Length];
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        Assert.Equal(0, Allocation.Least(Run));

        void Run()
        {
            model.Predict(large.Inputs, outputs);
            model.Loss(large.Inputs, large.Targets.Values);
            model.Gradient(large.Inputs, large.Targets.Values, gradient.Span, inputGradient);
            model.Gradient(small.Inputs, small.Targets.Values, gradient.Span);
            model.Gradient(large.Inputs, large.Targets.Values, gradient.Span);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_no_parameter_owns_stays_zero(string name)
    {
        Network network = BatchNormNetworks.Find(name);
        ICompiledModel model = BatchNormNetworks.Models.Create(name);
        var batch = new RandomBatch(network, 20);
        var unowned = new UnownedPlaces(model);
        Assert.Equal(
            model.Description.ParameterCount,
            model.Description.Parameters.Where(parameter => !parameter.IsStatistic).Sum(parameter => parameter.Count)
        );
        var optimizer = new Adam(0.01f);
        for (int step = 0; step < 3; step++)
        {
            BatchGradient result = model.Gradient(batch.Inputs, batch.Targets);
            unowned.AssertZero(result.Gradient.Span);
            optimizer.Step(model.Parameters, result.Gradient.Span);
            unowned.AssertZero(model.Parameters);
        }
    }
}
