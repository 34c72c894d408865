using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the loss and the gradient: for each sample forwards and backwards, then the sums over the samples.</summary>
internal sealed class GradientEmitter(
    ModelPlan plan, TrainingPlan training, ShapeEmitter shapes, ImageGradientEmitter images, StepMethodEmitter steps, BatchNormEmitter norms, VectorTypes types, StraightLineGradientEmitter? straightLine, IReadOnlyList<StepCall> shared)
{
    private const string SpanParameters =
        "ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> classes, ReadOnlySpan<float> parameters, Span<float> workspace, int samples, int degree";

    public void Write(CodeWriter code)
    {
        if (training.Evaluation is { } evaluation)
        {
            Phased(code, evaluation);
            return;
        }

        Step[] all = [.. training.Schedule.Steps];
        Step[] forward = all.Take(training.ForwardCount).Skip(plan.SharedForward).ToArray();
        Step[] backward = all.Skip(training.ForwardCount).Take(training.PropagateCount - training.ForwardCount).ToArray();
        Step[] sums = all.Skip(training.PropagateCount).ToArray();

        // A copy comes before a loss that works in place on values that others still read.
        int loss = Array.FindIndex(backward, step => step is ElementLossStep or SoftmaxCrossEntropyStep) + 1;

        code.Line();
        code.Line("/// <summary>The floats of a gradient's workspace.</summary>");
        code.Line("public static int WorkspaceLength(bool withInputGradient) => withInputGradient ? Training.LengthWithInputGradient : Training.Length;");
        code.Line();
        Whole(code, withGradient: false);
        code.Line();
        Whole(code, withGradient: true);
        IReadOnlyList<StepCall> forwardCalls = straightLine is not null ? [new(straightLine.Forward(code), Output: null)] :
        [
            .. shared,
            .. steps.Write(code, "TrainingForward", "The forward pass of a gradient, which keeps what the backward pass reads.", training.Schedule, "Training", forward),
        ];
        IReadOnlyList<StepCall> lossCalls = steps.Write(code, "Loss", "The loss of each sample, and where the gradient starts.", training.Schedule, "Training", backward.Take(loss).ToList());
        IReadOnlyList<StepCall> backwardCalls = straightLine is not null
            ? [new(straightLine.Backward(code), Output: null)]
            : steps.Write(code, "Backward", "The gradient of each sample, from the loss to the input.", training.Schedule, "Training", backward.Skip(loss).ToList(), inGradientOnly: true);
        Repack(code, all);
        if (straightLine is not null)
            sums = [];
        if (sums.Length > 0)
            Sums(code, sums);
        PhasesEmitter.Write(code, "LossWork", types, [Samples(code, "Training", [.. forwardCalls, .. lossCalls])]);
        GradientWork(code, [.. forwardCalls, .. lossCalls, .. backwardCalls], repack: all.Any(step => step is IRepackingStep), sums: sums.Length > 0);
    }

    /// <summary>A loss over parts of the batch, and a gradient over the whole of it.</summary>
    private void Phased(CodeWriter code, LossPlan evaluation)
    {
        code.Line();
        code.Line("/// <summary>The floats of a loss's workspace.</summary>");
        code.Line("public static int LossWorkspaceLength => Evaluation.Length;");
        code.Line();
        code.Line("/// <summary>The floats of the workspace of a gradient, which has all samples in it.</summary>");
        code.Line("public static long WorkspaceLength(int samples, bool withInputGradient) =>");
        code.Indented("Training.FixedLength + ((long)Training.Capacity(samples) * (withInputGradient ? Training.LengthWithInputGradient : Training.Length));");
        code.Line();
        Whole(code, withGradient: false);
        code.Line();
        var whole = new WholeBatchEmitter(plan, training, norms, steps, types);
        string parameters = SpanParameters.Replace("ReadOnlySpan<float> parameters", "Span<float> parameters") + ", Span<float> gradient, Span<float> inputGradient" + (plan.HasNoise ? ", ulong randomState" : string.Empty);
        code.Line("/// <summary>The loss of a batch and its gradient.</summary>");
        using (code.Open($"public static float Gradient({parameters})"))
            Widths.Write(code, types, straightLine: false, $"Gradient<{{0}}>({Arguments(parameters)})", isReturned: true);
        code.Line();
        whole.Gradient(code, parameters, () => ClearGaps(code));
        IReadOnlyList<StepCall> lossCalls =
        [
            .. shared,
            .. steps.Write(code, "EvaluationForward", "The forward pass of a loss.", evaluation.Schedule, "Evaluation", evaluation.Schedule.Steps.Take(evaluation.ForwardCount).Skip(plan.SharedForward).ToList()),
            .. steps.Write(code, "Loss", "The loss of each sample.", evaluation.Schedule, "Evaluation", evaluation.Schedule.Steps.Skip(evaluation.ForwardCount).ToList()),
        ];
        Step[] all = [.. training.Schedule.Steps], sums = all.Skip(training.PropagateCount).ToArray();
        Repack(code, all);
        if (sums.Length > 0)
            Sums(code, sums);
        PhasesEmitter.Write(code, "LossWork", types, [Samples(code, "Evaluation", lossCalls)]);
        whole.Work(code, all.Any(step => step is IRepackingStep), sums.Length > 0);
    }

    private void Whole(CodeWriter code, bool withGradient)
    {
        string memory = training.Evaluation is null ? "Training" : "Evaluation";
        string name = withGradient ? "Gradient" : "BatchLoss";
        string parameters = withGradient ? SpanParameters + ", Span<float> gradient, Span<float> inputGradient" + (plan.HasNoise ? ", ulong randomState" : string.Empty) : SpanParameters;
        long forward = plan.Layers.Sum(layer => layer.ForwardFlops);
        code.Line(withGradient ? "/// <summary>The loss of a batch and its gradient.</summary>" : "/// <summary>The loss of a batch.</summary>");
        using (code.Open($"public static float {name}({parameters})"))
            Widths.Write(code, types, straightLine is not null, $"{name}<{{0}}>({Arguments(parameters)})", isReturned: true);
        code.Line();
        using (code.Open($"private static float {name}{types.List}({parameters})", types.Constraints))
        {
            code.Line(training.ScaleOutputs == 1 ? "double mean = 1.0 / samples;" : $"double mean = 1.0 / ((double)samples * {Text.Of(training.ScaleOutputs)});");
            code.Line("double loss = 0;");
            if (withGradient && straightLine is not null)
                code.Line("gradient.Clear(); // every sample adds its share");
            else if (withGradient)
                ClearGaps(code);
            norms.RunningTables(code, plan.Loss!.Schedule, memory);
            using (code.Open($"for (int first = 0; first < samples; first += {memory}.Capacity)"))
            {
                code.Line($"int count = Math.Min({memory}.Capacity, samples - first);");
                BatchMemoryEmitter.Loss(code, isWhole: false, withGradient, withNoise: withGradient && plan.HasNoise);
                code.Line($"WorkerTeam.Run<{(withGradient ? "GradientWork" : "LossWork")}{types.List}>(in batch, {(straightLine is null ? "degree" : "degree: 1")}, count * {Text.Of(withGradient ? 3 * forward : forward)}L);");
                if (withGradient && training.InputGradient >= 0)
                {
                    BufferPlan buffer = training.Schedule.Buffers[training.InputGradient];
                    code.Line("if (!inputGradient.IsEmpty)");
                    code.Indented($"Rows.Copy(workspace[Training.{buffer.Name}..], {Text.Of(buffer.Stride)}, inputGradient[(first * InputSize)..], InputSize, count);");
                }

                code.Line($"loss += Rows.Sum(workspace.Slice({memory}.Losses, count));");
            }

            code.Line();
            code.Line("return (float)(loss * mean);");
        }
    }

    /// <summary>Parameters start at cache lines; what lies between them belongs to none, so no step writes it. Nor does any write the gradient of a frozen one.</summary>
    private void ClearGaps(CodeWriter code)
    {
        var gaps = new List<(int Start, int Length)>();
        int end = 0;
        foreach (ParameterPlan parameter in plan.Parameters.Where(parameter => parameter.IsTrainable).OrderBy(parameter => parameter.Offset))
        {
            gaps.Add((end, parameter.Offset - end));
            end = parameter.Offset + (parameter.PaddedRows * parameter.StoredColumns);
        }

        gaps.Add((end, plan.ParameterBufferLength - end));
        gaps.RemoveAll(gap => gap.Length == 0);
        if (gaps.Count > 0)
            code.Line(plan.Parameters.All(parameter => parameter.IsTrainable) ? "// between the parameters" : "// between the parameters, and those that are frozen");
        foreach ((int start, int length) in gaps)
            code.Line($"gradient.Slice({Text.Of(start)}, {Text.Of(length)}).Clear();");
    }

    private static string Arguments(string parameters) =>
        string.Join(", ", parameters.Split(new[] { ", " }, StringSplitOptions.None).Select(parameter => parameter.Substring(parameter.LastIndexOf(' ') + 1)));

    /// <summary>The transposed weights that input gradients read.</summary>
    private void Repack(CodeWriter code, IReadOnlyList<Step> all)
    {
        if (!all.Any(step => step is IRepackingStep))
            return;
        code.Line();
        code.Line("/// <summary>Repacks the weights for the input gradients: lanes of inputs instead of outputs; shared among threads by panels.</summary>");
        using (code.Open("private static void Repack(in BatchMemory batch, int part, int parts)"))
        {
            foreach (InputGradientStep step in all.OfType<InputGradientStep>())
                OnRequest(code, step, Repack(step));

            foreach (ConvolutionInputGradientStep step in all.OfType<ConvolutionInputGradientStep>().Where(step => step.Scatter is not null))
                OnRequest(code, step, images.Repack(step));

            // The window of a convolution is small: to turn it is not worth sharing.
            if (!all.Any(step => step is ConvolutionInputGradientStep { Scatter: null }))
                return;
            using (code.Open("if (part == 0)"))
                foreach (ConvolutionInputGradientStep step in all.OfType<ConvolutionInputGradientStep>().Where(step => step.Scatter is null))
                    OnRequest(code, step, images.Repack(step));
        }
    }

    private static void OnRequest(CodeWriter code, Step step, string call)
    {
        if (step.OnRequest)
            code.Line("if (batch.WithInputGradient)");
        if (step.OnRequest)
            code.Indented(call);
        else
            code.Line(call);
    }

    private string Repack(InputGradientStep step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        return $"PanelTranspose.Part(in batch, part, parts, {MemoryEmitter.Parameter(weight)}, Training.{Names.Pascal(step.Label)}Transposed, {Text.Of(weight.Rows)}, {Text.Of(weight.Columns)});";
    }

    private void Sums(CodeWriter code, IReadOnlyList<Step> sums)
    {
        code.Line();
        code.Line("/// <summary>The gradients of the parameters: sums over the samples, shared among threads by blocks of each weight.</summary>");
        using (code.Open($"private static void ParameterGradients{types.List}(in BatchMemory batch, int part, int parts)", types.Constraints))
        {
            code.Line("ReadOnlySpan<float> x = batch.Inputs;");
            code.Line("Span<float> workspace = batch.Workspace, gradient = batch.Gradient;");
            if (training.Schedule.IsWhole)
                code.Line("int capacity = Training.Capacity(batch.Samples);");
            foreach (Step step in sums)
            {
                code.Line();
                if (step is WeightGradientStep weight)
                    Weight(code, weight);
                else if (step is BiasGradientStep bias)
                    Bias(code, bias);
                else
                    images.Sum(code, step);
            }
        }
    }

    private void Weight(CodeWriter code, WeightGradientStep step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        string input = step.Input == BufferPlan.Input ? "x[0]" : $"workspace[{training.Schedule.Place("Training", step.Input)}]";
        string bias = step.Bias < 0 ? string.Empty : $" ref gradient[{MemoryEmitter.Parameter(plan.Parameters[step.Bias])}],";
        code.Line($"// {step.Label}: dW = sum of d x^T{(step.Bias < 0 ? string.Empty : ", db = sum of d")}; [{Text.Of(weight.Rows)}, {Text.Of(weight.Columns)}]");
        code.Line($"WeightGradient.Part<{StepEmitter.Vector(weight.PaddedRows)}, {shapes.Name(plan, step)}>(in {input}, in workspace[{training.Schedule.Place("Training", step.Delta)}],");
        code.Indented($"ref gradient[{MemoryEmitter.Parameter(weight)}],{bias} in batch, part, parts);");
    }

    private void Bias(CodeWriter code, BiasGradientStep step)
    {
        ParameterPlan bias = plan.Parameters[step.Bias];
        code.Line($"// {step.Label}: db = sum of d; [{Text.Of(bias.Rows)}]");
        code.Line("if (part == 0)");
        code.Indented($"WeightGradient.Bias<{StepEmitter.Vector(bias.PaddedRows)}>(in workspace[{training.Schedule.Place("Training", step.Delta)}], {Text.Of(step.RightStride)}, ref gradient[{MemoryEmitter.Parameter(bias)}], {Text.Of(bias.PaddedRows)}, batch.Samples, batch.Accumulate);");
    }

    /// <summary>
    /// Prints the phases of a gradient. Threads share samples, each of which goes through as many steps as possible in one phase; but a product with a large weight is a phase of its own, which they share by
    /// outputs.
    /// </summary>
    private void GradientWork(CodeWriter code, IReadOnlyList<StepCall> calls, bool repack, bool sums)
    {
        var phases = new List<Action>();
        if (repack)
            phases.Add(() => code.Line("Repack(in batch, part, parts);"));
        for (int first = 0; first < calls.Count;)
        {
            if (calls[first].Output is { } output)
            {
                phases.Add(() => steps.Part(code, training.Schedule, "Training", output));
                first++;
                continue;
            }

            List<StepCall> run = calls.Skip(first).TakeWhile(call => call.Output is null).ToList();
            phases.Add(Samples(code, "Training", run));
            first += run.Count;
        }

        if (sums)
            phases.Add(() => code.Line($"ParameterGradients{types.List}(in batch, part, parts);"));
        PhasesEmitter.Write(code, "GradientWork", types, phases);
    }

    /// <summary>A phase that threads share by samples.</summary>
    private Action Samples(CodeWriter code, string memory, IReadOnlyList<StepCall> calls) => () => StepMethodEmitter.Samples(code, training.Schedule, memory, calls);
}
