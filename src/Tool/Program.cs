using System.CommandLine;
using ModelCompiler.Tool;

var root = new RootCommand("Brings trained networks into ModelCompiler and out of it, and looks into their files.")
{
    ImportCommand.Create(),
    ExportCommand.Create(),
    InspectCommand.Create(),
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
