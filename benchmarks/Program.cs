using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ModelCompiler.Benchmarks.Compare;
using ModelCompiler.Benchmarks.Jit;

// BenchmarkDotNet reads its own arguments: everything after the word goes to it.
if (args is ["bdn", .. string[] rest])
{
    // The default cuts parameters at 20 characters, which hides the engine.
    IConfig config = DefaultConfig.Instance.WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(80));
    BenchmarkSwitcher.FromAssembly(typeof(CompareCommand).Assembly).Run(rest, config);
    return 0;
}

var ours = new Command(JitCheck.ChildCommand, "Our engines alone, for the check of the machine code.") { Hidden = true };
ours.SetAction(_ => JitCheck.RunOurs());

var root = new RootCommand("Benchmarks of compiled models against what users would pick instead.")
{
    CompareCommand.Create(),
    ours,
    new Command("bdn", "The careful numbers: BenchmarkDotNet's switcher, with its own arguments, as: bdn --filter '*OneSample*'"),
};
return root.Parse(args).Invoke();
