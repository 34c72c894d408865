using System.CommandLine;
using ModelCompiler.Tool;

var root = new RootCommand("Brings trained networks into ModelCompiler, and looks into their files.")
{
    ImportCommand.Create(),
    InspectCommand.Create(),
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
