using System.CommandLine;
using System.Globalization;
using ModelCompiler.Importing;
using ModelCompiler.Importing.StateDicts;
using ModelCompiler.Onnx;
using Spectre.Console;

namespace ModelCompiler.Tool;

/// <summary>
/// <c>modelcompiler import</c>: a file of ONNX or Keras becomes a declaration and its parameters; a state dict the proposal of
/// a declaration.
/// </summary>
internal static class ImportCommand
{
    private static readonly Argument<FileInfo> _file = new("FILE")
    {
        Description =
            "The ONNX file, whose external data lies beside it; the .keras or .h5 file of Keras; or a PyTorch state dict (.safetensors), "
            + "to propose a declaration for.",
    };
    private static readonly Option<string?> _name = new("--name") { Description = "The name of the class; that of the file by default." };
    private static readonly Option<string?> _namespace = new("--namespace") { Description = "The namespace of the class." };
    private static readonly Option<string> _output = new("--output")
    {
        Description = "The folder for the two files.",
        DefaultValueFactory = _ => ".",
    };
    private static readonly Option<string?> _until = new("--until") { Description = "The value that becomes the output of the model." };
    private static readonly Option<int?> _batchAxis = new("--batch-axis")
    {
        Description = "The axis of the input that is the batch; -1 when the whole input is one sample.",
    };
    private static readonly Option<string[]> _dimensions = new("--dimension")
    {
        Description = "The size of a dimension that the file names, as steps=16; may be given several times.",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<FileInfo?> _names = new("--names")
    {
        Description = "A state dict (.safetensors) of the same network: layers with its values get its names.",
    };
    private static readonly Option<string?> _verify = new("--verify")
    {
        Description = "Compiles the model in memory and compares it with test data: that in the folder given, or beside the file.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "import",
            "Writes a network of ONNX or Keras as a C# declaration (NAME.cs) and its parameters (NAME.safetensors)."
        )
        {
            _file,
            _name,
            _namespace,
            _output,
            _until,
            _batchAxis,
            _dimensions,
            _names,
            _verify,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        string path = given.GetValue(_file)!.FullName;
        try
        {
            if (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
                return Propose(path, given);
            if (Import(path, given) is not { } network)
                return 1;
            (string code, string weights) = network.Save(given.GetValue(_output)!);
            Report(network, code, weights);
            return 0;
        }
        catch (Exception exception)
            when (exception
                    is ImportRefusedException
                        or OnnxFormatException
                        or KerasFormatException
                        or IOException
                        or UnauthorizedAccessException
                        or FormatException
            )
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    // The network; null where it was verified and differs.
    private static ImportedNetwork? Import(string path, ParseResult given)
    {
        if (KerasImporter.IsKeras(path))
        {
            ImportedNetwork imported = KerasImporter.Import(path, Options(given));
            bool agrees = given.GetResult(_verify) is null || KerasVerification.Run(path, imported, given.GetValue(_verify));
            return agrees ? imported : null;
        }

        OnnxModel model = OnnxModel.Read(path);
        ImportedNetwork network = OnnxImporter.Import(model, Path.GetFileName(path), Options(given));
        bool isVerified = given.GetResult(_verify) is null || Verification.Run(path, model, network, given.GetValue(_verify));
        return isVerified ? network : null;
    }

    private static ImportOptions Options(ParseResult given) =>
        new()
        {
            Name = given.GetValue(_name),
            Namespace = given.GetValue(_namespace),
            Until = given.GetValue(_until),
            BatchAxis = given.GetValue(_batchAxis),
            Dimensions = ImportOptions.ReadDimensions(given.GetValue(_dimensions) ?? []),
            Names = given.GetValue(_names)?.FullName,
        };

    private static int Propose(string path, ParseResult given)
    {
        if (
            new Option[] { _until, _batchAxis, _names, _verify }.FirstOrDefault(option => given.GetResult(option) is not null) is { } option
        )
            throw new FormatException($"{option.Name} is for files of networks: a state dict has parameters alone, and no network.");
        ProposedNetwork proposal = StateDictImporter.Propose(path, Options(given));
        string code = proposal.Save(given.GetValue(_output)!);
        Console.Write(proposal.ToCode());
        Console.WriteLine();
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Wrote {code}: a proposal of {proposal.LayerCount} layers, to be completed.")
        );
        Console.WriteLine(
            $"Next: complete it, list the parameters in the project, <ModelWeights Include=\"{proposal.WeightsFile}\" />, and compare "
                + $"{proposal.Name}.CreateTrained().Predict(input) with what the network gave."
        );
        return 0;
    }

    private static void Report(ImportedNetwork network, string code, string weights)
    {
        Console.WriteLine(network.Origin);
        var table = new Table().AddColumns("layer", "output of one sample", "parameters").Border(TableBorder.Simple);
        foreach (ImportedInput input in network.Inputs)
            table.AddRow(Markup.Escape($"[{input.Attribute}]"), Shape(input.Shape), "");
        foreach (ImportedLayer layer in network.Layers)
            table.AddRow(
                Markup.Escape($"[{layer.Attribute}]"),
                Shape(layer.Shape),
                layer.Parameters == 0 ? "" : layer.Parameters.ToString("N0", CultureInfo.InvariantCulture)
            );
        foreach (ImportedOutput output in network.Outputs.Where(output => output.Attribute is not null))
            table.AddRow(Markup.Escape($"[{output.Attribute}]"), Shape(output.Shape), "");
        AnsiConsole.Write(table);
        long total = network.Layers.Sum(layer => (long)layer.Parameters);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{network.NodeCount} {network.NodeUnit} became {network.Layers.Count} layers with {total:N0} parameters."
            )
        );
        foreach (string remark in network.Remarks)
            Console.WriteLine($"- {char.ToUpperInvariant(remark[0])}{remark[1..]}.");
        Console.WriteLine($"Wrote {code} and {weights}.");
        Console.WriteLine(
            $"Next: list the parameters in the project, <ModelWeights Include=\"{Path.GetFileName(weights)}\" />, "
                + $"and predict: {network.Name}.CreateTrained().Predict(input)"
        );
    }

    private static string Shape(IReadOnlyList<int> shape) => Markup.Escape($"[{string.Join(", ", shape)}]");
}
