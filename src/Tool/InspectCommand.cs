using System.CommandLine;
using System.Globalization;
using ModelCompiler.Importing;
using ModelCompiler.Onnx;
using Spectre.Console;

namespace ModelCompiler.Tool;

/// <summary><c>modelcompiler inspect</c>: what is in a file of a network or of parameters.</summary>
internal static class InspectCommand
{
    private static readonly Argument<FileInfo> _file = new("FILE")
    {
        Description = "A file of ONNX or Keras, a safetensors file, or a checkpoint of a training.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("inspect", "Lists what is in a file of ONNX or Keras, a safetensors file or a checkpoint.") { _file };
        command.SetAction(given => Run(given.GetValue(_file)!.FullName));
        return command;
    }

    private static int Run(string path)
    {
        try
        {
            if (path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
                Network(OnnxModel.Read(path));
            else if (KerasImporter.IsKeras(path))
                Layers(KerasContents.Read(path));
            else
                Tensors(path);
            return 0;
        }
        catch (Exception exception)
            when (exception
                    is OnnxFormatException
                        or KerasFormatException
                        or ImportRefusedException
                        or SafeTensorsException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static void Network(OnnxModel model)
    {
        OnnxGraph graph = model.Graph;
        string sets = string.Join(", ", model.OperatorSets.Select(set => $"{(set.Key.Length == 0 ? "ai.onnx" : set.Key)} {set.Value}"));
        Console.WriteLine($"producer: {model.Producer} {model.ProducerVersion}".TrimEnd());
        Console.WriteLine($"IR version: {model.IrVersion}; operators: {sets}");
        HashSet<string> constants = [.. graph.Initializers.Select(tensor => tensor.Name)];
        foreach (OnnxValue input in graph.Inputs.Where(input => !constants.Contains(input.Name)))
            Console.WriteLine($"input {input}");
        foreach (OnnxValue output in graph.Outputs)
            Console.WriteLine($"output {output}");
        var table = new Table().AddColumns("node", "operator", "reads", "writes").Border(TableBorder.Simple);
        foreach (OnnxNode node in graph.Nodes)
            table.AddRow(Cell(node.Name), Cell(node.Operator), Cell(string.Join(", ", node.Inputs)), Cell(string.Join(", ", node.Outputs)));
        AnsiConsole.Write(table);
        Table(
            graph.Initializers.Select(tensor => (tensor.Name, tensor.Type.ToString(), tensor.Dimensions.AsEnumerable(), (long)tensor.Count))
        );
    }

    private static void Layers(KerasContents contents)
    {
        if (contents.Version.Length > 0)
            Console.WriteLine($"Keras {contents.Version}");
        var table = new Table().AddColumns("layer", "class", "settings").Border(TableBorder.Simple);
        foreach (KerasLayerSummary layer in contents.Layers)
            table.AddRow(Cell(layer.Name), Cell(layer.Class), Cell(layer.Settings));
        if (contents.Layers.Count > 0)
            AnsiConsole.Write(table);
        Table(contents.Weights.Select(weight => (weight.Name, weight.Type, weight.Shape.Select(size => (long)size), weight.Count)));
    }

    private static void Tensors(string path)
    {
        using var reader = new SafeTensorsReader(path);
        foreach ((string key, string value) in reader.Metadata)
            Console.WriteLine($"{key}: {(value.Length > 200 ? value[..200] + " …" : value)}");
        Table(reader.Tensors.Select(tensor => (tensor.Name, tensor.TypeName, tensor.Shape.ToArray().AsEnumerable(), tensor.Count)));
    }

    private static void Table(IEnumerable<(string Name, string Type, IEnumerable<long> Shape, long Count)> tensors)
    {
        var table = new Table().AddColumns("tensor", "type", "shape", "values").Border(TableBorder.Simple);
        long total = 0;
        foreach ((string name, string type, IEnumerable<long> shape, long count) in tensors)
        {
            table.AddRow(Cell(name), type, Cell($"[{string.Join(", ", shape)}]"), count.ToString("N0", CultureInfo.InvariantCulture));
            total += count;
        }

        AnsiConsole.Write(table);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Rows.Count} tensors with {total:N0} values."));
    }

    private static string Cell(string text) => Markup.Escape(text);
}
