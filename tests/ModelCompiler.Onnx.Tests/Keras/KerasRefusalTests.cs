using System.Text.Json.Nodes;
using ModelCompiler.Importing;

namespace ModelCompiler.Onnx.Tests.Keras;

/// <summary>What cannot be imported is refused with one message that lists all causes.</summary>
public sealed class KerasRefusalTests
{
    [Fact]
    public void A_damaged_file_that_is_called_one_of_Keras_is_said_to_be_that()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".keras");
        File.WriteAllText(path, "x");
        try
        {
            Assert.True(KerasImporter.IsKeras(path));
            string message = Assert.Throws<KerasFormatException>(() => KerasImporter.Import(path)).Message;
            Assert.Contains("is neither a .keras file", message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void All_causes_are_listed_by_kind_with_count_name_and_remedy()
    {
        var model = new KerasModel()
            .Input(5, 3)
            .Add("Lambda", new { name = "square" }, x => x)
            .Add("Lambda", new { name = "cube" }, x => x)
            .Add(
                "LSTM",
                new
                {
                    units = 4,
                    activation = "tanh",
                    recurrent_activation = "sigmoid",
                    stateful = true,
                },
                x => x
            )
            .Add("Conv3D", new { filters = 2 }, x => x)
            .Add("Masking", new { mask_value = 0 }, x => x);
        string message = Refused(model.ToArchive(), "net.keras");
        Assert.Contains(
            "net.keras by Keras 3.12.1 cannot be imported; 5 of 5 layers are not understood. Nothing was written.",
            message,
            StringComparison.Ordinal
        );
        Assert.Contains("Lambda x 2, first 'square': it computes with functions of Python", message, StringComparison.Ordinal);
        Assert.Contains("LSTM, first 'lstm': it is stateful", message, StringComparison.Ordinal);
        Assert.Contains("Conv3D, first 'conv3d': this layer is not known", message, StringComparison.Ordinal);
        Assert.Contains("Masking, first 'masking': it masks steps", message, StringComparison.Ordinal);
        Assert.Equal(4, message.Split("Remedy:").Length - 1);
    }

    [Theory]
    [InlineData("data_format", "channels_first", "has the channels first|have the channels first")]
    [InlineData("activation", "my_own", "its activation is 'my_own'")]
    [InlineData("padding", "reflect", "its padding is 'reflect'")]
    [InlineData("filters", "many", "its 'filters' is not what Keras writes")]
    [InlineData("dtype", "int8_from_float32", "policy 'int8_from_float32'")]
    public void Settings_that_no_layer_has(string setting, string value, string expected)
    {
        byte[] file = KerasZoo.Models["Cnn"]().ToArchive(config => Layer(config, 1)[setting] = value);
        string message = Refused(file, "net.keras");
        Assert.Contains(expected.Split('|'), part => message.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("activation", "relu", "its activation is relu")]
    [InlineData("recurrent_activation", "hard_sigmoid", "its gates have the activation hard_sigmoid")]
    public void Gates_of_another_kind(string setting, string value, string expected) =>
        Assert.Contains(
            expected,
            Refused(KerasZoo.Models["Lstm"]().ToLegacy(config => Layer(config, 1)[setting] = value), "net.h5"),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_table_that_masks_zeros() =>
        Assert.Contains(
            "it masks the token 0",
            Refused(KerasZoo.Models["Words"]().ToLegacy(config => Layer(config, 1)["mask_zero"] = true), "net.h5"),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_value_among_the_arguments_of_a_call()
    {
        byte[] file = KerasZoo
            .Models["Residual"]()
            .ToLegacy(config =>
                config["config"]!["layers"]![2]!["inbound_nodes"]![0]![0]![3] = new JsonObject
                {
                    ["initial_state"] = new JsonArray(new JsonArray("stem", 0, 0)),
                }
            );
        Assert.Contains("Conv2D, first 'inner': it reads 2 values", Refused(file, "net.h5"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_norm_that_always_works_as_in_training(bool isOfKeras3)
    {
        void Train(JsonObject config)
        {
            JsonNode call = config["config"]!["layers"]![3]!["inbound_nodes"]![0]!;
            JsonObject arguments = (isOfKeras3 ? call["kwargs"] : call[0]![3])!.AsObject();
            arguments["training"] = true;
        }

        KerasModel model = KerasZoo.Models["Residual"]();
        byte[] file = isOfKeras3 ? model.ToArchive(Train) : model.ToLegacy(Train);
        Assert.Contains("it is called with training=True", Refused(file, "net"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_that_has_the_name_of_a_layer()
    {
        byte[] file = KerasZoo
            .Models["Residual"]()
            .ToArchive(config =>
            {
                JsonArray layers = config["config"]!["layers"]!.AsArray();
                layers.Single(layer => layer!["class_name"]!.GetValue<string>() == "Concatenate")!["module"] = "keras.src.ops.numpy";
            });
        Assert.Contains("Concatenate, first 'concatenate': this layer is not known", Refused(file, "net.keras"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_of_somebody_else()
    {
        byte[] file = KerasZoo
            .Models["Mlp"]()
            .ToArchive(config =>
            {
                JsonNode layer = config["config"]!["layers"]![1]!;
                layer["module"] = "my_package";
                layer["registered_name"] = "my_package>Dense";
            });
        Assert.Contains("Dense, first 'first_layer': it is no layer of Keras", Refused(file, "net.keras"), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_without_layers() =>
        Assert.Contains(
            "it has weights but no layers",
            Refused(
                new KerasModel { HasConfig = false }
                    .Input(2)
                    .Add("Dense", new { units = 1 }, [("", "kernel", [2, 1])], (x, _) => x[0])
                    .ToLegacy(),
                "w.h5"
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Layers_without_their_weights(bool isOfKeras3)
    {
        var model = new KerasModel()
            .Input(2)
            .Add("Dense", new { units = 3 }, [("", "kernel", [2, 3]), ("", "bias", [3])], (x, w) => Formulas.Dense(x[0], w))
            .Add("Dense", new { units = 1 }, [("", "kernel", [3, 1])], (x, _) => x[0])
            .Add("Dense", new { units = 1 }, [], (x, _) => x[0]);
        string message = Refused(isOfKeras3 ? model.ToArchive() : model.ToLegacy(), "net");
        Assert.Contains("Dense, first 'dense_1': its 'bias' is not in the file", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_do_not_fit()
    {
        var model = new KerasModel().Input(4).Add("Dense", new { units = 3, use_bias = false }, [("", "kernel", [5, 3])], (x, _) => x[0]);
        Assert.Contains(
            "its 'kernel' has the shape [5,3] instead of [4,3]",
            Refused(model.ToArchive(), "net.keras"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_open_dimension_is_asked_for_and_taken()
    {
        static void Open(JsonObject config) => config["config"]!["layers"]![0]!["config"]!["batch_shape"]![1] = null;
        byte[] file = KerasZoo.Models["Lstm"]().ToArchive(Open);
        Assert.Contains("--dimension steps=SIZE", Refused(file, "net.keras"), StringComparison.Ordinal);
        var options = new ImportOptions { Dimensions = new Dictionary<string, int> { ["steps"] = 9 } };
        Assert.Equal([9, 3], KerasImporter.Import(new MemoryStream(file), "net.keras", options).Inputs[0].Shape);
    }

    [Fact]
    public void A_network_can_be_cut_before_what_is_not_known()
    {
        var model = new KerasModel()
            .Input(2)
            .Add("Dense", new { units = 3 }, [("", "kernel", [2, 3]), ("", "bias", [3])], (x, w) => Formulas.Dense(x[0], w))
            .Add("Lambda", new { name = "square" }, x => x);
        var options = new ImportOptions { Until = "dense" };
        Assert.Equal(
            ["Dense(3)"],
            KerasImporter.Import(new MemoryStream(model.ToArchive()), "net.keras", options).Layers.Select(layer => layer.Attribute)
        );
    }

    private static JsonObject Layer(JsonObject config, int index) => config["config"]!["layers"]![index]!["config"]!.AsObject();

    private static string Refused(byte[] file, string name) =>
        Assert.Throws<ImportRefusedException>(() => KerasImporter.Import(new MemoryStream(file), name)).Message;
}
