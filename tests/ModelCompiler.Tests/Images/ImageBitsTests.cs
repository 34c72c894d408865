using ModelCompiler.Tests.Conformance;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Images;

/// <summary>
/// Results on images do not depend on the batch, on the number of threads or on what the memory held before, and cost no allocation.
/// </summary>
public sealed class ImageBitsTests
{
    public static TheoryData<string> Names => [.. ImageNetworks.Networks.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_alone_and_in_a_batch(string name)
    {
        Network network = ImageNetworks.Find(name);
        ICompiledModel model = ImageNetworks.Models.Create(name);
        float[] inputs = new RandomBatch(network, 70).Inputs;
        float[] alone =
        [
            .. Enumerable.Range(0, 70).SelectMany(sample => model.Predict(inputs.AsSpan(sample * network.InputSize, network.InputSize))),
        ];
        foreach (int samples in new[] { 2, 9, 70 })
            Assert.Equal(
                Bits.Of(alone.AsSpan(0, samples * network.OutputSize)),
                Bits.Of(model.Predict(inputs.AsSpan(0, samples * network.InputSize)))
            );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_thread_and_several(string name)
    {
        Network network = ImageNetworks.Find(name);
        ICompiledModel model = ImageNetworks.Models.Create(name);
        var batch = new RandomBatch(network, 300);
        int[] expected = Results(1);
        Assert.Equal(expected, Results(2));
        Assert.Equal(expected, Results(3));
        Assert.Equal(expected, Results(1));

        int[] Results(int degree)
        {
            model.MaxDegreeOfParallelism = degree;
            return [.. Bits.Of(model.Predict(batch.Inputs)), .. Bits.Of(model.Gradient(batch.Inputs, batch.Targets))];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_prediction_and_the_forward_pass_of_a_gradient(string name) =>
        PredictedTargets.AssertNoLoss(ImageNetworks.Find(name), ImageNetworks.Models.Create(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void With_and_without_the_gradient_of_the_input(string name) =>
        InputGradients.AssertOptional(ImageNetworks.Find(name), ImageNetworks.Models.Create(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated(string name)
    {
        Network network = ImageNetworks.Find(name);
        ICompiledModel model = ImageNetworks.Models.Create(name);
        var batch = new RandomBatch(network, 9);
        float[] outputs = new float[9 * network.OutputSize],
            targets = batch.Targets.Values;
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        Assert.Equal(0, Allocation.Least(Run));

        void Run()
        {
            model.Predict(batch.Inputs, outputs);
            model.Gradient(batch.Inputs, targets, gradient.Span);
        }
    }
}
