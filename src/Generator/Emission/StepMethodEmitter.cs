using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>A call of a method that runs steps over a range of samples.</summary>
/// <param name="Text">The call, for the memory of any schedule; empty when only a gradient runs the step, in parts.</param>
/// <param name="Output">The method's only step, when the threads of a gradient share it by outputs instead.</param>
internal sealed record StepCall(string Text, Step? Output)
{
    /// <summary>The call for the memory of one schedule.</summary>
    public string For(string memory) => Text.Replace(PassNames.SharedMemory, memory);
}

/// <summary>Prints the methods that run steps over a range of samples.</summary>
/// <param name="types">The vectors.</param>
/// <param name="cutsOutputs">Whether there is a gradient whose threads share large products by outputs.</param>
internal sealed class StepMethodEmitter(VectorTypes types, bool cutsOutputs)
{
    /// <summary>The steps of one method: far below what the just-in-time compiler still optimises, and short enough to read.</summary>
    private const int StepsPerMethod = 24;

    /// <summary>
    /// Prints as many methods as the steps need; returns the calls that run them all, for <see cref="StepCall.For"/>. A step that the
    /// threads of a gradient share by outputs has a method of its own, or none when only a gradient runs it: that prints
    /// <see cref="StepPrinter.Part"/> instead.
    /// </summary>
    public IReadOnlyList<StepCall> Write(
        CodeWriter code,
        string name,
        string summary,
        PassNames names,
        IReadOnlyList<Step> run,
        bool inGradientOnly = false
    )
    {
        bool isShared = names.Memory == PassNames.SharedMemory;
        string list = isShared ? types.ListWith(PassNames.SharedMemory) : types.List;
        string[] constraints = isShared
            ? [.. types.Constraints, $"where {PassNames.SharedMemory} : struct, IForwardMemory"]
            : types.Constraints;
        var calls = new List<StepCall>();
        int methods = 0;
        for (int first = 0; first < run.Count; )
        {
            Step? output = SharesOutputs(run[first]) ? run[first] : null;
            List<Step> part = output is not null
                ? [output]
                : run.Skip(first).Take(StepsPerMethod).TakeWhile(step => !SharesOutputs(step)).ToList();
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
            code.Line(CompilationHint.Pass);
            using (code.Open($"private static void {method}{list}(in BatchMemory batch, int start, int samples)", constraints))
                StepPrinter.Body(code, names, part);
        }

        return calls;
    }

    /// <summary>Prints the calls for a part of the samples.</summary>
    public static void Samples(CodeWriter code, Schedule schedule, string memory, IEnumerable<StepCall> calls)
    {
        code.Line($"(int start, int samples) = Share.{(schedule.SharesSingleSamples ? "Images" : "Samples")}(batch.Samples, part, parts);");
        foreach (StepCall call in calls)
            code.Line(call.For(memory));
    }

    private bool SharesOutputs(Step step) => cutsOutputs && step.Part is not null;
}
