using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints one step of a stream.</summary>
internal sealed class StreamEmitter(ModelPlan plan, StreamPlan stream, TypeTable generated, StepMethodEmitter methods, VectorTypes types)
{
    private bool HasEnd => stream.Context != StreamPlan.Endless;

    private string Parameter => HasEnd ? ", int step" : string.Empty;

    public void Write(CodeWriter code)
    {
        var names = new PassNames(plan, stream.Schedule, "Stream", generated);
        BufferPlan output = stream.Schedule.Buffers[stream.Schedule.Output];
        code.Line();
        code.Line("/// <summary>The floats of the memory of a stream.</summary>");
        code.Line("public const int StreamLength = Stream.Length;");
        code.Line();
        code.Line("/// <summary>Computes the next step of a stream; what later steps need of it stays in the stream's memory.</summary>");
        code.Line(CompilationHint.Pass);
        using (
            code.Open(
                "public static void Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, Span<float> workspace, "
                    + $"Span<float> outputs{Parameter})"
            )
        )
            Widths.Write(
                code,
                types,
                straightLine: false,
                $"Step<{{0}}>(inputs, parameters, workspace, outputs{(HasEnd ? ", step" : string.Empty)})",
                isReturned: false
            );
        IReadOnlyList<StepCall> calls = methods.Write(
            code,
            "StreamForward",
            "What a step computes, in the memory of a stream.",
            names,
            stream.Schedule.Steps.ToList()
        );
        code.Line();
        code.Line(CompilationHint.Pass);
        using (
            code.Open(
                $"private static void Step{types.List}(ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, Span<float> workspace, "
                    + $"Span<float> outputs{Parameter})",
                types.Constraints
            )
        )
        {
            code.Line("const int start = 0, samples = 1;");
            code.Line(
                "var batch = new BatchMemory { Inputs = inputs, Outputs = outputs, Parameters = parameters, Workspace = workspace, "
                    + $"Samples = samples{(HasEnd ? ", Step = step" : string.Empty)} }};"
            );
            foreach (StepCall call in calls)
                code.Line(call.For("Stream"));
            code.Line($"workspace.Slice(Stream.{output.Name}, {Text.Of(stream.OutputSize)}).CopyTo(outputs);");
            if (stream.Advance.Count > 0)
                code.Line("// What the next step reads of this one.");
            foreach (CodeLine line in stream.Advance)
                code.Line(StepPrinter.Text(names, line));
        }
    }
}
