using System.Globalization;
using ModelCompiler.Runtime.Tests.Training;

namespace ModelCompiler.Runtime.Tests.Metrics;

using Metrics = ModelCompiler.Metrics;

public class EvaluatorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(256)]
    public void ClassificationHasLossAndAccuracy(int batchSize)
    {
        Dataset data = TestData.ThreeClouds(50);
        var model = new TestNetwork<ThreeClasses>(seed: 1);
        Evaluation result = Evaluator.Evaluate(model, data, batchSize);
        Assert.Equal(50, result.SampleCount);
        Assert.Equal(model.Loss(data.Inputs, data.Classes), result.Loss!.Value, 1e-6);
        Assert.Equal(Metrics.Accuracy(Outputs(model, data), data.Classes, 3), result.Accuracy);
        Assert.Null(result.RSquared);
        Evaluation oneHot = Evaluator.Evaluate(model, data.OneHot(), batchSize);
        Assert.Equal(result.Accuracy, oneHot.Accuracy);
        Assert.Equal(result.Loss.Value, oneHot.Loss!.Value, 1e-6);
    }

    [Fact]
    public void ASingleOutputSaysYesAboveOneHalf()
    {
        Dataset data = TestData.TwoClouds(50);
        var model = new TestNetwork<YesOrNo>(seed: 1);
        float[] targets = [.. data.Classes.ToArray().Select(index => (float)index)];
        Evaluation result = Evaluator.Evaluate(model, data, 8);
        Assert.Equal(Metrics.BinaryAccuracy(Outputs(model, data), targets), result.Accuracy);
        Assert.Equal(model.Loss(data.Inputs, targets), result.Loss!.Value, 1e-6);
        Assert.Equal(result.Accuracy, Evaluator.ConfusionMatrix(model, data, 8).Accuracy);
    }

    [Fact]
    public void RegressionHasErrors()
    {
        Dataset data = TestData.Plane(50);
        var model = new TestNetwork<OneNumber>(seed: 1);
        float[] outputs = Outputs(model, data);
        Evaluation result = Evaluator.Evaluate(model, data, 8);
        Assert.Equal(Metrics.MeanAbsoluteError(outputs, data.Targets), result.MeanAbsoluteError!.Value, 1e-12);
        Assert.Equal(Metrics.RootMeanSquaredError(outputs, data.Targets), result.RootMeanSquaredError!.Value, 1e-12);
        Assert.Equal(Metrics.RSquared(outputs, data.Targets), result.RSquared!.Value, 1e-9);
        Assert.Null(result.Accuracy);
    }

    [Fact]
    public void EachOutputHasItsOwnErrors()
    {
        float[] targets = [.. Enumerable.Range(0, 60).Select(index => (float)Math.Sin(0.7 * index) * (1 + (index % 3)))];
        var data = new Dataset([.. Enumerable.Range(0, 40).Select(index => (float)Math.Cos(index))], 2, targets, 3);
        var model = new TestNetwork<ThreeNumbers>(seed: 1);
        float[] outputs = Outputs(model, data);
        Evaluation result = Evaluator.Evaluate(model, data, 7);
        Assert.Equal(3, result.Outputs.Count);
        for (int output = 0; output < 3; output++)
        {
            float[] own = Column(outputs, output),
                wanted = Column(targets, output);
            OutputErrors errors = result.Outputs[output];
            Assert.Equal(Metrics.MeanAbsoluteError(own, wanted), errors.MeanAbsoluteError, 1e-12);
            Assert.Equal(Metrics.RootMeanSquaredError(own, wanted), errors.RootMeanSquaredError, 1e-12);
            Assert.Equal(errors.RootMeanSquaredError * errors.RootMeanSquaredError, errors.MeanSquaredError);
            Assert.Equal(Metrics.RSquared(own, wanted), errors.RSquared, 1e-9);
        }

        Assert.Equal(Metrics.MeanAbsoluteError(outputs, targets), result.MeanAbsoluteError!.Value, 1e-12);
        Assert.Equal(result, Evaluator.Evaluate(model, data, 7));
        Assert.NotEqual(result, result with { Outputs = [] });
        Assert.Empty(Evaluator.Evaluate(new TestNetwork<ThreeClasses>(seed: 1), TestData.ThreeClouds(5)).Outputs);
        Assert.Empty(default(Evaluation).Outputs);

        static float[] Column(float[] values, int output) => [.. values.Where((_, index) => index % 3 == output)];
    }

    [Fact]
    public void AModelWithoutALossHasNone() => Assert.Null(Evaluator.Evaluate(new TestNetwork<NoLoss>(seed: 1), TestData.Plane(10)).Loss);

    [Fact]
    public void TheConfusionMatrixCountsPredictions()
    {
        Dataset data = TestData.ThreeClouds(50);
        var model = new TestNetwork<ThreeClasses>(seed: 1);
        ConfusionMatrix matrix = Evaluator.ConfusionMatrix(model, data, 7);
        Assert.Equal(50, matrix.Total);
        Assert.Equal(Evaluator.Evaluate(model, data).Accuracy, matrix.Accuracy);
        Assert.Equal(data.Classes.Count(1), matrix.ActualCount(1));
        Assert.Throws<ArgumentException>(() => Evaluator.ConfusionMatrix(model, data.OneHot()));
    }

    [Fact]
    public void SamplesForWhichAModelAnswersNaNAreCountedAndWrong()
    {
        // All of class 0, which the first of no largest values would be.
        var data = new Dataset([1, 2, 3, 4, 5, 6], 2, [0, 0, 0], 3);
        var model = new TestNetwork<ThreeClasses>(seed: 1);
        model.Parameters.Fill(float.NaN);
        Evaluation result = Evaluator.Evaluate(model, data);
        Assert.Equal((0.0, 3), (result.Accuracy, result.NaNSampleCount));
        Assert.EndsWith("accuracy 0.00% (3 samples, NaN outputs for 3)", result.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            (0.0, 3),
            (Evaluator.Evaluate(model, data.OneHot()).Accuracy, Evaluator.Evaluate(model, data.OneHot()).NaNSampleCount)
        );

        ConfusionMatrix matrix = Evaluator.ConfusionMatrix(model, data);
        Assert.Equal((3L, 3L, 0.0, 0.0), (matrix.Total, matrix.UndecidedCount, matrix.Accuracy, matrix.Recall(0)));
        Assert.Equal((3L, 0L), (matrix.ActualCount(0), matrix.PredictedCount(0)));
        Assert.Contains("NaN", matrix.ToTable(), StringComparison.Ordinal);

        var yesOrNo = new TestNetwork<YesOrNo>(seed: 1);
        yesOrNo.Parameters.Fill(float.NaN);
        Evaluation single = Evaluator.Evaluate(yesOrNo, new Dataset([1, 2, 3, 4], 2, [0, 0], 2));
        Assert.Equal((0.0, 2), (single.Accuracy, single.NaNSampleCount));

        var number = new TestNetwork<OneNumber>(seed: 1);
        number.Parameters.Fill(float.NaN);
        Evaluation regression = Evaluator.Evaluate(number, TestData.Plane(5));
        Assert.Equal(
            (5, double.NaN, double.NaN),
            (regression.NaNSampleCount, regression.MeanAbsoluteError!.Value, regression.RSquared!.Value)
        );
        Assert.Equal(0, Evaluator.Evaluate(new TestNetwork<OneNumber>(seed: 1), TestData.Plane(5)).NaNSampleCount);
    }

    [Fact]
    public void AnOutputThatIsNaNIsNeverRight()
    {
        Assert.Equal(0.5, Metrics.Accuracy([1, float.NaN, 1, 0], [0, 0], 2));
        Assert.Equal(0, Metrics.BinaryAccuracy([float.NaN, float.NaN], [0, 1]));
    }

    [Fact]
    public void DataThatDoesNotFitIsRefused()
    {
        var model = new TestNetwork<ThreeClasses>(seed: 1);
        Assert.Contains(
            "takes 2 inputs per sample, but the dataset has 1",
            Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(model, new Dataset([1], 1, [0], 3))).Message
        );
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(model, TestData.ThreeClouds(5).Slice(0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluator.Evaluate(model, TestData.ThreeClouds(5), 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheLoopDoesNotAllocate(bool oneHot)
    {
        Dataset data = TestData.ThreeClouds(100);
        var model = new TestNetwork<ThreeClasses>(seed: 1);
        ModelData modelData = ModelData.For(TestNetwork<ThreeClasses>.Description, oneHot ? data.OneHot() : data, "dataset", "data");
        var pass = new EvaluationPass(modelData, 3, 8);
        pass.Run(model);
        long before = GC.GetAllocatedBytesForCurrentThread();
        pass.Run(model);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void TheTextIsCultureInvariant()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("loss 0.0712, accuracy 97.80% (10000 samples)", new Evaluation(10000, 0.0712, 0.978, null, null, null).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static float[] Outputs<TModel>(TModel model, Dataset data)
        where TModel : class, IModel<TModel>
    {
        float[] outputs = new float[data.Count * TModel.Description.OutputSize];
        model.Predict(data.Inputs, outputs);
        return outputs;
    }
}
