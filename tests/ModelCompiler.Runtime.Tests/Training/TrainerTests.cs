namespace ModelCompiler.Runtime.Tests.Training;

using Classifier = TestNetwork<ThreeClasses>;

public class TrainerTests
{
    [Fact]
    public void LearnsToClassify()
    {
        var model = new Classifier(seed: 1);
        var trainer = new Trainer<Classifier>(model, new Adam(learningRate: 0.02f)) { BatchSize = 16, Epochs = 20 };
        TrainingHistory history = trainer.Fit(TestData.ThreeClouds(300), TestData.ThreeClouds(100, seed: 2));
        Assert.Equal(TrainingOutcome.Completed, history.Outcome);
        Assert.Equal(20, history.Epochs.Count);
        Assert.True(history.Epochs[^1].TrainingLoss < 0.3 * history.Epochs[0].TrainingLoss);
        Assert.True(history.Epochs[^1].ValidationAccuracy > 0.9);
        Assert.Equal(Evaluator.Evaluate(model, TestData.ThreeClouds(100, seed: 2)).Loss, history.Epochs[^1].ValidationLoss);
        Assert.Same(history, trainer.History);
        Assert.Null(history.Epochs[0].TrainingAccuracy);
    }

    [Fact]
    public void LearnsARegression()
    {
        var model = new TestNetwork<OneNumber>(seed: 1);
        var trainer = new Trainer<TestNetwork<OneNumber>>(model, new Adam(learningRate: 0.02f)) { Epochs = 40 };
        trainer.Fit(TestData.Plane(500));
        Assert.True(Evaluator.Evaluate(model, TestData.Plane(100, seed: 3)).RSquared > 0.98);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBitsAndAnotherSeedOthers()
    {
        float[] first = TrainedParameters(seed: 7);
        Assert.Equal(first, TrainedParameters(seed: 7));
        Assert.NotEqual(first, TrainedParameters(seed: 8));

        static float[] TrainedParameters(ulong seed)
        {
            var model = new Classifier(seed: 1);
            new Trainer<Classifier>(model, new Adam())
            {
                BatchSize = 8,
                Epochs = 2,
                Seed = seed,
            }.Fit(TestData.ThreeClouds(50));
            return model.Parameters.ToArray();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EveryEpochSeesEverySampleAndTheLastBatchIsPartial(bool shuffle)
    {
        var model = new Classifier(seed: 1) { GradientBatches = [] };
        new Trainer<Classifier>(model, new Sgd())
        {
            BatchSize = 4,
            Epochs = 2,
            Shuffle = shuffle,
        }.Fit(TestData.ThreeClouds(10));
        Assert.Equal([4, 4, 2, 4, 4, 2], model.GradientBatches);
    }

    [Fact]
    public void TheEpochsLossWeighsBatchesBySize()
    {
        // Without learning, the mean over the batches must be the loss of the whole data.
        Dataset data = TestData.ThreeClouds(10);
        var model = new Classifier(seed: 1);
        TrainingHistory history = new Trainer<Classifier>(model, new Sgd(learningRate: 0)) { BatchSize = 4 }.Fit(data);
        Assert.Equal(model.Loss(data.Inputs, data.Classes), history.Epochs[0].TrainingLoss, 1e-6);
    }

    [Fact]
    public void ABatchLargerThanTheDataIsTheWholeData()
    {
        var model = new Classifier(seed: 1) { GradientBatches = [] };
        new Trainer<Classifier>(model, new Sgd()) { BatchSize = int.MaxValue }.Fit(TestData.ThreeClouds(10));
        Assert.Equal([10], model.GradientBatches);
    }

    [Fact]
    public void WithoutShufflingTheSeedDoesNotMatter()
    {
        Assert.Equal(TrainedParameters(1), TrainedParameters(2));

        static float[] TrainedParameters(ulong seed)
        {
            var model = new Classifier(seed: 1);
            new Trainer<Classifier>(model, new Adam())
            {
                BatchSize = 8,
                Seed = seed,
                Shuffle = false,
            }.Fit(TestData.ThreeClouds(50));
            return model.Parameters.ToArray();
        }
    }

    [Theory]
    [InlineData(24)]
    [InlineData(22)]
    [InlineData(5)]
    public void AccumulationEqualsALargeBatch(int samples)
    {
        float[] large = TrainedParameters(batchSize: 8, accumulation: 1, samples, out long largeSteps);
        float[] accumulated = TrainedParameters(batchSize: 4, accumulation: 2, samples, out long accumulatedSteps);
        Assert.Equal(largeSteps, accumulatedSteps);
        for (int i = 0; i < large.Length; i++)
            Assert.Equal(large[i], accumulated[i], 1e-5);

        static float[] TrainedParameters(int batchSize, int accumulation, int samples, out long steps)
        {
            var model = new Classifier(seed: 1);
            var optimizer = new Sgd(learningRate: 0.1f, momentum: 0.9f);
            new Trainer<Classifier>(model, optimizer)
            {
                BatchSize = batchSize,
                GradientAccumulation = accumulation,
                Epochs = 3,
            }.Fit(TestData.ThreeClouds(samples));
            steps = optimizer.StepCount;
            return model.Parameters.ToArray();
        }
    }

    [Fact]
    public void ClippingTheNormBoundsTheStep()
    {
        var model = new Classifier(seed: 1);
        float[] before = model.Parameters.ToArray();
        new Trainer<Classifier>(model, new Sgd(learningRate: 1)) { BatchSize = 50, GradientClipNorm = 0.01f }.Fit(TestData.ThreeClouds(50));
        double squares = 0;
        for (int i = 0; i < before.Length; i++)
            squares += Math.Pow(model.Parameters[i] - before[i], 2);
        Assert.Equal(0.01, Math.Sqrt(squares), 1e-6);
    }

    [Fact]
    public void ClippingValuesBoundsEachElementOfTheStep()
    {
        var model = new Classifier(seed: 1);
        float[] before = model.Parameters.ToArray();
        new Trainer<Classifier>(model, new Sgd(learningRate: 1)) { BatchSize = 50, GradientClipValue = 0.001f }.Fit(
            TestData.ThreeClouds(50)
        );
        float largest = 0;
        for (int i = 0; i < before.Length; i++)
            largest = Math.Max(largest, Math.Abs(model.Parameters[i] - before[i]));
        Assert.Equal(0.001, largest, 1e-6);
    }

    [Fact]
    public void ClassIndicesServeLossesWithoutClasses()
    {
        Dataset classes = TestData.ThreeClouds(40);
        Assert.Equal(Trained(classes), Trained(classes.OneHot()));
        Dataset twoClasses = TestData.TwoClouds(60);
        var logistic = new TestNetwork<YesOrNo>(seed: 1);
        new Trainer<TestNetwork<YesOrNo>>(logistic, new Adam(learningRate: 0.05f)) { Epochs = 100 }.Fit(twoClasses);
        Assert.True(Evaluator.Evaluate(logistic, twoClasses).Accuracy > 0.9);

        static float[] Trained(Dataset data)
        {
            var model = new TestNetwork<ThreeNumbers>(seed: 1);
            new Trainer<TestNetwork<ThreeNumbers>>(model, new Adam()) { BatchSize = 8 }.Fit(data);
            return model.Parameters.ToArray();
        }
    }

    [Fact]
    public void TrainingAccuracyIsMeasuredOnRequest()
    {
        Dataset data = TestData.ThreeClouds(60);
        var model = new Classifier(seed: 1);
        TrainingHistory history = new Trainer<Classifier>(model, new Adam()) { MeasureTrainingAccuracy = true }.Fit(data);
        Assert.Equal(Evaluator.Evaluate(model, data).Accuracy, history.Epochs[0].TrainingAccuracy);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public void AfterTheFirstEpochNothingIsAllocated(bool shuffle, int accumulation)
    {
        var watch = new AllocationWatch();
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam())
        {
            BatchSize = 8,
            Epochs = 50,
            Shuffle = shuffle,
            GradientAccumulation = accumulation,
            Schedule = new CosineDecay(0.001f),
            GradientClipNorm = 1f,
            GradientClipValue = 1f,
            EarlyStopping = new EarlyStopping { Patience = 1000 },
            MeasureTrainingAccuracy = true,
            Callbacks = { watch },
        };
        trainer.Fit(TestData.ThreeClouds(100), TestData.ThreeClouds(50), watch);
        Assert.Equal(50, watch.Reports);
        Assert.Equal(0, watch.Allocated);
    }

    // Measures from the end of the second epoch to the end of the last one.
    private sealed class AllocationWatch : TrainingCallback, IProgress<TrainingProgress>
    {
        private long _before;

        public long Allocated { get; private set; } = -1;

        public int Reports { get; private set; }

        public override void OnEpochEnd(TrainingContext context, in EpochRecord record)
        {
            if (record.Epoch == 2)
                _before = GC.GetAllocatedBytesForCurrentThread();
            if (record.Epoch == context.Epochs)
                Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        }

        public void Report(TrainingProgress value) => Reports += value.IsEndOfEpoch ? 1 : 0;
    }
}
