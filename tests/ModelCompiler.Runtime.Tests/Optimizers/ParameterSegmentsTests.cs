using ModelCompiler.Threads;

namespace ModelCompiler.Runtime.Tests.Optimizers;

public class ParameterSegmentsTests
{
    // A small weight, a large one, its bias, a gap, another large one, and one that is frozen.
    private static readonly ModelDescription _description = Describe(
        trainable: 112_912,
        new(0, "a.weight", [4, 4], 0, new(4, 4, 4)),
        new(1, "b.weight", [220, 320], 16, new(220, 320, 224)),
        new(2, "b.bias", [220], 71_696, new(220, 1, 224)),
        new(3, "c.weight", [64, 640], 71_952, new(64, 640, 64)),
        new(4, "d.weight", [64, 640], 112_912, new(64, 640, 64))
    );

    public static TheoryData<string> Names => OptimizerFactories.ElementwiseNames;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void Parts_cover_what_is_trainable_once(int threads)
    {
        int parts = threads * Team.PartsPerThread;
        int[] taken = new int[_description.ParameterBufferLength];
        ParameterSegments segments = _description.Segments;
        for (int part = 0; part < parts; part++)
        {
            for (int segment = 0; segment < segments.Count; segment++)
            {
                (int start, int count) = segments.Part(segment, part, parts);
                for (int i = start; i < start + count; i++)
                    taken[i]++;
            }
        }

        Assert.All(taken[.._description.TrainableBufferLength], times => Assert.Equal(1, times));
        Assert.All(taken[_description.TrainableBufferLength..], times => Assert.Equal(0, times));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void What_is_frozen_at_run_time_is_in_no_part(int threads)
    {
        int parts = threads * Team.PartsPerThread;
        foreach (
            string[] frozen in new string[][]
            {
                ["a.weight"],
                ["b.weight", "c.weight"],
                ["b.bias"],
                ["a.weight", "b.weight", "b.bias", "c.weight"],
            }
        )
        {
            int[] taken = new int[_description.ParameterBufferLength];
            var segments = new ParameterSegments(_description, parameter => frozen.Contains(parameter.Name));
            for (int part = 0; part < parts; part++)
            {
                for (int segment = 0; segment < segments.Count; segment++)
                {
                    (int start, int count) = segments.Part(segment, part, parts);
                    for (int i = start; i < start + count; i++)
                        taken[i]++;
                }
            }

            Assert.Equal(segments.Length, taken.Sum());
            foreach (ParameterDescriptor parameter in _description.Parameters)
            {
                int times = frozen.Contains(parameter.Name) || parameter.Offset >= _description.TrainableBufferLength ? 0 : 1;
                Assert.All(
                    taken[parameter.Offset..(parameter.Offset + parameter.Layout.BufferLength)],
                    actual => Assert.Equal(times, actual)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_in_parts_has_the_same_bits(string name)
    {
        int length = _description.ParameterBufferLength;
        Optimizer whole = OptimizerFactories.Create(name),
            shared = OptimizerFactories.Create(name);
        float[] expected = OptimizerFactories.Numbers(length, 1),
            actual = [.. expected];
        foreach (int threads in new[] { 2, 5 })
        {
            float[] gradient = OptimizerFactories.Numbers(length, (ulong)threads);
            whole.BeginStep(length);
            whole.StepRange(expected, gradient, 0, _description.TrainableBufferLength);
            shared.BeginStep(length);
            var step = new OptimizerStep
            {
                Optimizer = shared,
                Parameters = actual.AsSpan(0, _description.TrainableBufferLength),
                Gradient = gradient.AsSpan(0, _description.TrainableBufferLength),
                Plan = new StepPlan(
                    _description,
                    freezing: null,
                    usesNorms: false,
                    _ => new ParameterSetting(1, (float)shared.WeightDecay, (float)shared.L1),
                    _ => null
                ),
            };
            for (int part = 0; part < threads * Team.PartsPerThread; part++)
                OptimizerWork.Run(in step, 0, part, threads * Team.PartsPerThread);
        }

        Assert.Equal(expected, actual);
    }

    private static ModelDescription Describe(int trainable, params ParameterDescriptor[] parameters) =>
        new()
        {
            Name = "Segments",
            InputSize = 1,
            OutputSize = 1,
            InputShape = [1],
            OutputShape = [1],
            ParameterCount = parameters.Sum(parameter => parameter.Count),
            ParameterBufferLength = parameters[^1].Offset + parameters[^1].Layout.BufferLength,
            TrainableBufferLength = trainable,
            WorkspaceBytes = 0,
            Loss = null,
            Layers = [],
            Parameters = parameters,
            Architecture = "segments",
        };
}
