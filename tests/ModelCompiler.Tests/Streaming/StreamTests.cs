using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Streaming;

/// <summary>A model that is computed step by step gives the bits of the whole sequence.</summary>
public sealed class StreamTests
{
    public static TheoryData<string> Names => [.. StreamedNetworks.All.Keys];

    public static TheoryData<string> NotStreamable => [.. StreamedNetworks.NotStreamable.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_have_the_bits_of_the_whole_sequence(string name)
    {
        ICompiledModel model = StreamedNetworks.Models.Create(name);
        ICompiledStream stream = model.CreateStream()!;
        float[] inputs = Inputs(model, seed: 1);
        int[] whole = Bits.Of(model.Predict(inputs));
        Assert.Equal(whole, LastOf(Streamed(stream, inputs), whole.Length));

        // What a stream has seen must not matter once it is reset.
        stream.Reset();
        Assert.Equal(whole, LastOf(Streamed(stream, inputs), whole.Length));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Chunks_of_any_length_go_on_where_the_last_ended(string name)
    {
        ICompiledModel model = StreamedNetworks.Models.Create(name);
        float[] inputs = Inputs(model, seed: 2);
        int[] expected = Bits.Of(Streamed(model.CreateStream()!, inputs));
        foreach (int chunk in new[] { 1, 2, 7, inputs.Length })
        {
            ICompiledStream stream = model.CreateStream()!;
            int steps = inputs.Length / stream.StepInputSize;
            float[] outputs = new float[steps * stream.StepOutputSize];
            for (int first = 0; first < steps; first += chunk)
            {
                int count = Math.Min(chunk, steps - first);
                stream.Process(
                    inputs.AsSpan(first * stream.StepInputSize, count * stream.StepInputSize),
                    outputs.AsSpan(first * stream.StepOutputSize, count * stream.StepOutputSize)
                );
            }

            Assert.Equal(expected, Bits.Of(outputs));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Streams_of_one_model_do_not_disturb_each_other_and_can_be_copied(string name)
    {
        ICompiledModel model = StreamedNetworks.Models.Create(name);
        (float[] first, float[] second) = (Inputs(model, seed: 3), Inputs(model, seed: 4));
        (int[] ofFirst, int[] ofSecond) = (
            Bits.Of(Streamed(model.CreateStream()!, first)),
            Bits.Of(Streamed(model.CreateStream()!, second))
        );
        (ICompiledStream one, ICompiledStream two) = (model.CreateStream()!, model.CreateStream()!);
        int steps = first.Length / one.StepInputSize;
        (float[] outputsOfOne, float[] outputsOfTwo) = (new float[steps * one.StepOutputSize], new float[steps * one.StepOutputSize]);
        for (int step = 0; step < steps; step++)
        {
            // Half way, the first stream goes on in a copy.
            if (step == steps / 2)
            {
                ICompiledStream copy = model.CreateStream()!;
                one.CopyTo(copy);
                one = copy;
            }

            Step(one, first, outputsOfOne, step);
            Step(two, second, outputsOfTwo, step);
        }

        Assert.Equal(ofFirst, Bits.Of(outputsOfOne));
        Assert.Equal(ofSecond, Bits.Of(outputsOfTwo));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_does_not_allocate(string name)
    {
        ICompiledModel model = StreamedNetworks.Models.Create(name);
        ICompiledStream stream = model.CreateStream()!;
        float[] input = new float[stream.StepInputSize],
            output = new float[stream.StepOutputSize];
        Assert.Equal(0, Allocation.Least(() => stream.Step(input, output)));
    }

    [Theory]
    [MemberData(nameof(NotStreamable))]
    public void What_needs_later_steps_has_no_stream(string name) => Assert.Null(StreamedNetworks.Models.Create(name).CreateStream());

    private static float[] Inputs(ICompiledModel model, int seed)
    {
        var random = new Random(seed);
        if (model.Description.Vocabulary is > 0 and var vocabulary)
            return [.. Enumerable.Range(0, model.Description.InputSize).Select(_ => (float)random.Next(vocabulary))];
        return [.. Enumerable.Range(0, model.Description.InputSize).Select(_ => (float)((random.NextDouble() * 4) - 2))];
    }

    private static float[] Streamed(ICompiledStream stream, float[] inputs)
    {
        int steps = inputs.Length / stream.StepInputSize;
        float[] outputs = new float[steps * stream.StepOutputSize];
        for (int step = 0; step < steps; step++)
            Step(stream, inputs, outputs, step);
        return outputs;
    }

    private static void Step(ICompiledStream stream, float[] inputs, float[] outputs, int step) =>
        stream.Step(
            inputs.AsSpan(step * stream.StepInputSize, stream.StepInputSize),
            outputs.AsSpan(step * stream.StepOutputSize, stream.StepOutputSize)
        );

    // A model that hands on the last step has the outputs of that.
    private static int[] LastOf(float[] outputs, int count) => Bits.Of(outputs)[^count..];
}
