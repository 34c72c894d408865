using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Streaming;

/// <summary>A transformer that looks at six tokens.</summary>
[Model]
[Tokens(6, 5)]
[Embedding(8)]
[LearnedPositions]
[Attention(2, Causal = true)]
[Dense(5, Activation.Softmax)]
internal sealed partial class ShortSighted;

/// <summary>What happens when a model has seen as many steps as it can look at.</summary>
public sealed class TokenStreamTests
{
    [Fact]
    public void A_stream_ends_with_the_context_and_says_what_to_do()
    {
        var model = new ShortSighted(seed: 3);
        StreamState<ShortSighted> state = model.CreateState();
        float[] output = new float[5];
        Assert.Equal(6, ShortSighted.ContextLength);
        for (int step = 0; step < 6; step++)
            model.Step(step % 5, state, output);
        float[] last = [.. output];
        var error = Assert.Throws<InvalidOperationException>(() => model.Step(1, state, output));
        Assert.Contains("6 steps", error.Message, StringComparison.Ordinal);
        Assert.Contains("Reset()", error.Message, StringComparison.Ordinal);
        Assert.Equal(last, output);
        Assert.Equal(6, state.Steps);
        state.Reset();
        model.Step(1, state, output);
        Assert.Equal(1, state.Steps);
    }

    [Fact]
    public void A_text_longer_than_the_context_goes_on_from_its_latest_half()
    {
        var model = new ShortSighted(seed: 3);
        int[] prompt = [4, 2, 1];
        int[] written = [.. model.Generate(prompt, new SamplingOptions { Temperature = 0 }).Take(40)];
        var seen = new List<int>();
        var expected = new List<int>();
        foreach (int token in prompt)
            Read(token);
        for (int count = 0; count < 40; count++)
        {
            expected.Add(MostLikely());
            Read(expected[^1]);
        }

        Assert.Equal(expected, written);

        void Read(int token)
        {
            if (seen.Count == 6)
                seen.RemoveRange(0, 3);
            seen.Add(token);
        }

        // The whole sequence: what comes later does not matter.
        int MostLikely()
        {
            float[] input = new float[6],
                output = new float[30];
            for (int place = 0; place < seen.Count; place++)
                input[place] = seen[place];
            model.Predict(input, output);
            ReadOnlySpan<float> probabilities = output.AsSpan((seen.Count - 1) * 5, 5);
            int best = 0;
            for (int index = 1; index < 5; index++)
                if (probabilities[index] > probabilities[best])
                    best = index;
            return best;
        }
    }

    [Fact]
    public void Reading_does_not_allocate_and_refuses_what_is_no_token()
    {
        var stream = new TokenStream<ShortSighted>(new ShortSighted(seed: 1));
        float[] output = new float[5];
        Assert.Equal(
            0,
            Allocation.Least(() =>
            {
                for (int token = 0; token < 20; token++)
                    stream.Step(token % 5, output);
            })
        );
        long count = stream.Count;
        Assert.Throws<ArgumentException>(() => stream.Step(5, output));
        Assert.Equal(count, stream.Count);
        stream.Reset();
        Assert.Equal(0, stream.Count);
    }
}
