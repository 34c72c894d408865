using System.CommandLine;
using BenchmarkDotNet.Running;
using ModelCompiler.Benchmarks.Compare;

// BenchmarkDotNet reads its own arguments: everything after the word goes to it.
if (args is ["bdn", .. string[] rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(rest);
    return 0;
}

var root = new RootCommand("Benchmarks of compiled models against what users would pick instead.")
{
    CompareCommand.Create(),
    new Command("bdn", "The careful numbers: BenchmarkDotNet's switcher, with its own arguments, as: bdn --filter '*OneSample*'"),
};
return root.Parse(args).Invoke();
