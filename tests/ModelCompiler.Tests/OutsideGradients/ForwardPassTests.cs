using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.OutsideGradients;

/// <summary>A gradient in two halves is the gradient in one: the same bits, whatever the layers, threads and sizes of batches.</summary>
public class ForwardPassTests
{
    [Fact]
    public void Small_networks() => Both<Straight>(1, 2, 200);

    [Fact]
    public void Networks_that_take_batches_in_parts() => Both<Parted>(1, 33, 300);

    [Fact]
    public void Products_that_threads_share_by_outputs() => Both<Broad>(40);

    [Fact]
    public void Statistics_of_the_batch() => Both<Normalised>(2, 19);

    [Fact]
    public void Statistics_of_the_batch_of_rows() => Both<Centred>(2, 40);

    [Fact]
    public void Running_statistics() => Both<Settled>(1, 130);

    [Fact]
    public void Sequences_with_lengths() => Both<Stepwise>(1, 21);

    [Fact]
    public void Tokens() => Both<Reader>(1, 40);

    [Fact]
    public void Several_heads() => Both<Headed>(1, 300);

    [Fact]
    public void The_gradient_of_a_loss_of_the_list_has_the_bits_of_that_loss()
    {
        Straight model = new(3);
        StraightSquared squared = new(3);
        (float[] inputs, float[] targets) = (Inputs<Straight>(9), Values(27, 5));
        float[] expected = new float[Straight.Description.ParameterBufferLength],
            gradient = new float[expected.Length];
        float[] expectedInput = new float[inputs.Length],
            inputGradient = new float[inputs.Length];
        squared.Gradient(inputs, targets, expected, expectedInput);
        float loss = model.Gradient(
            inputs,
            targets,
            static (outputs, outputGradients, targets) =>
            {
                float sum = 0;
                for (int i = 0; i < outputs.Length; i++)
                {
                    outputGradients[i] = (outputs[i] - targets[i]) * (float)(1.0 / 9);
                    sum += (outputs[i] - targets[i]) * (outputs[i] - targets[i]);
                }

                return sum / 18;
            },
            gradient,
            inputGradient
        );
        Assert.Equal(Bits.Of(expected), Bits.Of(gradient));
        Assert.Equal(Bits.Of(expectedInput), Bits.Of(inputGradient));
        Assert.Equal(((IModel<StraightSquared>)squared).Loss(inputs, targets.AsSpan(), default), loss, 1e-5f);
    }

    [Fact]
    public void Passes_stand_beside_one_another()
    {
        Parted model = new(1);
        ForwardPass first = new(),
            second = new();
        float[] outputs = new float[200 * Parted.OutputSize],
            ones = [.. Enumerable.Repeat(1f, outputs.Length)];
        float[] expected = new float[Parted.Description.ParameterBufferLength],
            gradient = new float[expected.Length];
        float[] inputs = Inputs<Parted>(200);
        model.Gradient(inputs, ones.AsSpan(), expected);
        model.Forward(inputs, outputs, first);
        Assert.Equal(200, first.Samples);
        Array.Clear(inputs);
        model.Forward(inputs, outputs, second);
        model.Backward(second, ones, gradient);
        model.Predict(inputs, outputs);
        model.Backward(first, ones, gradient);
        Assert.Equal(Bits.Of(expected), Bits.Of(gradient));
        Assert.Equal(0, first.Samples);
    }

    [Fact]
    public void Nothing_is_allocated_after_the_first_batch()
    {
        Headed model = new(1);
        ForwardPass pass = new();
        float[] inputs = Inputs<Headed>(150),
            outputs = new float[150 * Headed.OutputSize],
            gradient = new float[Headed.Description.ParameterBufferLength];
        Assert.Equal(
            0,
            Allocation.Least(() =>
            {
                model.Forward(inputs, outputs, pass);
                model.Backward(pass, outputs, gradient);
                model.Gradient(inputs, outputs.AsSpan(), Copy, gradient);
            })
        );

        static float Copy(ReadOnlySpan<float> outputs, Span<float> outputGradients, Span<float> state)
        {
            outputs.CopyTo(outputGradients);
            return state[0];
        }
    }

    /// <summary>Compares the halves with the whole, and the callback with both.</summary>
    private static void Both<TModel>(params int[] batches)
        where TModel : class, IModel<TModel>, IOutputGradientModel
    {
        TModel model = TModel.Create(7),
            other = TModel.Create(7);
        ForwardPass pass = new();
        foreach (int samples in batches)
        foreach (int degree in new[] { 1, 3 })
        {
            other.MaxDegreeOfParallelism = 1;
            model.MaxDegreeOfParallelism = degree;
            float[] inputs = Inputs<TModel>(samples);
            float[] outputs = new float[samples * TModel.Description.OutputSize],
                outputGradients = Values(outputs.Length, 11);
            float[] expected = Values(TModel.Description.ParameterBufferLength, 2),
                gradient = Values(expected.Length, 3);
            float[] expectedInput = new float[inputs.Length],
                inputGradient = new float[inputs.Length];
            other.Gradient(inputs, outputGradients.AsSpan(), expected, expectedInput);
            model.Forward(inputs, outputs, pass);
            if (!UsesStatisticsOrNoise<TModel>())
                Assert.Equal(Bits.Of(Predicted(model, inputs)), Bits.Of(outputs));
            model.Backward(pass, outputGradients, gradient, inputGradient);
            Assert.Equal(Bits.Of(expected), Bits.Of(gradient));
            Assert.Equal(Bits.Of(expectedInput), Bits.Of(inputGradient));
            Assert.Equal(Bits.Of(other.Parameters), Bits.Of(model.Parameters));
            Assert.Equal(other.RandomState, model.RandomState);
        }
    }

    private static bool UsesStatisticsOrNoise<TModel>()
        where TModel : class, IModel<TModel> =>
        TModel.Description.Layers.Any(layer => layer.Kind.Contains("BatchNorm") || layer.Kind.Contains("Noise"));

    private static float[] Predicted<TModel>(TModel model, float[] inputs)
        where TModel : class, IModel<TModel>
    {
        float[] outputs = new float[inputs.Length / TModel.Description.InputSize * TModel.Description.OutputSize];
        model.Predict(inputs, outputs);
        return outputs;
    }

    private static float[] Inputs<TModel>(int samples)
        where TModel : class, IModel<TModel>
    {
        ModelDescription description = TModel.Description;
        int vocabulary = description.Inputs[0].Vocabulary;
        float[] inputs = Values(samples * description.InputSize, 4);
        for (int i = 0; i < inputs.Length; i++)
            if (vocabulary > 0)
                inputs[i] = i * 7 % vocabulary;
            else if (description.HasLengths && i % description.InputSize == description.InputSize - 1)
                inputs[i] = 1 + (i % 6);
        return inputs;
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }
}
