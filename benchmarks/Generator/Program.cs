using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Benchmarks.Generator;
using ModelCompiler.Generator;
using ModelCompiler.Generator.Analyzer;

// Times of the generator inside the compiler, in milliseconds: the first run over a project, and a run after an edit. Everything is
// compiled and warm.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Repeats = 60,
    WarmUp = 40;
(string Name, Func<IIncrementalGenerator> Create)[] generators =
[
    ("ModelCompiler", () => new ModelGenerator()),
    ("finds [Model] only", () => new AttributesOnlyGenerator()),
    ("empty", () => new EmptyGenerator()),
];
if (args is ["--early", string layerCount, string index])
{
    // The first edits after an editor has started, while the generator and perhaps Roslyn are still being compiled: from one run to the
    // next.
    Compilation current = UserProject.Create(int.Parse(layerCount, CultureInfo.InvariantCulture));
    GeneratorDriver driver = Driver(generators[int.Parse(index, CultureInfo.InvariantCulture)].Create());
    for (int run = 0; run < 45; run++)
    {
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(current);
        Console.Write($"{Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.00} ");
        current = UserProject.EditOther(current, run + 1);
        Thread.Sleep(20);
    }
    Console.WriteLine();
    return;
}

// Tiered compilation would favour whoever is measured last.
foreach ((_, Func<IIncrementalGenerator> create) in generators)
    for (int round = 0; round < 5; round++)
    {
        TimeEdits(create, UserProject.Create(20), (before, version) => UserProject.EditLayer(before, 20, version));
        Thread.Sleep(200);
    }

Console.WriteLine("| Layers | Generator | First run | Edit in another file | Comment in the model's file | Another number of units |");
Console.WriteLine("|---|---|---|---|---|---|");
foreach (int layers in new[] { 3, 20, 100 })
foreach ((string name, Func<IIncrementalGenerator> create) in generators)
{
    CSharpCompilation project = UserProject.Create(layers);
    double first = Time(version => (Driver(create()), UserProject.EditOther(project, version)));
    double other = TimeEdits(create, project, UserProject.EditOther);
    double comment = TimeEdits(create, project, (before, version) => UserProject.EditComment(before, layers, version));
    double layer = TimeEdits(create, project, (before, version) => UserProject.EditLayer(before, layers, version));
    Console.WriteLine($"| {layers} | {name} | {first:0.00} | {other:0.00} | {comment:0.00} | {layer:0.00} |");
}

Console.WriteLine();
Console.WriteLine("| Layers | Analyzer, after an edit in another file |");
Console.WriteLine("|---|---|");
foreach (int layers in new[] { 3, 20, 100 })
    Console.WriteLine($"| {layers} | {AnalyzerTime(UserProject.Create(layers)):0.00} |");

// The analyzer's own time as Roslyn counts it, over the project with what was generated into it.
static double AnalyzerTime(Compilation project)
{
    GeneratorDriver driver = Driver(new ModelGenerator());
    ModelAnalyzer analyzer = new();
    var times = new List<double>();
    for (int i = 0; i < WarmUp + Repeats; i++)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(project = UserProject.EditOther(project, i), out Compilation output, out _);
        var analysis = new CompilationWithAnalyzers(
            output,
            [analyzer],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: null,
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: true
            )
        );
        AnalysisResult result = analysis.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (i >= WarmUp)
            times.Add(result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds);
    }
    times.Sort();
    return times[times.Count / 2];
}

static GeneratorDriver Driver(IIncrementalGenerator generator) =>
    CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: UserProject.ParseOptions);

static double TimeEdits(Func<IIncrementalGenerator> create, Compilation project, Func<Compilation, int, Compilation> edit)
{
    GeneratorDriver driver = Driver(create()).RunGenerators(project);
    Compilation current = project;
    return Time(version => (driver, current = edit(current, version + 1)), result => driver = result);
}

// The median: a collection or another process in between says nothing about the generator.
static double Time(Func<int, (GeneratorDriver Driver, Compilation Project)> prepare, Action<GeneratorDriver>? keep = null)
{
    var times = new List<double>();
    for (int i = 0; i < WarmUp + Repeats; i++)
    {
        (GeneratorDriver driver, Compilation project) = prepare(i);
        long start = Stopwatch.GetTimestamp();
        GeneratorDriver result = driver.RunGenerators(project);
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        keep?.Invoke(result);
        if (i >= WarmUp)
            times.Add(elapsed);
    }
    times.Sort();
    return times[times.Count / 2];
}
