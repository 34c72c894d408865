using ModelCompiler.Generator.Emission;
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
        Check(plan.Prediction, plan.Prediction.Length, plan.Prediction.Output);
        if (plan.Training is not { } training)
            return;
        Schedule schedule = training.Schedule;
        Check(schedule, training.Losses, training.InputGradient);

        // The losses, and the repacked weights behind them, lie behind all buffers and apart from one another.
        int end = training.Losses + schedule.Capacity;
        foreach (InputGradientStep step in schedule.Steps.OfType<InputGradientStep>().OrderBy(step => step.Transposed))
        {
            Assert.True(step.Transposed >= end);
            end = step.Transposed + (step.Shape.Inner * step.Shape.Columns);
        }

        Assert.True(end <= schedule.Length);
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

    private static void Check(Schedule schedule, int end, int result)
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
                bool sharesMemory = buffer.Offset < other.Offset + (schedule.Capacity * other.Stride) && other.Offset < buffer.Offset + length;
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
            layers.Add(random.Next(4) == 0
                ? Specs.Activation($"activation{i}", activation)
                : Specs.Dense($"dense{i}", s_sizes[random.Next(s_sizes.Length)], activation, bias: random.Next(4) > 0));
        }

        string?[] losses = [null, "MeanSquaredError", "Huber", "CategoricalCrossEntropy"];
        string? loss = losses[random.Next(losses.Length)];
        if (loss == "CategoricalCrossEntropy")
            layers.Add(Specs.Dense("head", 10, "Softmax"));
        return Specs.Model(s_sizes[random.Next(s_sizes.Length)], loss, [.. layers]);
    }
}
