using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>A call of a method that runs steps over a range of samples.</summary>
/// <param name="Text">The call, for the memory of any schedule; empty when only a gradient runs the step, in parts.</param>
/// <param name="Output">The method's only step, when the threads of a gradient share it by outputs instead.</param>
internal sealed record StepCall(string Text, Step? Output)
{
    /// <summary>The call for the memory of one schedule.</summary>
    public string For(string memory) => Text.Replace(StepMethodEmitter.SharedMemory, memory);
}

/// <summary>Prints the methods that run steps over a range of samples.</summary>
/// <param name="steps">Prints a step.</param>
/// <param name="types">The vectors.</param>
/// <param name="cutsOutputs">Whether there is a gradient whose threads share large products by outputs.</param>
internal sealed class StepMethodEmitter(StepEmitter steps, VectorTypes types, bool cutsOutputs)
{
    /// <summary>The steps of one method: far below what the just-in-time compiler still optimises, and short enough to read.</summary>
    private const int StepsPerMethod = 24;

    /// <summary>The type parameter that stands for the memory of a pass that several schedules share.</summary>
    public const string SharedMemory = "TMemory";

    /// <summary>
    /// Prints as many methods as the steps need; returns the calls that run them all, for <see cref="StepCall.For"/>. A step that the threads of a gradient share by outputs has a method of its own, or none
    /// when only a gradient runs it: that prints <see cref="Part"/> instead.
    /// </summary>
    public IReadOnlyList<StepCall> Write(CodeWriter code, string name, string summary, Schedule schedule, string memory, IReadOnlyList<Step> run, bool inGradientOnly = false)
    {
        bool isShared = memory == SharedMemory;
        string list = isShared ? types.ListWith(SharedMemory) : types.List;
        string[] constraints = isShared ? [.. types.Constraints, $"where {SharedMemory} : struct, IForwardMemory"] : types.Constraints;
        var calls = new List<StepCall>();
        int methods = 0;
        for (int first = 0; first < run.Count;)
        {
            Step? output = SharesOutputs(run[first]) ? run[first] : null;
            List<Step> part = output is not null ? [output] : run.Skip(first).Take(StepsPerMethod).TakeWhile(step => !SharesOutputs(step)).ToList();
            first += part.Count;
            if (output is not null && inGradientOnly)
            {
                calls.Add(new StepCall(string.Empty, output));
                continue;
            }

            string method = methods++ == 0 ? name : name + Text.Of(methods);
            calls.Add(new StepCall($"{method}{list}(in batch, start, samples);", output));
            code.Line();
            code.Line($"/// <summary>{summary}</summary>");
            using (code.Open($"private static void {method}{list}(in BatchMemory batch, int start, int samples)", constraints))
                Body(code, schedule, memory, part);
        }

        return calls;
    }

    /// <summary>Prints one part of a step that threads share by outputs.</summary>
    public void Part(CodeWriter code, Schedule schedule, string memory, Step step)
    {
        var body = new CodeWriter();
        body.Line();
        OnRequest(body, step, () => steps.Part(body, schedule, memory, step));
        WithLocals(code, body.ToString());
    }

    private void Body(CodeWriter code, Schedule schedule, string memory, List<Step> part)
    {
        var body = new CodeWriter();
        foreach (Step step in part)
        {
            body.Line();
            OnRequest(body, step, () => steps.Write(body, schedule, memory, step));
        }

        WithLocals(code, body.ToString());
    }

    private bool SharesOutputs(Step step) => cutsOutputs && step.SharesOutputs;

    /// <summary>Prints the calls for a part of the samples.</summary>
    public static void Samples(CodeWriter code, Schedule schedule, string memory, IEnumerable<StepCall> calls)
    {
        code.Line($"(int start, int samples) = Share.{(schedule.SharesSingleSamples ? "Images" : "Samples")}(batch.Samples, part, parts);");
        foreach (StepCall call in calls)
            code.Line(call.For(memory));
    }

    /// <summary>Prints a step, behind a condition when it serves the gradient by the input alone.</summary>
    public static void OnRequest(CodeWriter code, Step step, Action print)
    {
        if (!step.OnRequest)
        {
            print();
            return;
        }

        using (code.Open("if (batch.WithInputGradient)"))
            print();
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
