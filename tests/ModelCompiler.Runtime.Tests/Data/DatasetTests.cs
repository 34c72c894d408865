namespace ModelCompiler.Runtime.Tests.Data;

public class DatasetTests
{
    [Fact]
    public void KeepsWhatItIsGivenAsACopy()
    {
        float[] inputs = [1, 2, 3, 4, 5, 6];
        float[] targets = [7, 8];
        var data = new Dataset(inputs, 3, targets, 1);
        inputs[0] = 99;
        targets[0] = 99;
        Assert.Equal((2, 3, 1, 0), (data.Count, data.InputSize, data.TargetSize, data.ClassCount));
        Assert.Equal([4f, 5f, 6f], data.Input(1).ToArray());
        Assert.Equal(1f, data.Inputs[0]);
        Assert.Equal([7f], data.Target(0).ToArray());
        Assert.False(data.HasClasses);
        Assert.Throws<InvalidOperationException>(() => data.Class(0));
        Assert.Throws<InvalidOperationException>(() => data.OneHot());
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Input(2).Length);
        Assert.Equal("2 samples, 3 inputs, 1 target", data.ToString());
    }

    [Fact]
    public void WrappingDoesNotCopy()
    {
        float[] inputs = [1, 2];
        Assert.True(Dataset.Wrap(inputs, 1, new[] { 0, 1 }, 2).Inputs.Overlaps(inputs));
    }

    [Fact]
    public void EveryFactoryMakesTheSameData()
    {
        var expected = new Dataset([1, 2, 3, 4], 2, [5f, 6f], 1);
        foreach (
            Dataset data in new[]
            {
                Dataset.Wrap(new float[] { 1, 2, 3, 4 }, 2, new float[] { 5, 6 }, 1),
                Dataset.From(
                    [
                        [1, 2],
                        [3, 4],
                    ],
                    [
                        [5],
                        [6],
                    ]
                ),
                Dataset.From(([1, 2], [5]), ([3, 4], [6])),
            }
        )
        {
            Assert.Equal(expected.Inputs.ToArray(), data.Inputs.ToArray());
            Assert.Equal(expected.Targets.ToArray(), data.Targets.ToArray());
            Assert.Equal((2, 2, 1), (data.Count, data.InputSize, data.TargetSize));
        }

        Dataset classes = Dataset.From(([1, 2], 0), ([3, 4], 2));
        Assert.Equal([0, 2], classes.Classes.ToArray());
        Assert.Equal(3, classes.ClassCount);
        Assert.Equal(
            5,
            Dataset
                .From(
                    [
                        [1f],
                    ],
                    [0],
                    classCount: 5
                )
                .ClassCount
        );
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinity")]
    [InlineData(float.NegativeInfinity, "-infinity")]
    public void ValuesThatAreNotFiniteAreRefusedByName(float value, string word)
    {
        float[] inputs = new float[100 * 3];
        inputs[(57 * 3) + 2] = value;
        var exception = Assert.Throws<ArgumentException>(() => new Dataset(inputs, 3, new int[100], 2));
        Assert.Contains($"input of sample 57, feature 2, is {word}", exception.Message);
        exception = Assert.Throws<ArgumentException>(() => new Dataset(new float[100], 1, inputs, 3));
        Assert.Contains($"target of sample 57, output 2, is {word}", exception.Message);
    }

    [Fact]
    public void EveryPositionOfANonFiniteValueIsFound()
    {
        for (int length = 0; length < 70; length++)
        {
            float[] values = Enumerable.Repeat(float.MaxValue, length).ToArray();
            Assert.Equal(-1, FiniteValues.IndexOfNonFinite(values));
            for (int i = 0; i < length; i++)
            {
                values[i] = i % 2 == 0 ? float.NaN : float.NegativeInfinity;
                Assert.Equal(i, FiniteValues.IndexOfNonFinite(values));
                values[i] = -float.Epsilon;
            }
        }
    }

    [Fact]
    public void LengthsAndClassesThatDoNotFitAreRefused()
    {
        Assert.Contains(
            "5 values are no whole number of samples of 2",
            Assert.Throws<ArgumentException>(() => new Dataset(new float[5], 2, new int[2], 2)).Message
        );
        Assert.Contains(
            "inputs for 2 samples but targets for 3",
            Assert.Throws<ArgumentException>(() => new Dataset(new float[4], 2, new float[3], 1)).Message
        );
        Assert.Contains(
            "inputs for 2 samples but 3 class indices",
            Assert.Throws<ArgumentException>(() => new Dataset(new float[4], 2, new int[3], 1)).Message
        );
        Assert.Contains(
            "Sample 1 has class 2, but with 2 classes the indices are 0 to 1",
            Assert.Throws<ArgumentException>(() => new Dataset(new float[2], 1, [0, 2], 2)).Message
        );
        Assert.Contains("Sample 0 has class -1", Assert.Throws<ArgumentException>(() => new Dataset(new float[2], 1, [-1, 0], 2)).Message);
        Assert.Contains(
            "Sample 1 has 2 values, but sample 0 has 1",
            Assert
                .Throws<ArgumentException>(() =>
                    Dataset.From(
                        [
                            [1],
                            [1, 2],
                        ],
                        [0, 0]
                    )
                )
                .Message
        );
        Assert.Throws<ArgumentException>(() => Dataset.From([], Array.Empty<float[]>()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dataset([], 0, ReadOnlySpan<int>.Empty, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dataset([], 1, ReadOnlySpan<int>.Empty, 0));
    }

    [Fact]
    public void OneHotMarksTheClass()
    {
        Dataset data = Numbered(4, classCount: 3).OneHot();
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0], data.Targets.ToArray());
        Assert.Equal((3, 0), (data.TargetSize, data.ClassCount));
    }

    [Fact]
    public void SlicesAndSubsetsNameTheirSamples()
    {
        Dataset data = Numbered(10, classCount: 3);
        Dataset slice = data.Slice(4, 3);
        Assert.True(slice.Inputs.Overlaps(data.Inputs));
        Assert.Equal([4f, 5f, 6f], FirstFeatures(slice));
        Assert.Equal([9f, 0f, 9f], FirstFeatures(data.Subset([9, 0, 9])));
        Assert.Equal([0, 0, 0], data.Subset([9, 0, 9]).Classes.ToArray());
        Assert.Contains("Entry 1 names sample 10", Assert.Throws<ArgumentException>(() => data.Subset([0, 10])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Slice(8, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Slice(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Slice(int.MaxValue, int.MaxValue));
    }

    [Theory]
    [InlineData(0.8, 80)]
    [InlineData(0.001, 1)]
    [InlineData(0.999, 99)]
    public void SplittingSharesOutEverySampleOnce(double fraction, int expected)
    {
        Dataset data = Numbered(100, classCount: 3);
        (Dataset first, Dataset second) = data.Split(fraction, seed: 4);
        Assert.Equal(expected, first.Count);
        Assert.Equal(FirstFeatures(data), FirstFeatures(first).Concat(FirstFeatures(second)).Order());
        Assert.NotEqual(FirstFeatures(data), FirstFeatures(first).Concat(FirstFeatures(second)));
        Assert.Equal(FirstFeatures(first), FirstFeatures(data.Split(fraction, seed: 4).First));
        Assert.NotEqual(FirstFeatures(second), FirstFeatures(data.Split(fraction, seed: 5).Second));
    }

    [Fact]
    public void AStratifiedSplitKeepsTheSharesOfTheClasses()
    {
        // 90 of class 0, 9 of class 1 and a single one of class 2.
        int[] classes = [.. Enumerable.Repeat(0, 90), .. Enumerable.Repeat(1, 9), 2];
        var data = new Dataset(Enumerable.Range(0, 100).Select(i => (float)i).ToArray(), 1, classes, 3);
        (Dataset first, Dataset second) = data.Split(2.0 / 3, seed: 1, stratified: true);
        Assert.Equal([60, 6, 1], Enumerable.Range(0, 3).Select(index => first.Classes.Count(index)));
        Assert.Equal([30, 3, 0], Enumerable.Range(0, 3).Select(index => second.Classes.Count(index)));
        Assert.Equal(FirstFeatures(data), FirstFeatures(first).Concat(FirstFeatures(second)).Order());
        Assert.NotEqual(FirstFeatures(first).Order(), FirstFeatures(first));
    }

    [Fact]
    public void SplitsThatCannotBeAreRefused()
    {
        Dataset data = Numbered(10, classCount: 3);
        foreach (double fraction in new[] { 0, 1, -0.5, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(fraction, seed: 1));
        Assert.Throws<InvalidOperationException>(() => data.Slice(0, 1).Split(0.5, seed: 1));
        Assert.Throws<InvalidOperationException>(() => data.OneHot().Split(0.5, seed: 1, stratified: true));
        Assert.Contains(
            "No class has more than one sample",
            Assert.Throws<InvalidOperationException>(() => data.Slice(0, 3).Split(0.5, seed: 1, stratified: true)).Message
        );
    }

    private static float[] FirstFeatures(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(i => data.Input(i)[0])];

    private static Dataset Numbered(int count, int classCount) =>
        new(
            [.. Enumerable.Range(0, count).SelectMany(i => new[] { (float)i, i * 10f })],
            2,
            [.. Enumerable.Range(0, count).Select(i => i % classCount)],
            classCount
        );
}
