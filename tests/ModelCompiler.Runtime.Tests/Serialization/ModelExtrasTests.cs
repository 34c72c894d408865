namespace ModelCompiler.Runtime.Tests.Serialization;

public class ModelExtrasTests
{
    [Fact]
    public void Everything_comes_back_to_the_bit_from_file_stream_and_bytes()
    {
        using var folder = new TemporaryFolder();
        LinearModel model = LinearModel.Create(1);
        ModelExtras saved = Extras();
        model.Save(folder.File("a"), saved);
        var stream = new MemoryStream();
        model.Save(stream, saved);
        byte[] bytes = File.ReadAllBytes(folder.File("a"));
        Assert.Equal(bytes, stream.ToArray());

        stream.Position = 0;
        LinearModel other = LinearModel.Create(2);
        other.Load(folder.File("a"), out ModelExtras first);
        other.Load(stream, out ModelExtras second);
        other.Load(bytes.AsSpan(), out ModelExtras third);
        ModelSerializationTests.AssertSameBits(model.Parameters, other.Parameters);
        foreach (
            ModelExtras extras in new[]
            {
                first,
                second,
                third,
                ModelExtras.Read(folder.File("a")),
                ModelExtras.Read(new MemoryStream(bytes)),
            }
        )
        {
            Assert.Equal(saved.InputStandardizer!.Means.ToArray(), extras.InputStandardizer!.Means.ToArray());
            Assert.Equal(saved.TargetStandardizer!.StandardDeviations.ToArray(), extras.TargetStandardizer!.StandardDeviations.ToArray());
            Assert.Equal(saved.ClassNames, extras.ClassNames);
            Assert.Equal(saved.Numbers, extras.Numbers);
            Assert.Equal(saved.Lists["quantiles"], extras.Lists["quantiles"]);
            Assert.Equal(saved.Texts, extras.Texts);
        }
    }

    [Fact]
    public void A_plain_load_passes_over_extras_and_other_tools_see_doubles()
    {
        var stream = new MemoryStream();
        LinearModel.Create(1).Save(stream, Extras());
        stream.Position = 0;
        LoadResult result = LinearModel.Create(2).Load(stream);
        Assert.Empty(result.Unexpected);
        var reader = new SpecificationReader(stream.ToArray());
        Assert.Equal("F64", reader.Type("extras:number:threshold"));
        Assert.Equal([], reader.Shape("extras:number:threshold"));
        Assert.Equal([3], reader.Shape("extras:inputs.mean"));
    }

    [Fact]
    public void A_file_without_extras_gives_empty_ones()
    {
        LinearModel.Create(1).Load(HandMadeFile.LinearModel().AsSpan(), out ModelExtras extras);
        Assert.Null(extras.InputStandardizer);
        Assert.Null(extras.ClassNames);
        Assert.Empty(extras.Numbers);
    }

    [Theory]
    [InlineData("the standardizer of the inputs has 2 features, but LinearModel has 3 inputs", 2, 35, 35)]
    [InlineData("the standardizer of the targets has 1 feature, but LinearModel has 35 outputs", 3, 1, 35)]
    [InlineData("the extras have 1 class name, but LinearModel with 35 outputs tells 35 classes apart", 3, 35, 1)]
    public void Sizes_that_do_not_fit_are_refused_when_saving_and_when_loading(string problem, int inputs, int targets, int names)
    {
        var extras = new ModelExtras
        {
            InputStandardizer = Standardizer(inputs),
            TargetStandardizer = Standardizer(targets),
            ClassNames = [.. Enumerable.Range(0, names).Select(i => $"{i}")],
        };
        LinearModel model = LinearModel.Create(1);
        Assert.Contains(
            problem,
            Assert.Throws<ArgumentException>(() => model.Save(new MemoryStream(), extras)).Message,
            StringComparison.OrdinalIgnoreCase
        );

        var writer = new SafeTensorsWriter();
        ParameterTensors.Add(writer, LinearModel.Description, model.Parameters);
        ModelExtrasFile.Add(writer, extras);
        var stream = new MemoryStream();
        writer.WriteTo(stream);
        stream.Position = 0;
        LinearModel other = LinearModel.Create(2);
        float[] before = other.Copy();
        Assert.Contains(problem, Assert.Throws<SafeTensorsException>(() => other.Load(stream, out _)).Message, StringComparison.Ordinal);
        ModelSerializationTests.AssertSameBits(before, other.Parameters);
    }

    [Theory]
    [InlineData(
        "'extras:inputs.standard_deviation' is missing",
        """{"extras:inputs.mean":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"""
    )]
    [InlineData("should have 0 dimensions", """{"extras:number:a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""")]
    [InlineData("should have 1 dimension", """{"extras:list:a":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]}}""")]
    [InlineData("cannot be read as floats", """{"extras:number:a":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}""")]
    [InlineData(
        "are no standardizer",
        """{"extras:inputs.mean":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"extras:inputs.standard_deviation":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"""
    )]
    [InlineData(
        "is no JSON list of texts",
        """{"__metadata__":{"extras:class_names":"[1]"},"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"""
    )]
    [InlineData(
        "is no JSON list of texts",
        """{"__metadata__":{"extras:class_names":"[\"a\""},"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"""
    )]
    [InlineData(
        "is no JSON list of texts",
        """{"__metadata__":{"extras:class_names":""},"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"""
    )]
    public void Damaged_extras_are_refused_in_words(string problem, string header) =>
        Assert.Contains(
            problem,
            Assert.Throws<SafeTensorsException>(() => ModelExtras.Read(new MemoryStream(HandMadeFile.Of(header, new byte[8])))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_standardizer_has_a_file_of_its_own()
    {
        using var folder = new TemporaryFolder();
        Standardizer saved = Standardizer(3);
        saved.Save(folder.File("a"));
        Assert.Equal(saved.Means.ToArray(), ModelCompiler.Standardizer.Load(folder.File("a")).Means.ToArray());
        Assert.Equal(
            saved.StandardDeviations.ToArray(),
            ModelCompiler.Standardizer.Load(new MemoryStream(File.ReadAllBytes(folder.File("a")))).StandardDeviations.ToArray()
        );
        Assert.Contains(
            "holds no standardizer",
            Assert
                .Throws<SafeTensorsException>(() => ModelCompiler.Standardizer.Load(new MemoryStream(HandMadeFile.LinearModel())))
                .Message,
            StringComparison.Ordinal
        );
    }

    private static ModelExtras Extras() =>
        new()
        {
            InputStandardizer = Standardizer(3),
            TargetStandardizer = Standardizer(35),
            ClassNames = [.. Enumerable.Range(0, 35).Select(i => $"class \"{i}\" é")],
            Numbers = { ["threshold"] = 0.1, ["nan"] = double.NaN },
            Lists = { ["quantiles"] = [0.1, 1e300], ["none"] = [] },
            Texts = { ["trained"] = "by night\n", [""] = "" },
        };

    private static Standardizer Standardizer(int features) =>
        ModelCompiler.Standardizer.Fit([.. Enumerable.Range(0, 2 * features).Select(i => (i * 0.1f) + (i % 3))], features);
}
