namespace ModelCompiler.Runtime.Tests.Data;

public sealed class DatasetFactoryTests
{
    [Fact]
    public void The_name_says_whether_whole_numbers_are_targets_or_classes()
    {
        Dataset targets = Dataset.ForTargets([1, 2, 3, 4], 2, [10, 20], 1);
        Assert.Equal((false, 1), (targets.HasClasses, targets.TargetSize));
        Assert.Equal([10f, 20f], targets.Targets.ToArray());

        Dataset classes = Dataset.ForClasses([1, 2, 3, 4], 2, [1, 0], 2);
        Assert.Equal((true, 2), (classes.HasClasses, classes.ClassCount));
        Assert.Equal([1, 0], classes.Classes.ToArray());

        Assert.Contains("ForTargets", Assert.Throws<ArgumentException>(() => new Dataset([1, 2, 3, 4], 2, [10, 20], 1)).Message);
    }

    [Fact]
    public void Counts_and_their_nouns_agree()
    {
        Assert.Equal("1 sample, 1 input, 1 class", Dataset.ForClasses([1], 1, [0], 1).ToString());
        Assert.Equal("2 samples, 2 inputs, 3 targets", Dataset.ForTargets([1, 2, 3, 4], 2, [1, 2, 3, 4, 5, 6], 3).ToString());
    }

    [Fact]
    public void The_fingerprint_tells_data_apart()
    {
        string original = Dataset.ForTargets([1, 2, 3, 4, 5, 6], 3, [1, 2], 1).Fingerprint;
        Assert.Equal(original, Dataset.ForTargets([1, 2, 3, 4, 5, 6], 3, [1, 2], 1).Fingerprint);
        Assert.Equal("2 samples, 3 inputs, 1 target, ", original[..^16]);
        string[] others =
        [
            Dataset.ForTargets([1, 2, 3, 4, 5, 7], 3, [1, 2], 1).Fingerprint,
            Dataset.ForTargets([2, 1, 3, 4, 5, 6], 3, [1, 2], 1).Fingerprint,
            Dataset.ForTargets([4, 5, 6, 1, 2, 3], 3, [2, 1], 1).Fingerprint,
            Dataset.ForTargets([1, 2, 3, 4, 5, 6], 3, [2, 1], 1).Fingerprint,
            Dataset.ForTargets([1, 2, 3, 4, 5, 6], 3, [1, -2], 1).Fingerprint,
            Dataset.ForClasses([1, 2, 3, 4, 5, 6], 3, [1, 2], 3).Fingerprint,
        ];
        Assert.Equal(others.Length + 1, others.Append(original).Distinct().Count());
        Assert.NotEqual(
            Dataset.ForTargets([0, 0, 0, 1], 1, [0, 0, 0, 0], 1).Fingerprint,
            Dataset.ForTargets([0, 1, 0, 0], 1, [0, 0, 0, 0], 1).Fingerprint
        );
    }
}
