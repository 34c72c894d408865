namespace ModelCompiler.Runtime.Tests.Training;

/// <content>Objects that a run is given.</content>
public sealed partial class ReuseTests
{
    private sealed class Stopper : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Step == 6)
                throw new OperationCanceledException();
        }
    }

    private sealed class Meanwhile(Action action) : TrainingCallback
    {
        public override void OnStepEnd(TrainingContext context)
        {
            if (context.Step == 3)
                action();
        }
    }

    private sealed class Forgetless : LearningRateSchedule
    {
        public override IReadOnlyDictionary<string, double> State => new Dictionary<string, double> { ["steps"] = 3 };

        public override float Rate(TrainingPosition position) => 0.1f;
    }

    private sealed class Ending(bool throws) : TrainingCallback
    {
        public bool Ended { get; private set; }

        public override void OnTrainingEnd(TrainingContext context)
        {
            Ended = true;
            if (throws)
                throw new IOException("the end");
        }
    }
}
