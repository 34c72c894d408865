namespace ModelCompiler.Runtime.Tests.Rows;

public sealed class RowSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Standardizers_of_rows_are_those_of_memory()
    {
        var random = new RandomSequence(4);
        float[] values = new float[3 * 5000];
        for (int i = 0; i < values.Length; i += 3)
            (values[i], values[i + 1], values[i + 2]) = (1e6f + random.NextNormal(), random.NextUniform(), 7.1f);
        Standardizer expected = Standardizer.Fit(values, 3);
        Standardizer found = Standardizer.Fit(RowTable.InMemory(values, 3));
        for (int feature = 0; feature < 3; feature++)
        {
            Assert.Equal(expected.Means[feature], found.Means[feature], Math.Abs(expected.Means[feature]) * 1e-12);
            Assert.Equal(expected.StandardDeviations[feature], found.StandardDeviations[feature], 1e-9);
        }

        Assert.Equal(1, found.StandardDeviations[2]);
        float[] few = values[..30];
        Assert.Equal(Standardizer.Fit(few, 3).Means, Standardizer.Fit(RowTable.InMemory(few, 3)).Means);
        Assert.Throws<ArgumentException>(() => Standardizer.Fit(RowTable.InMemory(default, 3)));
    }

    [Fact]
    public void Standardized_views_transform_what_is_read()
    {
        using RowSource rows = RowSource.ForTargets(
            RowTable.InMemory(new float[] { 1, 2, 3 }, 1),
            RowTable.InMemory(new float[] { 10, 20, 60 }, 1)
        );
        RowSource both = Standardizer.FitTargets(rows).TransformTargets(Standardizer.Fit(rows).Transform(rows));
        float[] read = new float[3];
        both.ReadInputs(0, read);
        float[] expected = [1, 2, 3];
        Standardizer.Fit(expected, 1).Transform(expected);
        Assert.Equal(expected, read);
        both.ReadTargets(0, read);
        expected = [10, 20, 60];
        Standardizer.Fit(expected, 1).Transform(expected);
        Assert.Equal(expected, read);
        Assert.NotEqual(rows.Fingerprint, both.Fingerprint);
    }

    [Fact]
    public void Classes_are_counted_and_checked()
    {
        float[] numbers = [.. Enumerable.Range(0, 9000).Select(i => (float)(1 + (i % 3 == 0 ? 1 : 0)))];
        using RowSource rows = RowSource.ForClasses(
            RowTable.InMemory(new float[9000], 1),
            RowTable.InMemory(numbers, 1),
            classCount: 3,
            firstClass: 1
        );
        Assert.Equal([6000, 3000, 0], rows.CountClasses());
        Assert.Equal([0.75f, 1.5f, 0], SampleWeights.Balanced(rows.CountClasses()));
        numbers[8123] = 4;
        Assert.Contains("'memory', row 8123 has class 4", Assert.Throws<InvalidDataException>(rows.CountClasses).Message);
        numbers[8123] = 1.5f;
        Assert.Contains("has class 1.5", Assert.Throws<InvalidDataException>(rows.CountClasses).Message);
        Assert.Throws<InvalidOperationException>(() => rows.ReadTargets(0, new float[1]));
    }

    [Fact]
    public void Weights_count_as_those_of_a_dataset()
    {
        Dataset data = Training.TestData.ThreeClouds(40);
        float[] weights = [.. Enumerable.Range(0, 40).Select(i => i % 3 * 0.5f)];
        using RowSource rows = RowSource.Of(data).WithWeights(RowTable.InMemory(weights, 1));
        Assert.True(rows.HasWeights);
        var model = new Training.TestNetwork<Training.ThreeClasses>(1);
        Assert.Equal(Evaluator.Evaluate(model, data.WithWeights(weights)).Loss, Evaluator.Evaluate(model, rows).Loss);
        Assert.Equal(
            Evaluator.Evaluate(model, data.WithWeights(weights)).Loss,
            Evaluator.Evaluate(model, RowSource.Of(data.WithWeights(weights))).Loss
        );
        weights[7] = -1;
        Assert.Contains("row 7 has the weight -1", Assert.Throws<InvalidDataException>(() => Evaluator.Evaluate(model, rows)).Message);
    }

    [Fact]
    public void Files_are_written_whole_or_not_at_all()
    {
        string path = _folder.Path("a.safetensors");
        using (var writer = new RowFileWriter(path, 2, 1))
        {
            writer.Add([1, 2, 3, 4], [5f, 6f]);
            writer.Add([7, 8], [9f]);
            Assert.Throws<ArgumentException>(() => writer.Add([7, float.NaN], [9f]));
            Assert.Throws<InvalidOperationException>(() => writer.Add([7, 8], [1]));
            Assert.False(File.Exists(path));
            writer.Complete();
        }

        Assert.Equal(["a.safetensors"], _folder.Files());
        using (RowSource rows = RowFile.Open(path))
        {
            float[] inputs = new float[6],
                targets = new float[3];
            rows.ReadInputs(0, inputs);
            rows.ReadTargets(0, targets);
            Assert.Equal([1, 2, 3, 4, 7, 8], inputs);
            Assert.Equal([5, 6, 9], targets);
        }

        using (RowFileWriter unfinished = RowFileWriter.ForClasses(_folder.Path("b"), 2, 3))
            unfinished.Add([1, 2], [2]);
        Assert.Equal(["a.safetensors"], _folder.Files());

        using (RowFileWriter classes = RowFileWriter.ForClasses(path, 2, 3))
        {
            classes.Add([1, 2], [2]);
            classes.Complete();
        }

        using RowSource one = RowFile.Open(path);
        int[] read = new int[1];
        one.ReadClasses(0, read);
        Assert.Equal((3, 2), (one.ClassCount, read[0]));
    }

    public void Dispose() => _folder.Dispose();
}
