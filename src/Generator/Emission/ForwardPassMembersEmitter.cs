using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>
/// Prints the members of models whose gradient by the outputs comes from outside: its two halves, and both around a callback.
/// </summary>
internal static class ForwardPassMembersEmitter
{
    private const string Values = "global::System.ReadOnlySpan<float>";
    private const string Span = "global::System.Span<float>";
    private const string Pass = "global::ModelCompiler.ForwardPass";
    private const string Objective = "global::ModelCompiler.OutputObjective";

    /// <summary>What the class implements besides.</summary>
    public static string Base(ModelPlan plan) =>
        plan.Training is { HasForwardPass: true } ? ", global::ModelCompiler.IOutputGradientModel" : string.Empty;

    /// <summary>Prints the field of the handle that gradients around a callback use.</summary>
    public static void Field(CodeWriter code, ModelPlan plan)
    {
        if (plan.Training is { HasForwardPass: true })
            code.Line($"private {Pass}? _pass;");
    }

    public static void Write(CodeWriter code, ModelPlan plan)
    {
        if (plan.Training is not { HasForwardPass: true } training)
            return;
        Member(
            code,
            "/// <inheritdoc/>",
            $"public void Forward({Values} inputs, {Span} outputs, {Pass} pass)",
            () => Forward(code, plan, training)
        );
        Member(
            code,
            "/// <inheritdoc/>",
            $"public void Backward({Pass} pass, {Values} outputGradients, {Span} gradient, {Span} inputGradient = default)",
            () => Backward(code, plan, training)
        );
        Callbacks(code);
    }

    private static void Member(CodeWriter code, string documentation, string signature, Action body)
    {
        code.Line();
        code.Line(documentation);
        code.Line(GeneratedMark.Attribute);
        code.Line(CompilationHint.Member);
        using (code.Open(signature))
            body();
    }

    private static void Forward(CodeWriter code, ModelPlan plan, TrainingPlan training)
    {
        string passes = "global::ModelCompiler.Generated." + PassesEmitter.TypeName(plan),
            length = $"{passes}.PassLength(samples)";
        if (training.Evaluation is not null)
            length = $"global::ModelCompiler.BatchCheck.WholeBatch(samples, {Text.Of(training.LeastSamples)}, {length})";
        code.Line("global::System.ArgumentNullException.ThrowIfNull(pass);");
        code.Line("int samples = global::ModelCompiler.BatchCheck.Prediction(inputs, InputSize, outputs, OutputSize, _parameters.Span);");
        TokenMembersEmitter.Check(code, plan);
        code.Line("using global::ModelCompiler.ParameterGuard.Scope use = _guard.EnterGradient();");
        code.Line($"{Span} memory = pass.Begin(inputs, {length}{(plan.HasNoise ? ", unchecked(_randomState++)" : string.Empty)});");
        code.Line($"{passes}.ForwardPass(pass.Inputs, outputs, _parameters.Span, memory, samples, _maxDegreeOfParallelism{State(plan)});");
        code.Line("pass.Keep(_guard, samples);");
    }

    private static void Backward(CodeWriter code, ModelPlan plan, TrainingPlan training)
    {
        code.Line("global::System.ArgumentNullException.ThrowIfNull(pass);");
        code.Line("using global::ModelCompiler.ParameterGuard.Scope use = _guard.EnterGradient();");
        code.Line($"{Span} memory = pass.Resume(_guard, outputGradients, {Text.Of(training.TargetSize)});");
        code.Line("global::ModelCompiler.BatchCheck.Gradient(pass.Inputs, _parameters.Span, gradient, inputGradient);");
        code.Line("global::ModelCompiler.BatchCheck.TargetsApart(outputGradients, gradient, inputGradient);");
        code.Line(
            $"global::ModelCompiler.Generated.{PassesEmitter.TypeName(plan)}.BackwardPass(pass.Inputs, outputGradients, _parameters.Span, "
                + $"memory, pass.Samples, _maxDegreeOfParallelism, gradient, inputGradient{State(plan)});"
        );
        code.Line($"{Layers.LayerDefinition.Freezing}.ClearGradient(gradient);");
        code.Line("pass.Release();");
    }

    private static string State(ModelPlan plan) => plan.HasNoise ? ", pass.RandomState" : string.Empty;

    private static void Callbacks(CodeWriter code)
    {
        const string Run =
            "global::ModelCompiler.OutputGradients.Run(this, _pass ??= new(), inputs, inputs.Length / InputSize, OutputSize, ";
        Documentation(
            code,
            "The gradient of an objective that reads the outputs: a forward pass, the objective, and the backward pass. Allocates "
                + "nothing after the first batch of as many, if the delegate is kept or a static lambda.",
            null
        );
        code.Line($"public float Gradient({Values} inputs, {Objective} objective, {Span} gradient, {Span} inputGradient = default) =>");
        code.Indented(Run + "objective, gradient, inputGradient);");
        Documentation(
            code,
            "The same, with what the objective needs besides as an argument: a static lambda will do.",
            "What the objective receives."
        );
        code.Line(
            $"public float Gradient<TState>({Values} inputs, TState state, {Objective}<TState> objective, {Span} gradient, "
                + $"{Span} inputGradient = default)"
        );
        code.Indented("where TState : allows ref struct =>");
        code.Indented(Run + "state, objective, gradient, inputGradient);");
    }

    private static void Documentation(CodeWriter code, string summary, string? state)
    {
        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        code.Line("/// <param name=\"inputs\">n × InputSize values.</param>");
        if (state is not null)
            code.Line($"/// <param name=\"state\">{state}</param>");
        code.Line("/// <param name=\"objective\">Writes the gradient by the outputs, and returns the value.</param>");
        code.Line("/// <param name=\"gradient\">Receives the gradient by the parameters.</param>");
        code.Line("/// <param name=\"inputGradient\">Receives the gradient by the inputs; empty when it is not wanted.</param>");
        code.Line("/// <returns>The value of the objective.</returns>");
        code.Line(GeneratedMark.Attribute);
    }
}
