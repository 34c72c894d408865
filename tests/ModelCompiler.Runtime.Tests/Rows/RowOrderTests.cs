namespace ModelCompiler.Runtime.Tests.Rows;

public class RowOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(100)]
    [InlineData(1009)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(65535)]
    [InlineData(65537)]
    [InlineData(99991)]
    public void Every_item_has_one_place(int count)
    {
        for (int epoch = 0; epoch < 3; epoch++)
        {
            FeistelPermutation order = RowOrder.OfEpoch(count, seed: 7, epoch);
            bool[] seen = new bool[count];
            for (int place = 0; place < count; place++)
            {
                long item = order[place];
                Assert.False(seen[item]);
                seen[item] = true;
                Assert.Equal(place, order.PlaceOf(item));
            }
        }
    }

    [Theory]
    [InlineData(1_000_000_000)]
    [InlineData(1L << 40)]
    [InlineData((1L << 62) + 1)]
    public void Places_of_any_size_are_found_again(long count)
    {
        FeistelPermutation order = RowOrder.OfEpoch(count, seed: 3, epoch: 1);
        var seen = new HashSet<long>();
        for (long place = 0; place < 20_000; place++)
        {
            long each = count / 20_000 * place;
            Assert.InRange(order[each], 0, count - 1);
            Assert.Equal(each, order.PlaceOf(order[each]));
            Assert.True(seen.Add(order[each]));
        }
    }

    [Fact]
    public void Orders_depend_on_seed_and_epoch_and_nothing_else()
    {
        long[] first = Take(RowOrder.OfEpoch(1000, 1, 0));
        Assert.Equal(first, Take(RowOrder.OfEpoch(1000, 1, 0)));
        Assert.NotEqual(first, Take(RowOrder.OfEpoch(1000, 1, 1)));
        Assert.NotEqual(first, Take(RowOrder.OfEpoch(1000, 2, 0)));
        // Written down, so that a checkpoint of one version is continued to the bit by another.
        Assert.Equal(Written, first[..8]);

        static long[] Take(FeistelPermutation order) => [.. Enumerable.Range(0, 1000).Select(place => order[place])];
    }

    [Fact]
    public void Items_are_spread_evenly_over_places()
    {
        // Which tenth of the items goes to which tenth of the places: chi-squared of 81 degrees of freedom.
        const int Count = 100_000;
        for (ulong seed = 0; seed < 5; seed++)
        {
            FeistelPermutation order = RowOrder.OfEpoch(Count, seed, 0);
            double[] cells = new double[100];
            int fixedPoints = 0,
                neighbours = 0;
            for (int place = 0; place < Count; place++)
            {
                cells[(place / (Count / 10) * 10) + (order[place] / (Count / 10))]++;
                fixedPoints += order[place] == place ? 1 : 0;
                neighbours += place > 0 && order[place] == order[place - 1] + 1 ? 1 : 0;
            }

            Assert.InRange(cells.Sum(cell => (cell - 1000) * (cell - 1000) / 1000), 40, 140);
            Assert.InRange(fixedPoints, 0, 8);
            Assert.InRange(neighbours, 0, 8);
        }
    }

    [Theory]
    [InlineData(1, 4, 2)]
    [InlineData(7, 3, 2)]
    [InlineData(9, 3, 2)]
    [InlineData(100, 7, 4)]
    [InlineData(101, 1, 5)]
    [InlineData(1000, 64, 3)]
    [InlineData(50, 100, 3)]
    public void Blocks_cover_all_rows_once(int count, int blockRows, int windowBlocks)
    {
        for (int epoch = 0; epoch < 6; epoch++)
        {
            var order = new BlockOrder(count, blockRows, windowBlocks, seed: 5, epoch);
            var seen = new HashSet<long>();
            Assert.Equal(0, order.WindowStart(0));
            Assert.Equal(count, order.WindowStart(order.WindowCount));
            for (long window = 0; window < order.WindowCount; window++)
            {
                long start = order.WindowStart(window),
                    end = order.WindowStart(window + 1);
                for (long place = start; place < end; place++)
                    Assert.Equal(window, order.WindowAt(place));
                int at = 0;
                for (int block = 0; block < order.BlocksOfWindow(window); block++)
                {
                    (long first, int rows, int to) = order.Block(window, block);
                    Assert.Equal(at, to);
                    at += rows;
                    for (long row = first; row < first + rows; row++)
                        Assert.True(seen.Add(row));
                }

                Assert.Equal(end - start, at);
            }

            Assert.Equal(count, seen.Count);
            Assert.InRange(seen.Max(), 0, count - 1);
        }
    }

    private static readonly long[] Written = [822, 478, 893, 34, 574, 352, 233, 671];
}
