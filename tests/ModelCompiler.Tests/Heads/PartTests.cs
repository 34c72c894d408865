using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.Heads;

/// <summary>Inputs and outputs one by one, and rows of them.</summary>
public class PartTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20_000)]
    public void A_prediction_of_parts_has_the_bits_of_one_of_rows(int samples)
    {
        ActorCritic model = new(1);
        float[] state = Values(samples * 4),
            goal = Values(samples * 2),
            policy = new float[samples * 3],
            value = new float[samples];
        model.Predict(state, goal, policy, value);
        float[] rows = model.Predict(SampleRows.Join(samples, state, goal));
        Assert.Equal(Bits.Of(SampleRows.Join(samples, policy, value)), Bits.Of(rows));
        Assert.Equal(Bits.Of(value), Bits.Of(SampleRows.Part(rows, ActorCritic.OutputSize, ActorCritic.Description.Outputs[1])));
        Assert.Equal(0, Allocation.Least(() => model.Predict(state, goal, policy, value)));
    }

    [Fact]
    public void One_input_and_several_outputs_and_names_that_locals_would_have()
    {
        Tagger model = new(1);
        float[] inputs = Values(2 * 12),
            count = new float[2 * 24],
            samples = new float[2 * 20],
            rows = new float[2 * 5];
        model.Predict(inputs, count, samples, rows);
        Assert.Equal(Bits.Of(model.Predict(inputs)), Bits.Of(SampleRows.Join(2, count, samples, rows)));
    }

    [Fact]
    public void The_description_names_the_parts()
    {
        Assert.Equal(
            ["state [4] at 0", "goal [2] at 4"],
            ActorCritic.Description.Inputs.Select(input => $"{input.Name} [{string.Join(", ", input.Shape)}] at {input.Start}")
        );
        Assert.Equal(
            [
                "kind 3 at 0, SparseCategoricalCrossEntropy x 1 of 1 at 0",
                "flags 2 at 3, BinaryCrossEntropy x 2 of 2 at 1",
                "code 4 at 5, Huber x 1 of 4 at 3",
                "trunk 7 at 9,  x 1 of 0 at 0",
            ],
            Everything.Description.Outputs.Select(output =>
                $"{output.Name} {output.Size} at {output.Start}, {output.Loss} x {output.Weight} of {output.TargetSize} at "
                + output.TargetStart
            )
        );
        Assert.Equal(7, Everything.Description.TargetSize);
        Assert.Equal(["input"], PolicyAlone.Description.Inputs.Select(input => input.Name));
        Assert.Equal([("output", 3)], PolicyAlone.Description.Outputs.Select(output => (output.Name, output.TargetSize)));
    }

    [Fact]
    public void Wrong_parts_are_refused_before_anything_is_written()
    {
        ActorCritic model = new(1);
        float[] state = new float[8],
            goal = new float[4],
            policy = new float[6],
            value = [7, 7];
        Refused(
            "A sample has 4 values of 'state', but 7 values are not a whole number of samples.",
            () => model.Predict(state.AsSpan(0, 7), goal, policy, value)
        );
        Refused("2 samples have 2 × 2 values of 'goal', but 3 were given.", () => model.Predict(state, goal.AsSpan(0, 3), policy, value));
        Refused("2 samples have 2 × 1 values of 'value', but 1 were given.", () => model.Predict(state, goal, policy, value.AsSpan(0, 1)));
        Refused(
            "The memory of 'policy' overlaps another part of the batch: use separate memory.",
            () => model.Predict(state, goal, state.AsSpan(0, 6), value)
        );
        Assert.Equal([7f, 7f], value);
    }

    [Fact]
    public void Wrong_targets_and_tokens_name_the_head_and_the_input()
    {
        Everything model = new(1);
        Dataset data = HeadTests.RandomRows<Everything>(2);
        float[] inputs = data.Inputs.ToArray(),
            targets = data.Targets.ToArray(),
            gradient = new float[Everything.Description.ParameterBufferLength];
        targets[7] = 3;
        Refused(
            "Target 0 of 'kind' of sample 1 is 3, but 'kind' has the classes 0 to 2, and -100 for a target that counts for nothing.",
            () => model.Gradient(inputs, targets, gradient)
        );
        targets[7] = 0;
        inputs[1] = 10;
        Refused(
            "The token of 'city' of sample 0, step 1, is 10, but the vocabulary of 10 tokens",
            () => model.Gradient(inputs, targets, gradient)
        );
        Assert.All(gradient, value => Assert.Equal(0f, value));
        Assert.Throws<ArgumentException>(() => model.HeadLosses(data.Inputs, data.Targets, new float[2]));
        Assert.Throws<ArgumentException>(() => SampleRows.Join(2, [1f, 2f, 3f]));
    }

    private static void Refused(string message, Action action) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static float[] Values(int count)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 4) - 2))];
    }
}
