using ModelCompiler.Importing;
using ModelCompiler.Importing.StateDicts;
using ModelCompiler.Onnx.Tests.Harness;
using ModelCompiler.Tool;

namespace ModelCompiler.Onnx.Tests;

/// <summary>State dicts: declarations that are proposed for them, and names that they give back.</summary>
public sealed class StateDictTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelcompiler-");

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_sequential_network_is_proposed_layer_by_layer()
    {
        ProposedNetwork proposal = Propose(Linear("0", 128, 784), Norm("1", 128), Linear("4", 10, 128));
        Assert.Equal(
            """
            using ModelCompiler;

            // Proposed from the names and shapes of net.safetensors. To decide or to check:
            // - A state dict has no activations, pools, dropout, flattening, joins or losses: add those of the network.
            // - The order of the layers is one in which each reads what the one before writes: compare it with the network's forward.
            [Model]
            [Input(784)]
            [Dense(128, Name = "Net0", Key = "0")]
            [BatchNorm(Name = "Net1", Key = "1")] // unknown: activation
            // modules 2 to 3 of the file: without parameters (activation, pool, dropout, flatten)
            [Dense(10, Name = "Net4", Key = "4")] // unknown: activation of the output
            [Weights("net.safetensors")]
            public sealed partial class Net;

            """,
            proposal.ToCode()
        );
        Loads(proposal);
    }

    [Fact]
    public void Convolutions_are_ordered_by_what_they_read_and_groups_are_seen()
    {
        ProposedNetwork proposal = Sized(
            new() { ["height"] = 28, ["width"] = 28 },
            [
                .. Norm("bn1", 8),
                .. Norm("bn2", 16),
                ("conv1.weight", [8, 1, 3, 3]),
                ("conv1.bias", [8]),
                ("conv2.weight", [16, 4, 3, 5]),
                ("dw.3.weight", [16, 1, 3, 3]),
                .. Linear("fc", 10, 16 * 16 * 22),
            ]
        );
        Assert.Equal(
            [
                "[Input(1, 28, 28)]",
                "[Conv2D(8, 3, Name = \"Conv1\")] // unknown: stride, padding and dilation",
                "[BatchNorm(Name = \"Bn1\")] // unknown: activation",
                "[Conv2D(16, 3, 5, Groups = 2, Bias = false, Name = \"Conv2\")] // unknown: stride, padding and dilation",
                "[BatchNorm(Name = \"Bn2\")] // unknown: activation",
                "[DepthwiseConv2D(3, Bias = false, Name = \"Dw3\", Key = \"dw.3\")] // unknown: stride, padding and dilation; activation",
                "// reads 5632 values: 16 channels of 352 positions",
                "[Dense(10, Name = \"Fc\")] // unknown: activation of the output",
            ],
            proposal.Lines
        );
    }

    [Fact]
    public void Sequences_begin_with_tokens_or_steps()
    {
        ProposedNetwork proposal = Sized(
            new() { ["steps"] = 12 },
            [
                ("decoder.bias", [20]),
                ("decoder.weight", [20, 12]),
                ("embedding.weight", [20, 8]),
                ("norm.weight", [12]),
                ("norm.bias", [12]),
                .. Recurrent("rnn", 4, 8, 6),
            ]
        );
        Assert.Contains("[Tokens(12, 20)]", proposal.Lines);
        Assert.Contains(
            "[Lstm(6, Layers = 2, Bidirectional = true, Name = \"Rnn\")] // unknown: all steps or Output = RecurrentOutput.LastStep",
            proposal.Lines
        );
        Loads(proposal);
        Assert.Contains("[Sequence(STEPS, 5)]", Propose(Recurrent("gru", 3, 5, 4)).Lines);
        Assert.Contains(
            "// - Replace STEPS by the numbers of the network.",
            Propose(Recurrent("gru", 3, 5, 4)).ToCode(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_is_no_chain_or_not_known_is_said()
    {
        string code = Propose([.. Linear("left", 4, 9), .. Linear("right", 5, 7), ("cell.weight_ih", [8, 4]), ("scale", [])]).ToCode();
        Assert.Contains("The layers are no chain", code, StringComparison.Ordinal);
        Assert.Contains("// reads 7 values, where the layer before writes 4: unknown from where", code, StringComparison.Ordinal);
        Assert.Contains("// Not understood: cell.weight_ih [8, 4]", code, StringComparison.Ordinal);
        Assert.Contains("// Not understood: scale []", code, StringComparison.Ordinal);
        string message = Assert.Throws<ImportRefusedException>(() => Propose(("mask", [3, 3]))).Message;
        Assert.Contains("Export the network as ONNX instead", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_dict_gives_a_network_its_names_back()
    {
        using InMemoryModels models = Compiled(
            Zoo.Code(new("Trained", ["Input(6)", "Dense(5, Activation.Tanh)", "BatchNorm", "Dense(2)"]))
        );
        IExportedModel model = ExportedModel.Of(models.TypeOf("Trained"));
        string own = Path.Combine(_folder.FullName, "own.safetensors"),
            stateDict = Path.Combine(_folder.FullName, "state.safetensors"),
            onnx = Path.Combine(_folder.FullName, "net.onnx");
        model.Save(own);
        File.WriteAllBytes(onnx, model.ToOnnx());
        using (var reader = new SafeTensorsReader(own))
        {
            var writer = new SafeTensorsWriter();
            foreach (SafeTensor tensor in reader.Tensors)
                writer.Add(tensor, reader, Renamed(tensor.Name));
            writer.Save(stateDict);
        }

        ImportedNetwork network = OnnxImporter.Import(onnx, new ImportOptions { Names = stateDict });
        Assert.Contains("Name = \"EncoderFc\", Key = \"encoder.fc\"", network.ToCode(), StringComparison.Ordinal);
        Assert.Contains("3 of 3 layers with parameters have their names of the state dict", network.ToCode(), StringComparison.Ordinal);
        using (var reader = new SafeTensorsReader(stateDict))
            Assert.Equal(
                reader.Tensors.Select(tensor => tensor.Name).Order(),
                network.Parameters.Select(parameter => parameter.Name).Order()
            );

        // Of another training nothing is taken.
        new SafeTensorsWriter().Save(stateDict);
        Assert.Contains(
            "0 of 3 layers",
            OnnxImporter.Import(onnx, new ImportOptions { Names = stateDict }).ToCode(),
            StringComparison.Ordinal
        );
    }

    private static string Renamed(string name) =>
        name.Replace("dense1.", "encoder.fc.", StringComparison.Ordinal)
            .Replace("batch_norm1.", "encoder.bn.", StringComparison.Ordinal)
            .Replace("dense2.", "head.0.", StringComparison.Ordinal);

    // The proposal compiles, and the model takes the file.
    private void Loads(ProposedNetwork proposal)
    {
        string code = proposal.ToCode().Replace("[Weights(\"net.safetensors\")]\n", "", StringComparison.Ordinal);
        using InMemoryModels models = Compiled(code);
        IExportedModel model = ExportedModel.Of(models.TypeOf("Net"));
        using var reader = new SafeTensorsReader(Path.Combine(_folder.FullName, "net.safetensors"));
        Assert.Equal(
            reader.Tensors.Select(tensor => tensor.ToString()).Where(text => !text.Contains("tracked", StringComparison.Ordinal)).Order(),
            model.Description.Parameters.Select(parameter => parameter.ToString().Replace(" [", " F32 [", StringComparison.Ordinal)).Order()
        );
    }

    private static InMemoryModels Compiled(string code) =>
        InMemoryModels.Compile([code], out IReadOnlyList<string> errors) ?? throw new InvalidOperationException(string.Join("\n", errors));

    private ProposedNetwork Propose(params (string, int[])[][] modules) => Propose([.. modules.SelectMany(module => module)]);

    private ProposedNetwork Propose(params (string, int[])[] tensors) => Sized([], tensors);

    private ProposedNetwork Sized(Dictionary<string, int> dimensions, (string Name, int[] Shape)[] tensors)
    {
        string path = Path.Combine(_folder.FullName, "net.safetensors");
        var writer = new SafeTensorsWriter();
        foreach ((string name, int[] shape) in tensors)
            writer.Add(name, shape, new float[shape.Aggregate(1, (product, size) => product * size)]);
        writer.Save(path);
        return StateDictImporter.Propose(path, new ImportOptions { Dimensions = dimensions });
    }

    private static (string, int[])[] Linear(string name, int outputs, int inputs) =>
        [($"{name}.weight", [outputs, inputs]), ($"{name}.bias", [outputs])];

    private static (string, int[])[] Norm(string name, int channels) =>
        [
            ($"{name}.weight", [channels]),
            ($"{name}.bias", [channels]),
            ($"{name}.running_mean", [channels]),
            ($"{name}.running_var", [channels]),
            ($"{name}.num_batches_tracked", []),
        ];

    // Two layers in both directions where there are four gates, else one.
    private static (string, int[])[] Recurrent(string name, int gates, int features, int units)
    {
        string[] ends = gates == 4 ? ["_l0", "_l0_reverse", "_l1", "_l1_reverse"] : ["_l0"];
        return
        [
            .. ends.SelectMany(end =>
                new (string, int[])[]
                {
                    ($"{name}.weight_ih{end}", [gates * units, end.StartsWith("_l1", StringComparison.Ordinal) ? 2 * units : features]),
                    ($"{name}.weight_hh{end}", [gates * units, units]),
                    ($"{name}.bias_ih{end}", [gates * units]),
                    ($"{name}.bias_hh{end}", [gates * units]),
                }
            ),
        ];
    }
}
