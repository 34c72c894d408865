using ModelCompiler.Tests.Harness;

namespace ModelCompiler.Tests.BatchNorms;

/// <content>What watches a run.</content>
public sealed partial class BatchNormTrainingTests
{
    /// <summary>Sees after each step that the statistics are those that the gradient left.</summary>
    private sealed class Follower : TrainingCallback
    {
        private readonly FlatNormModel _twin = new(seed: 3);

        public long Steps { get; private set; }

        public override void OnStepEnd(TrainingContext context)
        {
            Steps = context.Step;
            Assert.NotEqual(
                _twin.Norm.RunningMean.ToArray(),
                new ParameterView(FlatNormModel.Description.Parameter("norm.running_mean"), context.Parameters).ToArray()
            );

            // Decay by half a step would be far from one.
            Assert.All(
                new ParameterView(FlatNormModel.Description.Parameter("norm.running_var"), context.Parameters).ToArray(),
                value => Assert.InRange(value, 0.7f, 1.1f)
            );
        }
    }

    private sealed class CancelAfter(int steps, CancellationTokenSource cancellation) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Step == steps)
                cancellation.Cancel();
        }
    }
}
