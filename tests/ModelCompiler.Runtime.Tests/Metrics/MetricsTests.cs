using System.Globalization;

namespace ModelCompiler.Runtime.Tests.Metrics;

using Metrics = ModelCompiler.Metrics;

public class MetricsTests
{
    [Fact]
    public void TheLargestIsTheFirstAmongEqualsAndNeverNaN()
    {
        Assert.Equal(1, Metrics.IndexOfLargest([0, 3, 3, 1]));
        Assert.Equal(2, Metrics.IndexOfLargest([float.NaN, -2, -1]));
        Assert.Equal(0, Metrics.IndexOfLargest([float.NaN, float.NaN]));
        Assert.Throws<ArgumentException>(() => Metrics.IndexOfLargest([]));
    }

    [Fact]
    public void AccuraciesCountRightAnswers()
    {
        Assert.Equal(0.75, Metrics.Accuracy([0, 1, 2, 2], [0, 1, 2, 0]));
        Assert.Equal(0.5, Metrics.Accuracy([0.1f, 0.9f, 0.8f, 0.2f], [1, 1], classCount: 2));
        Assert.Equal(0.75, Metrics.BinaryAccuracy([0.6f, 0.5f, 0.4f, 0.9f], [1, 0, 1, 1]));
        Assert.Equal(0, Metrics.BinaryAccuracy([float.NaN, float.NaN], [1, 0]));
        Assert.Equal(double.NaN, Metrics.Accuracy([], []));
        Assert.Throws<ArgumentException>(() => Metrics.Accuracy([0], [0, 1]));
        Assert.Throws<ArgumentException>(() => Metrics.Accuracy([0, 1, 2], [0], classCount: 2));
        Assert.Throws<ArgumentException>(() => Metrics.BinaryAccuracy([0], [0, 1]));
    }

    [Fact]
    public void ErrorsFollowTheirFormulas()
    {
        // The example of scikit-learn's documentation: R² is 0.948...
        float[] predictions = [2.5f, 0, 2, 8];
        float[] targets = [3, -0.5f, 2, 7];
        Assert.Equal(0.5, Metrics.MeanAbsoluteError(predictions, targets));
        Assert.Equal(Math.Sqrt(0.375), Metrics.RootMeanSquaredError(predictions, targets), 1e-12);
        Assert.Equal(0.948608137, Metrics.RSquared(predictions, targets), 1e-9);
        Assert.Equal(double.NaN, Metrics.RSquared([1, 2], [3, 3]));
        Assert.Throws<ArgumentException>(() => Metrics.MeanAbsoluteError([1], [1, 2]));
    }

    [Fact]
    public void TheConfusionMatrixYieldsItsRatios()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.Add([0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1, 0]);
        Assert.Equal((2, 1, 1, 3), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
        Assert.Equal(7, matrix.Total);
        Assert.Equal(5.0 / 7, matrix.Accuracy);
        Assert.Equal(2.0 / 3, matrix.Precision(0));
        Assert.Equal(2.0 / 3, matrix.Recall(0));
        Assert.Equal(0.75, matrix.Precision(1));
        Assert.Equal(0.75, matrix.F1(1));

        // Class 2 was neither there nor predicted.
        Assert.Equal((0, 0, 0), (matrix.Precision(2), matrix.Recall(2), matrix.F1(2)));
        Assert.Equal((2.0 / 3 + 0.75) / 3, matrix.MacroF1, 1e-12);
        Assert.Equal((4, 3), (matrix.ActualCount(1), matrix.PredictedCount(0)));
    }

    [Fact]
    public void TheConfusionMatrixRefusesWhatIsNoClass()
    {
        var matrix = new ConfusionMatrix(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(0, -1));
        Assert.Throws<ArgumentException>(() => matrix.Add([0, 1], [0, 2]));
        Assert.Throws<ArgumentException>(() => matrix.Add([0, 1], [0]));
        Assert.Equal(0, matrix.Total);
        Assert.Throws<ArgumentException>(() => matrix.ToTable(["only one"]));
    }

    [Fact]
    public void TheTableIsAlignedAndCultureInvariant()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var matrix = new ConfusionMatrix(2);
            matrix.Add([0, 0, 0, 1], [0, 0, 1, 1]);
            Assert.Equal(
                """
                actual  cat  dog  precision     recall         F1
                cat       2    1     1.0000     0.6667     0.8000
                dog       0    1     0.5000     1.0000     0.6667
                mean                 0.7500     0.8333     0.7333
                accuracy 0.7500 of 4 samples

                """,
                matrix.ToTable(["cat", "dog"])
            );
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
