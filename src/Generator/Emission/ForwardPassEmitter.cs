using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>
/// Prints a gradient in two halves, for a model whose gradient by the outputs comes from outside: the forward pass, which keeps the
/// workspace and hands out the outputs, and the backward pass, which goes on from there. A batch that is taken in parts has a workspace for
/// each.
/// </summary>
internal sealed class ForwardPassEmitter(ModelPlan plan, TrainingPlan training, PassNames names, VectorTypes types)
{
    private const string Workspace =
        "Span<float> workspace = memory.Slice(first / Training.Capacity * Training.LengthWithInputGradient, "
        + "Training.LengthWithInputGradient);";

    private bool IsWhole => training.Evaluation is not null;

    private bool IsStraightLine => plan.SampleGradient is not null;

    private string Degree => IsStraightLine ? "degree: 1" : "degree";

    private string Memory => IsWhole ? "workspace" : "memory";

    private string Noise => plan.HasNoise ? ", ulong randomState" : string.Empty;

    /// <summary>Prints the methods that the members call.</summary>
    public void WriteMethods(CodeWriter code)
    {
        code.Line();
        code.Line("/// <summary>The floats that a forward pass keeps.</summary>");
        code.Line(
            "public static long PassLength(int samples) => "
                + (
                    IsWhole
                        ? "WorkspaceLength(samples, withInputGradient: true);"
                        : "((samples - 1) / Training.Capacity + 1L) * Training.LengthWithInputGradient;"
                )
        );
        Method(
            code,
            "ForwardPass",
            "The outputs of a batch; what the backward pass reads stays in the memory.",
            $"ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> parameters, Span<float> {Memory}, int samples, "
                + $"int degree{Noise}",
            Forward
        );
        Method(
            code,
            "BackwardPass",
            "The gradient of a batch whose forward pass has left its results in the memory.",
            $"ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, {(IsWhole ? "Span" : "ReadOnlySpan")}<float> parameters, "
                + $"Span<float> {Memory}, int samples, int degree, Span<float> gradient, Span<float> inputGradient{Noise}",
            Backward
        );
    }

    /// <summary>Prints the works of both.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="forward">The phases of the forward pass.</param>
    /// <param name="backward">Those of the loss and the backward pass.</param>
    public void WriteWorks(CodeWriter code, PhaseList forward, PhaseList backward)
    {
        PhasesEmitter.Write(code, "ForwardPassWork", types, forward);
        PhasesEmitter.Write(code, "BackwardPassWork", types, backward);
    }

    private void Method(CodeWriter code, string name, string summary, string parameters, Action<CodeWriter> body)
    {
        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        code.Line(CompilationHint.Pass);
        using (code.Open($"public static void {name}({parameters})"))
            Widths.Write(code, types, IsStraightLine, $"{name}<{{0}}>({LossMethodEmitter.Arguments(parameters)})", isReturned: false);
        code.Line();
        code.Line(CompilationHint.Pass);
        using (code.Open($"private static void {name}{types.List}({parameters})", types.Constraints))
            body(code);
    }

    private void Forward(CodeWriter code)
    {
        if (IsWhole)
        {
            code.Line("int capacity = Training.Capacity(samples);");
            Forward(code, "samples", "0");
            return;
        }

        using CodeWriter.Block parts = Parts(code);
        Forward(code, "count", "first * OutputSize");
    }

    private void Forward(CodeWriter code, string samples, string start)
    {
        RunningTables.Write(code, names);
        BatchMemoryEmitter.Forward(code, plan, IsWhole);
        code.Line($"WorkerTeam.Run<ForwardPassWork{types.List}>(in batch, {Degree}, {samples} * {Text.Of(Flops)}L);");
        foreach ((HeadPlan head, int buffer) in training.Heads.Zip(training.HandedOutputs, (head, buffer) => (head, buffer)))
            code.Line(
                $"RowParts.Copy(in {names.Place(buffer, 0, isShare: false)}, {Text.Of(names.Schedule.Buffers[buffer].Stride)}, ref "
                    + $"outputs[{start}{(head.TargetStart == 0 ? string.Empty : " + " + Text.Of(head.TargetStart))}], OutputSize, "
                    + $"{samples}, count: {Text.Of(head.Outputs)}, zeros: 0);"
            );
    }

    private void Backward(CodeWriter code)
    {
        new LossMeans(training).Factors(code);
        GradientMemory.Clear(code, plan);
        if (!IsWhole)
        {
            using CodeWriter.Block parts = Parts(code);
            Backward(code, "count", "inputGradient[(first * InputSize)..]");
            return;
        }

        Backward(code, "samples", "inputGradient");
        RunningTables.WriteFollowing(code, names);
    }

    private void Backward(CodeWriter code, string samples, string inputGradient)
    {
        BatchMemoryEmitter.Backward(code, plan, training, IsWhole);
        code.Line($"WorkerTeam.Run<BackwardPassWork{types.List}>(in batch, {Degree}, {samples} * {Text.Of(2 * Flops)}L);");
        if (IsWhole)
            code.Line("int capacity = Training.Capacity(samples);");
        GradientMemory.HandOut(code, training, names, inputGradient, samples);
    }

    private long Flops => plan.Layers.Sum(layer => layer.ForwardFlops);

    private static CodeWriter.Block Parts(CodeWriter code)
    {
        CodeWriter.Block block = code.Open("for (int first = 0; first < samples; first += Training.Capacity)");
        code.Line("int count = Math.Min(Training.Capacity, samples - first);");
        code.Line(Workspace);
        return block;
    }
}
