using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>
/// Prints the methods that compute the loss of a batch, and its gradient: they choose the vectors, fill the tables of normalisations, and
/// run the work.
/// </summary>
internal sealed class LossMethodEmitter(ModelPlan plan, TrainingPlan training, VectorTypes types)
{
    private readonly LossMeans _means = new(training);

    private string SpanParameters =>
        "ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> classes, ReadOnlySpan<float> weights, "
        + "ReadOnlySpan<float> parameters, "
        + "Span<float> workspace, int samples, int degree"
        + (plan.StateSize > 0 ? ", Span<float> states" : string.Empty)
        + (training.HasSeveralLosses ? ", Span<float> headLosses" : string.Empty);

    private bool IsStraightLine => plan.SampleGradient is not null;

    private long ForwardFlops => plan.Layers.Sum(layer => layer.ForwardFlops);

    private string GradientParameters =>
        SpanParameters + ", Span<float> gradient, Span<float> inputGradient" + (plan.HasNoise ? ", ulong randomState" : string.Empty);

    /// <summary>Prints a method that takes a batch in parts.</summary>
    public void Write(CodeWriter code, PassNames names, bool withGradient)
    {
        string memory = names.Memory,
            name = withGradient ? "Gradient" : "BatchLoss",
            parameters = withGradient ? GradientParameters : SpanParameters;
        code.Line(
            withGradient ? "/// <summary>The loss of a batch and its gradient.</summary>" : "/// <summary>The loss of a batch.</summary>"
        );
        code.Line(CompilationHint.Pass);
        using (code.Open($"public static float {name}({parameters})"))
            Widths.Write(code, types, IsStraightLine, $"{name}<{{0}}>({Arguments(parameters)})", isReturned: true);
        code.Line();
        code.Line(CompilationHint.Pass);
        using (code.Open($"private static float {name}{types.List}({parameters})", types.Constraints))
        {
            _means.Begin(code);
            if (withGradient)
                GradientMemory.Clear(code, plan);
            RunningTables.Write(code, names);
            using (code.Open($"for (int first = 0; first < samples; first += {memory}.Capacity)"))
            {
                code.Line($"int count = Math.Min({memory}.Capacity, samples - first);");
                BatchMemoryEmitter.Loss(code, plan, training, isWhole: false, withGradient, withNoise: withGradient && plan.HasNoise);
                string work = withGradient ? "GradientWork" : "LossWork",
                    degree = IsStraightLine ? "degree: 1" : "degree";
                code.Line(
                    $"WorkerTeam.Run<{work}{types.List}>(in batch, {degree}, count * "
                        + $"{Text.Of(withGradient ? 3 * ForwardFlops : ForwardFlops)}L);"
                );
                if (withGradient)
                    GradientMemory.HandOut(code, training, names, "inputGradient[(first * InputSize)..]", "count");
                _means.Add(code, name => $"workspace.Slice({names.Losses(name)}, count)");
            }

            code.Line();
            _means.Return(code);
        }
    }

    /// <summary>Prints the method that takes the gradient of a whole batch at once.</summary>
    public void WriteWhole(CodeWriter code, PassNames names)
    {
        string parameters = GradientParameters.Replace("ReadOnlySpan<float> parameters", "Span<float> parameters");
        code.Line("/// <summary>The loss of a batch and its gradient.</summary>");
        code.Line(CompilationHint.Pass);
        using (code.Open($"public static float Gradient({parameters})"))
            Widths.Write(code, types, straightLine: false, $"Gradient<{{0}}>({Arguments(parameters)})", isReturned: true);
        code.Line();
        code.Line(CompilationHint.Pass);
        using (code.Open($"private static float Gradient{types.List}({parameters})", types.Constraints))
        {
            code.Line("int capacity = Training.Capacity(samples);");
            _means.Begin(code);
            GradientMemory.Clear(code, plan);
            RunningTables.Write(code, names);
            BatchMemoryEmitter.Loss(code, plan, training, isWhole: true, withGradient: true, withNoise: plan.HasNoise);
            code.Line($"WorkerTeam.Run<GradientWork{types.List}>(in batch, degree, samples * {Text.Of(3 * ForwardFlops)}L);");
            GradientMemory.HandOut(code, training, names, "inputGradient", "samples");
            code.Line();
            code.Line("// once for each gradient, when nothing can go wrong any more");
            RunningTables.WriteFollowing(code, names);
            _means.Add(code, name => $"workspace.Slice({names.Losses(name)}, samples)");
            _means.Return(code);
        }
    }

    /// <summary>The names of parameters, as arguments.</summary>
    public static string Arguments(string parameters) =>
        string.Join(
            ", ",
            parameters
                .Split(new[] { ", " }, StringSplitOptions.None)
                .Select(parameter => parameter.Substring(parameter.LastIndexOf(' ') + 1))
        );
}
