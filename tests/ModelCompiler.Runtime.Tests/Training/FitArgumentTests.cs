namespace ModelCompiler.Runtime.Tests.Training;

using Classifier = TestNetwork<ThreeClasses>;

public class FitArgumentTests
{
    [Fact]
    public void SizesThatDisagreeAreBothNamed()
    {
        Assert.Contains("takes 2 inputs per sample, but the training data has 3", Message(new Dataset([1, 2, 3], 3, [0], 3)));
        Assert.Contains("has 3 outputs, but the training data has 2 targets", Message(new Dataset([1, 2], 2, [0f, 1f], 2)));
        Assert.Contains("has 3 outputs, but the training data has 1 target per sample.", Message(new Dataset([1, 2], 2, [0f], 1)));
        Assert.Contains("has 3 outputs, but the training data has 4 classes", Message(new Dataset([1, 2], 2, [0], 4)));
        Assert.Contains(
            "the training data is empty",
            Message(new Dataset([], 2, ReadOnlySpan<int>.Empty, 3)),
            StringComparison.OrdinalIgnoreCase
        );

        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam());
        var exception = Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.ThreeClouds(5), new Dataset([1, 2, 3], 3, [0], 3)));
        Assert.Equal("validation", exception.ParamName);
        Assert.Null(trainer.History);

        static string Message(Dataset data) =>
            Assert.Throws<ArgumentException>(() => new Trainer<Classifier>(new Classifier(seed: 1), new Adam()).Fit(data)).Message;
    }

    [Fact]
    public void ALossThatTakesNoClassesNeedsOneOutputPerClass()
    {
        var trainer = new Trainer<TestNetwork<ThreeNumbers>>(new TestNetwork<ThreeNumbers>(seed: 1), new Adam());
        Assert.Contains("2 classes", Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.TwoClouds(5))).Message);
    }

    [Fact]
    public void AModelWithoutALossCannotTrain() =>
        Assert.Contains(
            "[Loss(",
            Assert.Throws<ArgumentException>(() => new Trainer<TestNetwork<NoLoss>>(new TestNetwork<NoLoss>(seed: 1), new Adam())).Message
        );

    [Fact]
    public void ANullCallbackIsRefusedWhereItIsAdded()
    {
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam()) { Callbacks = { new Nested() } };
        Assert.Throws<ArgumentNullException>(() => trainer.Callbacks.Add(null!));
        Assert.Throws<ArgumentNullException>(() => trainer.Callbacks[0] = null!);
        Assert.Single(trainer.Callbacks);
    }

    [Fact]
    public void FitDuringFitIsRefusedAndAfterItAllowed()
    {
        var nested = new Nested();
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam()) { Callbacks = { nested } };
        nested.OnEnd = () => trainer.Fit(TestData.ThreeClouds(5));
        Assert.Contains("training already", Assert.Throws<InvalidOperationException>(() => trainer.Fit(TestData.ThreeClouds(5))).Message);

        nested.OnEnd = () => { };
        Assert.Single(trainer.Fit(TestData.ThreeClouds(5)).Epochs);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefusedAtOnce()
    {
        var trainer = new Trainer<Classifier>(new Classifier(seed: 1), new Adam());
        Assert.Equal("BatchSize", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.BatchSize = 0).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Epochs = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.GradientAccumulation = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.EvaluationBatchSize = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.GradientClipNorm = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.GradientClipValue = float.NaN);
    }

    private sealed class Nested : TrainingCallback
    {
        public Action OnEnd { get; set; } = () => { };

        public override void OnEpochEnd(TrainingContext context, in EpochRecord record) => OnEnd();
    }
}
