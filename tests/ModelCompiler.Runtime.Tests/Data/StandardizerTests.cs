namespace ModelCompiler.Runtime.Tests.Data;

public class StandardizerTests
{
    [Fact]
    public void TransformsToMeanZeroAndDeviationOne()
    {
        var data = new Dataset([1, 100, 2, 300, 3, 200, 6, 400], 2, [0, 1, 0, 1], 2);
        var standardizer = Standardizer.Fit(data);
        Assert.Equal([3f, 250f], standardizer.Means.ToArray());
        Assert.Equal(Math.Sqrt(3.5), standardizer.StandardDeviations[0], 1e-6);
        Dataset transformed = standardizer.Transform(data);
        Assert.Equal([0, 1, 0, 1], transformed.Classes.ToArray());
        for (int feature = 0; feature < 2; feature++)
        {
            double[] values = [.. Enumerable.Range(0, 4).Select(i => (double)transformed.Input(i)[feature])];
            Assert.Equal(0, values.Average(), 1e-6);
            Assert.Equal(1, values.Average(value => value * value), 1e-5);
        }

        Assert.Equal(1f, data.Inputs[0]);
        float[] back = transformed.Inputs.ToArray();
        standardizer.InverseTransform(back);
        for (int i = 0; i < back.Length; i++)
            Assert.Equal(data.Inputs[i], back[i], 1e-4);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(-1e30f)]
    [InlineData(float.Epsilon)]
    public void AConstantFeatureBecomesZeroAndComesBack(float constant)
    {
        float[] values = Enumerable.Repeat(constant, 1001).ToArray();
        var standardizer = Standardizer.Fit(values, 1);
        Assert.Equal(1f, standardizer.StandardDeviations[0]);
        standardizer.Transform(values);
        Assert.All(values, value => Assert.Equal(0f, value));
        standardizer.InverseTransform(values);
        Assert.All(values, value => Assert.Equal(constant, value));
    }

    [Fact]
    public void ALargeMeanDoesNotHideASmallSpread()
    {
        float[] values = [16777214, 16777215, 16777216];
        Assert.Equal(Math.Sqrt(2.0 / 3), Standardizer.Fit(values, 1).StandardDeviations[0], 1e-6);
    }

    [Theory]
    [InlineData(10_000_000f, 10_000_001f)]
    [InlineData(-16_777_215f, -16_777_214f)]
    [InlineData(1_764_356_224f, 1_764_356_352f)] // seconds since 1970: a float counts in steps of 128
    [InlineData(1e30f, 1.0000001e30f)]
    public void AMeanBetweenTwoNeighbouringFloatsIsKept(float low, float high)
    {
        float[] values = [low, high, low, high];
        var standardizer = Standardizer.Fit(values, 1);
        Assert.Equal(((double)low + high) / 2, standardizer.Means[0]);
        float[] transformed = [.. values];
        standardizer.Transform(transformed);
        Assert.Equal([-1f, 1f, -1f, 1f], transformed);
        standardizer.InverseTransform(transformed);
        Assert.Equal(values, transformed);

        var restored = new Standardizer(standardizer.Means, standardizer.StandardDeviations);
        restored.Transform(values);
        Assert.Equal([-1f, 1f, -1f, 1f], values);
    }

    [Fact]
    public void TargetsAreStandardizedSeparately()
    {
        var data = new Dataset([1, 2], 1, [10f, 20f], 1);
        var standardizer = Standardizer.FitTargets(data);
        Dataset transformed = standardizer.TransformTargets(data);
        Assert.Equal([-1f, 1f], transformed.Targets.ToArray());
        Assert.Equal([1f, 2f], transformed.Inputs.ToArray());
        Assert.Throws<ArgumentException>(() => Standardizer.FitTargets(new Dataset([1], 1, [0], 1)));
    }

    [Fact]
    public void IsRestoredFromItsNumbers()
    {
        var fitted = Standardizer.Fit([1, 2, 3, 9], 2);
        var restored = new Standardizer(fitted.Means, fitted.StandardDeviations);
        float[] first = [4, 5];
        float[] second = [4, 5];
        fitted.Transform(first);
        restored.Transform(second);
        Assert.Equal(first, second);
        Assert.Throws<ArgumentException>(() => new Standardizer([0], [0]));
        Assert.Throws<ArgumentException>(() => new Standardizer([0, 1], [1]));
        Assert.Throws<ArgumentException>(() => new Standardizer([float.NaN], [1]));
    }

    [Fact]
    public void WrongSizesAreRefused()
    {
        var standardizer = Standardizer.Fit([1, 2, 3, 9], 2);
        Assert.Throws<ArgumentException>(() => standardizer.Transform(new float[3]));
        Assert.Throws<ArgumentException>(() => standardizer.InverseTransform(new float[3]));
        Assert.Contains(
            "has 1 input per sample, but the standardizer was fitted on 2",
            Assert.Throws<ArgumentException>(() => standardizer.Transform(new Dataset([1], 1, [0], 1))).Message
        );
        Assert.Throws<ArgumentException>(() => Standardizer.Fit([], 2));
        Assert.Throws<ArgumentException>(() => Standardizer.Fit([1, 2, 3], 2));
    }
}
