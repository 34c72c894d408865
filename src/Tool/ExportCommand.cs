using System.CommandLine;
using System.Globalization;

namespace ModelCompiler.Tool;

/// <summary><c>modelcompiler export</c>: a compiled model and its parameters become an ONNX file.</summary>
internal static class ExportCommand
{
    private static readonly Argument<FileInfo> _assembly = new("ASSEMBLY")
    {
        Description = "The assembly of a project that was built, as bin/Release/net10.0/Digits.dll.",
    };
    private static readonly Option<string?> _model = new("--model") { Description = "The class of the model, where there are several." };
    private static readonly Option<FileInfo?> _weights = new("--weights")
    {
        Description = "The parameters, a safetensors file or a checkpoint; by default those that the model carries.",
    };
    private static readonly Option<FileInfo?> _output = new("--output") { Description = "The file to write; by default MODEL.onnx." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("export", "Writes a compiled model with its parameters as an ONNX file.")
        {
            _assembly,
            _model,
            _weights,
            _output,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        try
        {
            var models = new BuiltModels(given.GetValue(_assembly)!.FullName);
            Type model = models.Find(given.GetValue(_model));
            byte[] file = BuiltModels.ToOnnx(model, given.GetValue(_weights)?.FullName);
            string path = given.GetValue(_output)?.FullName ?? Path.GetFullPath(model.Name + ".onnx");
            AtomicFile.Write(path, stream => stream.Write(file));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Wrote {path}: {model.FullName}, {file.Length:N0} bytes."));
            return 0;
        }
        catch (Exception exception)
            when (exception
                    is ArgumentException
                        or InvalidOperationException
                        or BadImageFormatException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
