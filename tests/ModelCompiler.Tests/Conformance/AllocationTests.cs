using ModelCompiler.Tests.Declared;
using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Conformance;

/// <summary>After the first call nothing is allocated.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string> Names => [.. SizeTable.Networks.Concat(SameBitsTests.Layers).Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Prediction_loss_gradient_and_step(string name)
    {
        bool isSize = SizeTable.Networks.Any(network => network.Name == name);
        Network network = isSize ? SizeTable.Find(name) : LayerTable.Find(name);
        ICompiledModel model = (isSize ? SizeTable.Models : LayerTable.Models).Create(name);
        var batch = new RandomBatch(network, 65);
        float[] outputs = new float[65 * network.OutputSize],
            inputGradient = new float[batch.Inputs.Length];
        var gradient = new AlignedBuffer(model.Description.ParameterBufferLength);
        var optimizer = new Adam();
        int[]? classes = batch.Targets.Classes;
        int inputSize = network.InputSize,
            outputSize = network.OutputSize;

        Assert.Equal(0, Allocation.Least(Pass));

        void Pass()
        {
            model.Predict(batch.Inputs.AsSpan(0, inputSize), outputs.AsSpan(0, outputSize));
            model.Predict(batch.Inputs, outputs);
            model.Loss(batch.Inputs, batch.Targets.Values);
            model.Gradient(batch.Inputs, batch.Targets.Values, gradient.Span);
            model.Gradient(batch.Inputs, batch.Targets.Values, gradient.Span, inputGradient);
            if (classes is not null)
                model.Gradient(batch.Inputs, classes, gradient.Span);
            optimizer.Step(model.Parameters, gradient.Span);
        }
    }

    [Fact]
    public void Class_of_a_sample()
    {
        var digits = new SoftmaxDigits(seed: 1);
        float[] pixels = new float[SoftmaxDigits.InputSize];
        digits.PredictClass(pixels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        digits.PredictClass(pixels);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Epochs_of_a_trainer_after_the_first()
    {
        var watch = new EpochWatch();
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 100 * SoftmaxDigits.InputSize).Select(_ => (float)random.NextDouble())];
        var data = new Dataset(inputs, SoftmaxDigits.InputSize, [.. Enumerable.Range(0, 100).Select(_ => random.Next(10))], 10);
        new Trainer<SoftmaxDigits>(new SoftmaxDigits(seed: 1), new Adam())
        {
            BatchSize = 16,
            Epochs = 5,
            Callbacks = { watch },
        }.Fit(data, data);
        Assert.Equal(0, watch.Allocated);
    }

    private sealed class EpochWatch : TrainingCallback
    {
        private long _before;

        public long Allocated { get; private set; } = -1;

        public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
        {
            if (record.Epoch == 2)
                _before = GC.GetAllocatedBytesForCurrentThread();
            if (record.Epoch == context.Epochs)
                Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        }
    }
}
