using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Tests.Graph;

namespace ModelCompiler.Generator.Tests.Planning;

/// <summary>Where results lie, for random chains of layers: whatever is alive at the same time lies apart.</summary>
public sealed class MemoryTests
{
    private static readonly string[] s_activations = ["Linear", "Relu", "Tanh", "Gelu", "Swish", "Softmax", "HardSwish", "Sigmoid"];
    private static readonly int[] s_sizes = [1, 2, 3, 8, 9, 16, 17, 33, 64, 100, 128, 256, 300];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Buffers(int seed)
    {
        ModelPlan plan = ModelCompilation.Plan(RandomChain(seed));
        Check(plan.Prediction, plan.Prediction.Output, plan.Prediction.Length);
        if (plan.Training is not { } training)
            return;
        Schedule schedule = training.Schedule;
        Check(schedule, training.InputGradient, training.LengthWithInputGradient);

        // The losses and the repacked weights share memory with nothing.
        List<(int Start, int Length)> regions =
        [
            .. schedule.Buffers.Select(buffer => (buffer.Offset, schedule.Capacity * buffer.Stride)).Distinct(),
            (training.Losses, schedule.Capacity),
        ];
        regions.AddRange(schedule.Steps.SelectMany(step => step.Repackings).Select(repacking => (repacking.Place, repacking.Length)));
        regions.Sort();
        for (int i = 1; i < regions.Count; i++)
            Assert.True(regions[i - 1].Start + regions[i - 1].Length <= regions[i].Start, $"{regions[i - 1]} and {regions[i]} overlap.");
        Assert.True(regions[^1].Start + regions[^1].Length <= training.LengthWithInputGradient);

        // What is there for the gradient by the input alone lies behind the rest, since it may be left out.
        Assert.All(
            schedule.Steps.Where(step => !step.ForInputGradient),
            step =>
                Assert.All(
                    BufferUse.Of(step),
                    buffer =>
                        Assert.True(
                            schedule.Buffers[buffer].Offset + (schedule.Capacity * schedule.Buffers[buffer].Stride) <= schedule.Length
                        )
                )
        );
        Assert.All(
            schedule.Steps.Where(step => !step.ForInputGradient).SelectMany(step => step.Repackings),
            repacking => Assert.True(repacking.Place + repacking.Length <= schedule.Length)
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parameters(int seed)
    {
        ModelPlan plan = ModelCompilation.Plan(RandomChain(seed));
        int end = 0;
        foreach (ParameterPlan parameter in plan.Parameters)
        {
            Assert.True(parameter.Offset >= end);
            Assert.Equal(0, parameter.Offset % 16);
            Assert.True(parameter.PaddedRows >= parameter.Rows);
            end = parameter.Offset + (parameter.PaddedRows * parameter.Columns);
        }

        Assert.True(end <= plan.ParameterBufferLength);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Shared_memory_is_counted(int seed)
    {
        Schedule schedule = ModelCompilation.Plan(RandomChain(seed)).Prediction;
        long apart = schedule.Buffers.Sum(buffer => (long)buffer.Stride) * schedule.Capacity;
        Assert.Equal(apart, schedule.UnsharedLength);
        Assert.Equal(
            schedule.UnsharedLength > schedule.Length,
            schedule.Buffers.GroupBy(buffer => buffer.Offset).Any(place => place.Count() > 1)
        );
    }

    private static void Check(Schedule schedule, int result, int end)
    {
        (int First, int Last)[] lifetimes = BufferUse.Lifetimes(schedule, result);
        for (int a = 0; a < schedule.Buffers.Count; a++)
        {
            BufferPlan buffer = schedule.Buffers[a];
            int length = schedule.Capacity * buffer.Stride;
            Assert.True(buffer.Width <= buffer.Stride && buffer.Offset + length <= end);
            for (int b = 0; b < a; b++)
            {
                BufferPlan other = schedule.Buffers[b];
                bool aliveTogether = lifetimes[a].First <= lifetimes[b].Last && lifetimes[b].First <= lifetimes[a].Last;
                bool sharesMemory =
                    buffer.Offset < other.Offset + (schedule.Capacity * other.Stride) && other.Offset < buffer.Offset + length;
                if (!sharesMemory)
                    continue;
                Assert.False(aliveTogether, $"{buffer} and {other} are alive at the same time.");

                // Threads are at different steps at the same time: row by row, the same sample or nothing.
                Assert.Equal((other.Offset, other.Stride), (buffer.Offset, buffer.Stride));
            }
        }
    }

    private static ModelSpec RandomChain(int seed)
    {
        var random = new Random(seed);
        int count = random.Next(1, 12);
        var layers = new List<LayerSpec>();
        for (int i = 1; i <= count; i++)
        {
            string activation = s_activations[random.Next(s_activations.Length)];
            layers.Add(
                random.Next(4) == 0
                    ? Specs.Activation($"activation{i}", activation)
                    : Specs.Dense($"dense{i}", s_sizes[random.Next(s_sizes.Length)], activation, bias: random.Next(4) > 0)
            );
        }

        string?[] losses = [null, "MeanSquaredError", "Huber", "CategoricalCrossEntropy"];
        string? loss = losses[random.Next(losses.Length)];
        if (loss == "CategoricalCrossEntropy")
            layers.Add(Specs.Dense("head", 10, "Softmax"));
        return Specs.Model(s_sizes[random.Next(s_sizes.Length)], loss, [.. layers]);
    }
}
