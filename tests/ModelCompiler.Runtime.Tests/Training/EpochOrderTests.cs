namespace ModelCompiler.Runtime.Tests.Training;

public class EpochOrderTests
{
    [Fact]
    public void TheOrderIsAPureFunctionOfSeedAndEpoch()
    {
        var order = new EpochOrder(100, seed: 5);
        order.Shuffle(3);
        int[] third = order.Samples.ToArray();
        order.Shuffle(0);
        Assert.NotEqual(third, order.Samples.ToArray());
        order.Shuffle(3);
        Assert.Equal(third, order.Samples.ToArray());
        var other = new EpochOrder(100, seed: 6);
        other.Shuffle(3);
        Assert.NotEqual(third, other.Samples.ToArray());
        Assert.Equal(Enumerable.Range(0, 100), third.Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BatchesHoldTheSamplesTheyName(bool shuffle)
    {
        Dataset data = TestData.ThreeClouds(11);
        var batches = new BatchSource(data, batchSize: 4, shuffle ? new EpochOrder(data.Count, seed: 1) : null);
        batches.BeginEpoch(2);
        var order = new EpochOrder(11, seed: 1);
        order.Shuffle(2);
        int next = 0;
        for (int index = 0; index < batches.BatchCount; index++)
        {
            Batch batch = batches[index];
            for (int i = 0; i < batch.Count; i++, next++)
            {
                int sample = shuffle ? order.Samples[next] : next;
                Assert.Equal(data.Class(sample), batch.Classes[i]);
                Assert.Equal(data.Input(sample).ToArray(), batch.Inputs.Slice(2 * i, 2).ToArray());
            }
        }

        Assert.Equal(11, next);
    }

    [Fact]
    public void WithoutShufflingNothingIsCopied()
    {
        Dataset data = TestData.Plane(10);
        Batch batch = new BatchSource(data, batchSize: 4, order: null)[1];
        Assert.True(batch.Inputs.Overlaps(data.Inputs));
        Assert.True(batch.Targets.Overlaps(data.Targets));
    }

    [Theory]
    [InlineData(12, 3)]
    [InlineData(14, 4)]
    [InlineData(7, 7)]
    [InlineData(9, 1)]
    public void LanesAreRunsOfConsecutiveSamples(int count, int lanes)
    {
        EpochOrder order = EpochOrder.Lanes(count, lanes);
        Assert.Equal(Enumerable.Range(0, count), order.Samples.ToArray().Order());
        for (int i = 0; i + lanes < count; i++)
            Assert.Equal(order.Samples[i] + 1, order.Samples[i + lanes]);
        int[] before = order.Samples.ToArray();
        order.Shuffle(3);
        Assert.Equal(before, order.Samples.ToArray());
    }
}
