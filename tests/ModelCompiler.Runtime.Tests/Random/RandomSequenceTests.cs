namespace ModelCompiler.Runtime.Tests.Random;

public class RandomSequenceTests
{
    [Fact]
    public void It_reads_its_source_word_by_word()
    {
        var sequence = new RandomSequence(5, 6);
        var source = new CounterRandom(5, 6);
        Assert.Equal(source, sequence.Source);
        Assert.Equal(source.UInt32(0), sequence.NextUInt32());
        Assert.Equal(source.UInt32(1) | ((ulong)source.UInt32(2) << 32), sequence.NextUInt64());
        Assert.Equal(source.Uniform(3), sequence.NextUniform());
        Assert.Equal(source.Normal(4), sequence.NextNormal());
        Assert.Equal(5UL, sequence.Position);
    }

    [Fact]
    public void The_position_continues_exactly()
    {
        var straight = new RandomSequence(11);
        for (int i = 0; i < 100; i++)
            straight.NextInt(1_500_000_000);
        var resumed = new RandomSequence(11) { Position = straight.Position };
        int[] first = [.. Enumerable.Range(0, 50)],
            second = [.. Enumerable.Range(0, 50)];
        straight.Shuffle<int>(first);
        resumed.Shuffle<int>(second);
        Assert.Equal(first, second);
        Assert.Equal(straight.NextUInt64(), resumed.NextUInt64());
    }

    [Fact]
    public void Integers_are_in_range_and_equally_likely()
    {
        const int Count = 60_000;
        var sequence = new RandomSequence(3);
        int[] counts = new int[6];
        for (int i = 0; i < Count; i++)
            counts[sequence.NextInt(6)]++;
        double chiSquared = counts.Sum(c => (c - (Count / 6.0)) * (c - (Count / 6.0)) / (Count / 6.0));
        Assert.InRange(chiSquared, 0, 25.7); // 99.99 % of 5 degrees of freedom.
    }

    [Fact]
    public void Words_that_would_bias_are_rejected()
    {
        // Without rejection, two of three results would have 3 of the 2^32 words and the third one 2.
        const int Maximum = 3 << 29;
        var sequence = new RandomSequence(4);
        int[] thirds = new int[3];
        for (int i = 0; i < 30_000; i++)
            thirds[sequence.NextInt(Maximum) % 3]++;
        Assert.True(sequence.Position > 30_000);
        Assert.All(thirds, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Shuffles_are_permutations_and_equally_likely()
    {
        var sequence = new RandomSequence(8);
        var counts = new Dictionary<string, int>();
        char[] items = ['a', 'b', 'c'];
        for (int i = 0; i < 12_000; i++)
        {
            "abc".AsSpan().CopyTo(items);
            sequence.Shuffle<char>(items);
            string order = new(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(["abc", "acb", "bac", "bca", "cab", "cba"], counts.Keys.Order(StringComparer.Ordinal));
        Assert.All(counts.Values, count => Assert.InRange(count, 1_800, 2_200));
    }

    [Fact]
    public void One_possibility_is_zero_and_none_is_an_error()
    {
        var sequence = new RandomSequence(1);
        Assert.Equal(0, sequence.NextInt(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => sequence.NextInt(0));
        sequence.Shuffle<int>([]);
        Assert.Equal(1UL, sequence.Position);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var sequence = new RandomSequence(1);
        int[] items = new int[100];
        for (int warmUp = 0; warmUp < 100; warmUp++)
            Use(sequence, items);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Use(sequence, items);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Use(RandomSequence sequence, int[] items)
        {
            sequence.Shuffle<int>(items);
            sequence.NextUInt64();
            sequence.NextNormal();
            sequence.NextUniform();
        }
    }
}
