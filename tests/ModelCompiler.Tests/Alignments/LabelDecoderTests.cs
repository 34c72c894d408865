namespace ModelCompiler.Tests.Alignments;

/// <summary>The labels that outputs stand for.</summary>
public class LabelDecoderTests
{
    [Theory]
    [InlineData(new[] { 0, 1, 1, 0, 1, 2, 2, 0 }, 0, new[] { 1, 1, 2 })]
    [InlineData(new[] { 0, 0 }, 0, new int[0])]
    [InlineData(new int[0], 0, new int[0])]
    [InlineData(new[] { 0, 0, 2, 0, 1 }, 2, new[] { 0, 0, 1 })]
    [InlineData(new[] { 2, 2, 2 }, 0, new[] { 2 })]
    public void The_best_path(int[] path, int blank, int[] labels)
    {
        float[] outputs = [.. path.SelectMany(number => Enumerable.Range(0, 3).Select(other => other == number ? 0.5f : 0.25f))];
        Assert.Equal(labels, LabelDecoder.BestPath(outputs, 3, blank));
        float[] sure = Array.ConvertAll(outputs, value => value == 0.5f ? 1f : 0f);
        Assert.Equal(labels, LabelDecoder.PrefixBeamSearch(sure, 3, 1, blank));
        int[] room = new int[labels.Length];
        Assert.Equal(labels.Length, LabelDecoder.BestPath(outputs, 3, room, blank));
        Assert.Equal(labels, room);
        if (labels.Length > 0)
            Assert.Throws<ArgumentException>(() => LabelDecoder.BestPath(outputs, 3, room.AsSpan(1), blank));
    }

    [Fact]
    public void Several_paths_together_may_be_more_than_the_best_one()
    {
        // Blank twice has 0.36, more than any other path; but the label has 0.16 + 0.24 + 0.24.
        float[] outputs = [0.6f, 0.4f, 0.6f, 0.4f];
        Assert.Empty(LabelDecoder.BestPath(outputs, 2));
        Assert.Equal([1], LabelDecoder.PrefixBeamSearch(outputs, 2, 4));
    }

    [Theory]
    [InlineData(4, 3, 0)]
    [InlineData(5, 3, 2)]
    [InlineData(6, 2, 1)]
    [InlineData(3, 5, 0)]
    public void A_wide_beam_finds_the_most_probable_labels(int steps, int classes, int blank)
    {
        var random = new Random(steps);
        for (int trial = 0; trial < 20; trial++)
        {
            float[] outputs = [.. Enumerable.Range(0, steps).SelectMany(_ => Row(random, classes))];
            var sums = new Dictionary<string, double>();
            for (int number = 0; number < (int)Math.Pow(classes, steps); number++)
            {
                int rest = number;
                int[] path = new int[steps];
                double probability = 1;
                for (int step = 0; step < steps; step++, rest /= classes)
                    probability *= outputs[(step * classes) + (path[step] = rest % classes)];
                string labels = string.Join(' ', ReferenceAlignments.Collapsed(path, blank));
                sums[labels] = sums.GetValueOrDefault(labels) + probability;
            }

            Assert.Equal(
                sums.MaxBy(pair => pair.Value).Key,
                string.Join(' ', LabelDecoder.PrefixBeamSearch(outputs, classes, 10000, blank))
            );
        }
    }

    [Fact]
    public void Wrong_arguments()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelDecoder.BestPath([1f], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelDecoder.BestPath([1f, 0f], 2, blank: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelDecoder.BestPath([1f, 0f], 2, blank: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelDecoder.PrefixBeamSearch([1f, 0f], 2, 0));
        Assert.StartsWith(
            "3 outputs are no whole number of steps of 2 classes.",
            Assert.Throws<ArgumentException>(() => LabelDecoder.BestPath([1f, 0f, 0f], 2)).Message,
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<float> Row(Random random, int classes)
    {
        double[] values = [.. Enumerable.Range(0, classes).Select(_ => Math.Exp(3 * random.NextDouble()))];
        return values.Select(value => (float)(value / values.Sum()));
    }
}
