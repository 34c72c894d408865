using ModelCompiler;
using ModelCompiler.Import;
using ModelCompiler.Importing;
using ModelCompiler.Onnx;

if (args is not [var arguments])
{
    Console.Error.WriteLine(
        "The build runs this program, with the file of a request. By hand, use the tool: dotnet tool install ModelCompiler.Tool"
    );
    return 2;
}

var request = Request.Read(arguments);
try
{
    ImportedNetwork network = OnnxImporter.Import(request.File, request.Options());
    network.SaveAs(request.Code, request.Weights);
    foreach (string remark in network.Remarks)
        Console.WriteLine($"{request.File}: {remark}.");
    return 0;
}
catch (Exception exception)
    when (exception is ImportRefusedException or OnnxFormatException or IOException or UnauthorizedAccessException or FormatException)
{
    foreach (string message in BuildMessages.Of(exception))
        Console.Error.WriteLine($"{request.File} : error MC0805: {message}");
    return 1;
}
