namespace ModelCompiler.Runtime.Tests.Serialization;

public class ModelSerializationTests
{
    [Fact]
    public void What_is_saved_loads_to_the_bit()
    {
        using var folder = new TemporaryFolder();
        LinearModel model = LinearModel.Create(1);
        ParameterDescriptor bias = LinearModel.Description.Parameter("linear.bias");
        model.Parameters[bias.Offset] = float.NaN;
        model.Parameters[bias.Offset + 1] = -0f;
        model.Parameters[bias.Offset + 2] = float.Epsilon;
        model.Save(folder.File("model.safetensors"));

        LinearModel other = LinearModel.Create(2);
        other.Load(folder.File("model.safetensors"));
        AssertSameBits(model.Parameters, other.Parameters);

        LinearModel third = LinearModel.Create(3);
        third.Load(File.ReadAllBytes(folder.File("model.safetensors")).AsSpan());
        AssertSameBits(model.Parameters, third.Parameters);
    }

    [Fact]
    public void A_reader_written_from_the_specification_finds_names_shapes_and_values()
    {
        LinearModel model = LinearModel.Create(1);
        var reader = new SpecificationReader(Saved(model));

        Assert.Equal(["linear.bias", "linear.weight"], reader.Names);
        Assert.Equal("pt", reader.Metadata("format"));
        Assert.Equal("LinearModel", reader.Metadata("model"));
        Assert.Equal("F32", reader.Type("linear.weight"));
        Assert.Equal([35, 3], reader.Shape("linear.weight"));
        Assert.Equal([35], reader.Shape("linear.bias"));
        Assert.Equal([0, 140], reader.Offsets("linear.bias"));
        Assert.Equal([140, 560], reader.Offsets("linear.weight"));
        Assert.Equal(560, reader.DataLength);
        Assert.Equal('{', reader.HeaderText[0]);
        Assert.Equal(0, reader.HeaderText.Length % 8);
        float[] weight = reader.Floats("linear.weight");
        for (int output = 0; output < 35; output++)
        for (int input = 0; input < 3; input++)
            Assert.Equal(
                model.Parameters[LinearModel.Description.Parameters[0].Layout.IndexOf(output, input)],
                weight[(output * 3) + input]
            );
        Assert.Equal(model.Parameters.Slice(144, 35).ToArray(), reader.Floats("linear.bias"));
    }

    [Fact]
    public void A_file_by_another_writer_loads()
    {
        LinearModel model = LinearModel.Create(1);
        model.Load(HandMadeFile.LinearModel().AsSpan());
        var weight = new ParameterView(LinearModel.Description.Parameter("linear.weight"), model.Parameters);
        var bias = new ParameterView(LinearModel.Description.Parameter("linear.bias"), model.Parameters);
        Assert.Equal(3 * 34 + 1, weight[34, 1]);
        Assert.Equal(34.5f, bias[34]);
        Assert.Equal(0, model.Parameters[^1]);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_in_every_culture()
    {
        byte[] first = Saved(LinearModel.Create(1));
        System.Globalization.CultureInfo culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("ar-SA");
            Assert.Equal(first, Saved(LinearModel.Create(1)));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("Missing: linear.weight. Unexpected: other.weight.", "linear.bias", "[35]", "F32", "other.weight", "[35,3]")]
    [InlineData(
        "'linear.weight' has shape [3, 35] in the file, but LinearModel needs [35, 3].",
        "linear.bias",
        "[35]",
        "F32",
        "linear.weight",
        "[3,35]"
    )]
    [InlineData(
        "'linear.bias' has shape [35, 1] in the file, but LinearModel needs [35].",
        "linear.bias",
        "[35,1]",
        "F32",
        "linear.weight",
        "[35,3]"
    )]
    [InlineData("'linear.bias' has dtype I32", "linear.bias", "[35]", "I32", "linear.weight", "[35,3]")]
    public void A_file_that_does_not_fit_leaves_the_model_alone(
        string problem,
        string bias,
        string biasShape,
        string biasType,
        string weight,
        string weightShape
    )
    {
        byte[] file = HandMadeFile.Of(
            $$$"""{"{{{bias}}}":{"dtype":"{{{biasType}}}","shape":{{{biasShape}}},"data_offsets":[0,140]},"{{{weight}}}":{"dtype":"F32","shape":{{{weightShape}}},"data_offsets":[140,560]}}""",
            new byte[560]
        );
        LinearModel model = LinearModel.Create(1);
        float[] before = model.Copy();
        Assert.Contains(problem, Assert.Throws<SafeTensorsException>(() => model.Load(file.AsSpan())).Message, StringComparison.Ordinal);
        AssertSameBits(before, model.Parameters);
    }

    [Fact]
    public void Without_strict_what_fits_is_loaded_but_wrong_shapes_are_refused()
    {
        byte[] file = HandMadeFile.Of(
            """{"linear.bias":{"dtype":"F32","shape":[35],"data_offsets":[0,140]},"other":{"dtype":"U8","shape":[1],"data_offsets":[140,141]}}""",
            new byte[141]
        );
        LinearModel model = LinearModel.Create(1);
        float weight = model.Parameters[0];
        model.Load(file.AsSpan(), strict: false);
        Assert.Equal(weight, model.Parameters[0]);
        Assert.Equal(0, model.Parameters[LinearModel.Description.Parameter("linear.bias").Offset]);

        byte[] wrong = HandMadeFile.Of("""{"linear.bias":{"dtype":"F32","shape":[34],"data_offsets":[0,136]}}""", new byte[136]);
        Assert.Throws<SafeTensorsException>(() => model.Load(wrong.AsSpan(), strict: false));
    }

    [Fact]
    public void A_stream_that_fails_half_way_leaves_the_model_alone()
    {
        byte[] file = HandMadeFile.LinearModel();
        LinearModel model = LinearModel.Create(1);
        float[] before = model.Copy();
        for (int limit = 0; limit < file.Length; limit += 7)
        {
            using var stream = new FailingStream(new MemoryStream(file), limit);
            Assert.Throws<IOException>(() => model.Load(stream));
            AssertSameBits(before, model.Parameters);
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        LinearModel model = LinearModel.Create(1);
        Assert.Throws<SafeTensorsException>(() => model.Load(ReadOnlySpan<byte>.Empty));
        Assert.Throws<ArgumentException>(() => model.Save(""));
        Assert.Throws<ArgumentException>(() => model.Load(""));
        Assert.Throws<ArgumentNullException>(() => ((LinearModel)null!).Load("x"));
        Assert.Throws<ArgumentNullException>(() => ((LinearModel)null!).Save("x"));
    }

    internal static byte[] Saved(LinearModel model)
    {
        var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    internal static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        Assert.Equal(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected).ToArray(),
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(actual).ToArray()
        );
}
