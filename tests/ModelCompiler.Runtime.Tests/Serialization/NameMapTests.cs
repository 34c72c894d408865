namespace ModelCompiler.Runtime.Tests.Serialization;

/// <summary>Files whose names are not the model's.</summary>
public class NameMapTests
{
    private static readonly (string, int[])[] _perceptron =
    [
        ("Hidden1.weight", [8, 8]),
        ("Hidden1.bias", [8]),
        ("Hidden2.weight", [8, 8]),
        ("Hidden2.bias", [8]),
        ("output.weight", [3, 8]),
        ("output.bias", [3]),
    ];

    [Fact]
    public void A_sequential_network_is_matched_in_the_order_of_its_numbers()
    {
        NameProposal proposal = Propose(_perceptron, Linear("10", 8, 8), Linear("2", 8, 8), Linear("12", 3, 8));
        Assert.True(proposal.IsComplete);
        Assert.Equal(
            """
            NameMap.Of(
                ("2.", "Hidden1."), // bias [8], weight [8, 8]
                ("10.", "Hidden2."), // bias [8], weight [8, 8]
                ("12.", "output.") // bias [3], weight [3, 8]
            );

            """,
            proposal.ToString()
        );
    }

    [Fact]
    public void Names_decide_before_the_order()
    {
        NameProposal proposal = Propose(
            [("OutProj.weight", [4, 4]), ("gate.weight", [4, 4]), ("Conv1.weight", [4, 4])],
            [("net.layer.0.conv1.weight", [4, 4])],
            [("net.out_proj.weight", [4, 4])],
            [("net.gate.weight", [4, 4])]
        );
        Assert.True(proposal.IsComplete);
        Assert.Contains("(\"net.out_proj.\", \"OutProj.\"),", proposal.ToString(), StringComparison.Ordinal);
        Assert.Contains("(\"net.gate.\", \"gate.\"),", proposal.ToString(), StringComparison.Ordinal);
        Assert.Contains("(\"net.layer.0.conv1.\", \"Conv1.\")", proposal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_be_either_is_left_to_a_person()
    {
        byte[] file = File([.. Linear("mean", 8, 8), .. Linear("variance", 8, 8), .. Linear("head", 3, 8), .. Linear("rest", 5, 5)]);
        using var reader = new SafeTensorsReader(new MemoryStream(file));
        var table = new TensorTable(reader, "vae");
        ModelDescription description = Description([.. _perceptron, ("gain.weight", [7])]);
        NameProposal proposal = NameProposal.Of(table, description);
        Assert.False(proposal.IsComplete);
        Assert.Equal(
            """
            NameMap.Of(
                ("head.", "output.") // bias [3], weight [3, 8]
            );
            // Cannot be told apart, bias [8], weight [8, 8]: 'mean.', 'variance.' of the file, 'Hidden1.', 'Hidden2.' of the model.
            // Only in the file: "rest." // bias [5], weight [5, 5]
            // Only in the model: "gain." // weight [7]

            """,
            proposal.ToString()
        );
        string message = Assert.Throws<SafeTensorsException>(() => NameMap.ByOrder.Names(table, description, "vae")).Message;
        Assert.Contains("neither their names nor their order tell which is which", message, StringComparison.Ordinal);
        Assert.Contains("NameMap.Of((\"mean.\", \"Hidden1.\"), ...)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_layers_than_the_model_has_are_no_order() =>
        Assert.False(Propose(_perceptron, Linear("0", 8, 8), Linear("2", 3, 8)).IsComplete);

    [Fact]
    public void Loads_files_streams_and_bytes_and_passes_over_counters()
    {
        using var folder = new TemporaryFolder();
        byte[] file = File([("0.weight", [35, 3]), ("0.bias", [35]), ("0.num_batches_tracked", [])]);
        System.IO.File.WriteAllBytes(folder.File("a"), file);
        LinearModel model = LinearModel.Create(1);
        Assert.Equal(2, model.Load(folder.File("a"), NameMap.ByOrder).Loaded.Count);
        Assert.Equal(2, model.Load(new MemoryStream(file), NameMap.ByOrder).Loaded.Count);
        Assert.Equal(2, model.Load(file.AsSpan(), NameMap.Of(("{n}.", "linear."))).Loaded.Count);
        Assert.Equal(2, model.Load(folder.File("a"), NameMap.Propose(model, folder.File("a"))).Loaded.Count);
        Assert.Equal("NameMap.ByOrder", NameMap.ByOrder.ToString());
    }

    [Fact]
    public void A_misfit_leaves_the_model_as_it_was()
    {
        LinearModel model = LinearModel.Create(1);
        float[] before = model.Copy();
        byte[] longer = File([("0.weight", [35, 3]), ("0.bias", [35]), ("1.weight", [1])]);
        Assert.Contains(
            "Unexpected: 1.weight",
            Assert.Throws<SafeTensorsException>(() => model.Load(longer.AsSpan(), NameMap.ByOrder)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the pattern \"fc.\" fits no name in the file",
            Assert.Throws<SafeTensorsException>(() => model.Load(longer.AsSpan(), NameMap.Of(("0.", "linear."), ("fc.", null)))).Message,
            StringComparison.Ordinal
        );
        ModelSerializationTests.AssertSameBits(before, model.Parameters);
        Assert.Equal(["1.weight"], model.Load(longer.AsSpan(), NameMap.ByOrder, strict: false).Unexpected);
        Assert.Equal(2, model.Load(longer.AsSpan(), NameMap.Of(("0.", "linear."), ("1.weight", null))).Loaded.Count);
    }

    [Theory]
    [InlineData("features.{n}.", "Conv{n}.", "features.12.weight", "Conv12.weight")]
    [InlineData("{a}.{b}.", "{b}{a}.", "x.y.z.weight", "yx.z.weight")]
    [InlineData("layer{n}_{m}.", "block{m}.", "layer1_2.bias", "block2.bias")]
    [InlineData("{n}.{n}.", "same{n}.", "3.3.bias", "same3.bias")]
    [InlineData("{n}.{n}.", "same{n}.", "3.33.bias", null)]
    [InlineData("", "net.", "fc.bias", "net.fc.bias")]
    [InlineData("net.", "", "net.fc.bias", "fc.bias")]
    [InlineData("fc.bias", "out.bias", "fc.bias", "out.bias")]
    [InlineData("fc.bias", "out.bias", "fc.bias2", null)]
    [InlineData("features.{n}.", "Conv{n}.", "features.weight", null)]
    public void Patterns_fit_whole_names_and_beginnings(string inFile, string inModel, string name, string? expected)
    {
        Assert.Equal(expected is not null, new NamePattern(inFile, inModel).Fits(name, out string? renamed));
        Assert.Equal(expected, renamed);
    }

    [Theory]
    [InlineData("features.{n}.", "Conv{m}.", "has {m}")]
    [InlineData("features.{n}.", "Conv", "must both end with a dot")]
    [InlineData("features.{n", "Conv", "is no pattern")]
    [InlineData("features.{}.", "Conv.", "is no pattern")]
    [InlineData("features.{1}.", "Conv.", "is no pattern")]
    [InlineData("{a}{b}.", "Conv.", "is no pattern")]
    public void Malformed_patterns_say_how_they_are_written(string inFile, string inModel, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => NameMap.Of((inFile, inModel))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_first_pattern_that_fits_decides() =>
        Assert.Equal("NameMap.Of((\"a.b.\", null), (\"a.\", \"x.\"))", NameMap.Of(("a.b.", null), ("a.", "x.")).ToString());

    private static NameProposal Propose((string, int[])[] model, params (string, int[])[][] layers)
    {
        using var reader = new SafeTensorsReader(new MemoryStream(File([.. layers.SelectMany(layer => layer)])));
        return NameProposal.Of(new TensorTable(reader, "file"), Description(model));
    }

    private static (string, int[])[] Linear(string name, int outputs, int inputs) =>
        [($"{name}.weight", [outputs, inputs]), ($"{name}.bias", [outputs])];

    private static ModelDescription Description((string Name, int[] Shape)[] parameters)
    {
        int index = 0,
            offset = 0;
        var all = new List<ParameterDescriptor>();
        foreach ((string name, int[] shape) in parameters)
        {
            int count = shape.Aggregate(1, (product, dimension) => product * dimension);
            all.Add(new ParameterDescriptor(index++, name, shape, offset, new ParameterLayout(count, 1, count)));
            offset += count;
        }

        return new ModelDescription
        {
            Name = "Model",
            InputSize = 1,
            OutputSize = 1,
            InputShape = [1],
            OutputShape = [1],
            ParameterCount = offset,
            ParameterBufferLength = offset,
            WorkspaceBytes = 0,
            Loss = Loss.MeanSquaredError,
            Layers = [],
            Parameters = all,
            Architecture = "Model",
        };
    }

    private static byte[] File((string Name, int[] Shape)[] tensors)
    {
        var writer = new SafeTensorsWriter();
        foreach ((string name, int[] shape) in tensors)
            writer.Add(name, shape, new float[shape.Aggregate(1, (product, dimension) => product * dimension)]);
        var stream = new MemoryStream();
        writer.WriteTo(stream);
        return stream.ToArray();
    }
}
