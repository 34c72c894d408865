using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the methods that run steps over a range of samples.</summary>
internal sealed class StepMethodEmitter(StepEmitter steps, VectorTypes types)
{
    /// <summary>The steps of one method: far below what the just-in-time compiler still optimises, and short enough to read.</summary>
    private const int StepsPerMethod = 24;

    /// <summary>The type parameter that stands for the memory of a pass that several schedules share.</summary>
    public const string SharedMemory = "TMemory";

    /// <summary>Prints as many methods as the steps need; returns the calls that run them all, for <see cref="Call"/>.</summary>
    public IReadOnlyList<string> Write(CodeWriter code, string name, string summary, Schedule schedule, string memory, IReadOnlyList<Step> run)
    {
        bool isShared = memory == SharedMemory;
        string list = isShared ? types.ListWith(SharedMemory) : types.List;
        string[] constraints = isShared ? [.. types.Constraints, $"where {SharedMemory} : struct, IForwardMemory"] : types.Constraints;
        var calls = new List<string>();
        for (int first = 0; first < run.Count; first += StepsPerMethod)
        {
            string method = first == 0 ? name : name + Text.Of((first / StepsPerMethod) + 1);
            calls.Add($"{method}{list}(in batch, start, samples);");
            List<Step> part = run.Skip(first).Take(StepsPerMethod).ToList();
            code.Line();
            code.Line($"/// <summary>{summary}</summary>");
            using (code.Open($"private static void {method}{list}(in BatchMemory batch, int start, int samples)", constraints))
                Body(code, schedule, memory, part);
        }

        return calls;
    }

    /// <summary>A call for the memory of one schedule.</summary>
    public static string Call(string call, string memory) => call.Replace(SharedMemory, memory);

    private void Body(CodeWriter code, Schedule schedule, string memory, List<Step> part)
    {
        var body = new CodeWriter();
        foreach (Step step in part)
        {
            body.Line();
            if (step.OnRequest)
            {
                using (body.Open("if (batch.WithInputGradient)"))
                    steps.Write(body, schedule, memory, step);
            }
            else
            {
                steps.Write(body, schedule, memory, step);
            }
        }

        WithLocals(code, body.ToString());
    }

    /// <summary>Prints steps behind the locals that they mention.</summary>
    public static void WithLocals(CodeWriter code, string steps)
    {
        string text = steps.TrimEnd('\n');
        foreach ((string name, string declaration) in Locals)
            if (text.Contains(name))
                code.Line(declaration);
        code.Line(text);
    }

    private static readonly (string Name, string Declaration)[] Locals =
    [
        ("x[", "ReadOnlySpan<float> x = batch.Inputs;"),
        ("parameters[", "ReadOnlySpan<float> parameters = batch.Parameters;"),
        ("targets[", "ReadOnlySpan<float> targets = batch.Targets;"),
        ("classes", "ReadOnlySpan<int> classes = batch.Classes;"),
        ("scale", "float scale = batch.Scale;"),
        ("workspace[", "Span<float> workspace = batch.Workspace;"),
        ("gradient[", "Span<float> gradient = batch.Gradient;"),
        ("(capacity)", "int capacity = Training.Capacity(batch.Samples);"),
    ];
}
