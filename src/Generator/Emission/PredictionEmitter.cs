using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the prediction of networks that run as kernels over a workspace.</summary>
internal sealed class PredictionEmitter(ModelPlan plan, TypeTable generated, StepMethodEmitter methods, VectorTypes types)
{
    /// <summary>Prints the prediction; returns the calls of the forward pass that a gradient can make too.</summary>
    public IReadOnlyList<StepCall> Write(CodeWriter code)
    {
        PassNames names = new(plan, plan.Prediction, "Prediction", generated),
            sharedNames = new(plan, plan.Prediction, PassNames.SharedMemory, generated);
        Entry(code, names);
        IReadOnlyList<StepCall> shared = methods.Write(
            code,
            "Forward",
            "The forward pass, of predictions and gradients.",
            sharedNames,
            plan.Prediction.Steps.Take(plan.SharedForward).ToList()
        );
        IReadOnlyList<StepCall> own = methods.Write(
            code,
            "PredictionForward",
            "What a prediction computes besides.",
            names,
            plan.Prediction.Steps.Skip(plan.SharedForward).ToList()
        );
        code.Line();
        using (code.Open($"private readonly struct PredictionWork{types.List} : IBatchWork", types.Constraints))
        {
            code.Line(CompilationHint.Pass);
            using (code.Open("public static void Run(in BatchMemory batch, int phase, int part, int parts)"))
            {
                Work(code, [.. shared, .. own]);
            }
        }

        return shared;
    }

    // The share of a thread: all samples through one step after the other, or each sample through all steps.
    private void Work(CodeWriter code, IReadOnlyList<StepCall> calls)
    {
        Schedule schedule = plan.Prediction;
        if (!schedule.TakesSamplesAlone)
        {
            StepMethodEmitter.Samples(code, schedule, "Prediction", calls);
            CopyOutput(code, "batch");
            return;
        }

        StepMethodEmitter.Samples(code, schedule, "Prediction", []);
        using (code.Open("for (int sample = 0; sample < samples; sample++)"))
        {
            BatchMemoryEmitter.Sample(code);
            foreach (StepCall call in calls)
                code.Line(call.For("Prediction").Replace("(in batch, start, samples)", "(in one, start, samples: 1)"));
            CopyOutput(code, "one");
        }
    }

    private void CopyOutput(CodeWriter code, string batch)
    {
        if (plan.Prediction.Output < 0)
            return;
        BufferPlan output = plan.Prediction.Buffers[plan.Prediction.Output];
        code.Line(
            $"Rows.Copy({batch}.Workspace[(Prediction.{output.Name} + (start * {Text.Of(output.Stride)}))..], "
                + $"{Text.Of(output.Stride)}, {batch}.Outputs[(start * OutputSize)..], OutputSize, {(batch == "one" ? "1" : "samples")});"
        );
    }

    // The method that members call, and the one of each width.
    private void Entry(CodeWriter code, PassNames names)
    {
        long flops = plan.Layers.Sum(layer => layer.ForwardFlops);
        (string states, string statesArgument) = plan.StateSize > 0 ? (", Span<float> states", ", states") : (string.Empty, string.Empty);
        code.Line("/// <summary>Predicts a batch, as many samples at a time as the workspace holds.</summary>");
        code.Line(CompilationHint.Pass);
        using (
            code.Open(
                "public static void Predict(ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, Span<float> outputs, int "
                    + $"samples, int degree{states})"
            )
        )
            Widths.Write(
                code,
                types,
                straightLine: false,
                $"Predict<{{0}}>(inputs, parameters, outputs, samples, degree{statesArgument})",
                isReturned: false
            );
        code.Line();
        code.Line(CompilationHint.Pass);
        using (
            code.Open(
                $"private static void Predict{types.List}(ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, Span<float> "
                    + $"outputs, int samples, int degree{states})",
                types.Constraints
            )
        )
        {
            code.Line("Span<float> workspace = PredictionScratch.Get(Prediction.Length);");
            RunningTables.Write(code, names);
            using (code.Open("for (int first = 0; first < samples; first += Prediction.Capacity)"))
            {
                code.Line("int count = Math.Min(Prediction.Capacity, samples - first);");
                BatchMemoryEmitter.Prediction(code, plan);
                code.Line($"WorkerTeam.Run<PredictionWork{types.List}>(in batch, degree, count * {Text.Of(flops)}L);");
            }
        }
    }
}
