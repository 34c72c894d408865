using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the members that compute losses and gradients.</summary>
internal static class TrainingMembersEmitter
{
    private const string Values = "global::System.ReadOnlySpan<float>";
    private const string Indices = "global::System.ReadOnlySpan<int>";
    private const string Output = "global::System.Span<float>";

    public static void Write(CodeWriter code, ModelPlan plan)
    {
        bool classes = TakesClasses(plan);
        foreach (bool withClasses in new[] { false, true })
        {
            string targets = withClasses ? $"{Indices} classes" : $"{Values} targets";
            string? refusal =
                plan.Training is null
                    ? $"throw new global::System.NotSupportedException(\"{plan.Model.Name} has no loss: add [Loss(...)] to train it.\")"
                : withClasses && !classes ? ClassRefusal(plan)
                : null;

            // An attribute argument is looked up in the class first: a member called Loss would hide the enumeration in [Loss(Loss.Kind)].
            code.Line();
            string passed = withClasses ? "default, classes" : "targets, default";
            string loss =
                plan.Training is { HasSeveralLosses: true } && !withClasses
                    ? $"float global::ModelCompiler.IModel<{plan.Model.Name}>.HeadLosses({Values} inputs, {targets}, {Output} headLosses, "
                        + $"{Values} weights)"
                    : $"float global::ModelCompiler.IModel<{plan.Model.Name}>.Loss({Values} inputs, {targets}, {Values} weights)";
            string gradient =
                $"public float Gradient({Values} inputs, {targets}, {Output} gradient, {Output} inputGradient = default, "
                + $"{Values} weights = default)";
            if (refusal is not null)
            {
                Refuse(code, loss, gradient, refusal);
                continue;
            }

            code.Line(GeneratedMark.Attribute);
            code.Line(CompilationHint.Member);
            using (code.Open(loss))
            {
                Samples(code, plan, withClasses);
                Workspace(code, plan, withGradient: false);
                code.Line($"return {Call(plan, passed, "weights", withGradient: false, "default")};");
            }

            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line(GeneratedMark.Attribute);
            code.Line(CompilationHint.Member);
            using (code.Open(gradient))
            {
                Samples(code, plan, withClasses);
                if (classes)
                    code.Line($"return Gradient(samples, inputs, {passed}, gradient, inputGradient, weights);");
                else
                    Gradient(code, plan, withClasses: false);
            }
        }

        if (plan.Training is not null && classes)
            OfBothTargets(code, plan);
    }

    // Targets of both kinds end in one method.
    private static void OfBothTargets(CodeWriter code, ModelPlan plan)
    {
        code.Line();
        code.Line(GeneratedMark.Attribute);
        code.Line(CompilationHint.Member);
        using (
            code.Open(
                $"private float Gradient(int samples, {Values} inputs, {Values} targets, {Indices} classes, {Output} gradient, "
                    + $"{Output} inputGradient, {Values} weights)"
            )
        )
            Gradient(code, plan, withClasses: true);
    }

    private static void Refuse(CodeWriter code, string loss, string gradient, string refusal)
    {
        code.Line(GeneratedMark.Attribute);
        code.Line($"{loss} =>");
        code.Indented(refusal + ";");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line(GeneratedMark.Attribute);
        code.Line($"{gradient} =>");
        code.Indented(refusal + ";");
    }

    private static void Samples(CodeWriter code, ModelPlan plan, bool withClasses)
    {
        code.Line($"int samples = {Checked(plan, withClasses)};");
        HeadMembersEmitter.Check(code, plan, withClasses);
        code.Line("global::ModelCompiler.SampleWeights.Check(weights, samples);");
        TokenMembersEmitter.Check(code, plan);
    }

    /// <summary>What is thrown where a loss is given class indices that it does not take.</summary>
    public static string ClassRefusal(ModelPlan plan) =>
        plan.Model.HasSeveralLosses
            ? $"throw new global::System.NotSupportedException(\"{plan.Model.Name} has several heads: give rows of targets, not class "
                + "indices.\")"
        : plan.Training?.Heads[0].Labels is not null
            ? $"throw new global::System.NotSupportedException(\"{plan.Model.Name} has the loss {plan.Model.LossName}, whose targets are "
                + "rows of labels: give them as values, -100 behind the last one (LabelSequences.Rows).\")"
        : $"throw new global::System.NotSupportedException(\"{plan.Model.Name} has the loss "
            + $"{plan.Model.LossName}, whose targets are values, not class indices: convert them to one-hot targets.\")";

    /// <summary>Whether the loss takes class indices.</summary>
    public static bool TakesClasses(ModelPlan plan) =>
        plan.Model.Loss?.Kind is "CategoricalCrossEntropy" or "SparseCategoricalCrossEntropy";

    /// <summary>The call that checks a batch and counts its samples.</summary>
    public static string Checked(ModelPlan plan, bool withClasses)
    {
        TrainingPlan training = plan.Training!;
        string outputs = training.Heads[0].Outputs == plan.OutputShape.Size ? "OutputSize" : Text.Of(training.Heads[0].Outputs),
            targets = training.TargetSize == plan.OutputShape.Size ? "OutputSize" : Text.Of(training.TargetSize);
        return training.HasClassTargets
                ? $"global::ModelCompiler.ClassTargets.Check(inputs, InputSize, {(withClasses ? "classes" : "targets")}, "
                    + $"{Text.Of(training.TargetSize)}, {outputs})"
            : withClasses ? $"global::ModelCompiler.BatchCheck.Classes(inputs, InputSize, classes, {outputs})"
            : $"global::ModelCompiler.BatchCheck.Targets(inputs, InputSize, targets, {targets})";
    }

    /// <summary>Prints what a gradient does once its batch is checked.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="plan">The model.</param>
    /// <param name="withClasses">Whether there may be class indices.</param>
    /// <param name="states">What sequences begin with.</param>
    /// <param name="weights">How much the samples count.</param>
    public static void Gradient(CodeWriter code, ModelPlan plan, bool withClasses, string states = "default", string weights = "weights")
    {
        code.Line("global::ModelCompiler.BatchCheck.Gradient(inputs, _parameters.Span, gradient, inputGradient);");
        code.Line("global::ModelCompiler.BatchCheck.TargetsApart(targets, gradient, inputGradient);");
        if (withClasses)
            code.Line("global::ModelCompiler.BatchCheck.TargetsApart(classes, gradient, inputGradient);");
        code.Line("using global::ModelCompiler.ParameterGuard.Scope use = _guard.EnterGradient();");
        Workspace(code, plan, withGradient: true);
        code.Line(
            $"float loss = {Call(plan, withClasses ? "targets, classes" : "targets, default", weights, withGradient: true, states)};"
        );
        code.Line($"{Layers.LayerDefinition.Freezing}.ClearGradient(gradient);");
        code.Line("return loss;");
    }

    /// <summary>Prints the memory of a pass. A loss only reads: any number of threads at once.</summary>
    public static void Workspace(CodeWriter code, ModelPlan plan, bool withGradient)
    {
        string passes = Passes(plan),
            length = $"{passes}.WorkspaceLength({(withGradient ? "!inputGradient.IsEmpty" : "false")})";
        if (plan.Training is { Evaluation: not null } training)
            length = withGradient
                ? $"global::ModelCompiler.BatchCheck.WholeBatch(samples, {Text.Of(training.LeastSamples)}, "
                    + $"{passes}.WorkspaceLength(samples, !inputGradient.IsEmpty))"
                : passes + ".LossWorkspaceLength";
        string workspace = withGradient
            ? $"global::ModelCompiler.AlignedBuffer.Grow(ref _workspace, {length})"
            : $"global::ModelCompiler.PredictionScratch.Get({length})";
        code.Line($"global::System.Span<float> workspace = {workspace};");
    }

    /// <summary>The call of the pass.</summary>
    public static string Call(ModelPlan plan, string targets, string weights, bool withGradient, string states)
    {
        string rest =
            !withGradient ? string.Empty
            : plan.HasNoise ? ", gradient, inputGradient, unchecked(_randomState++)"
            : ", gradient, inputGradient";
        string heads =
            plan.Training is not { HasSeveralLosses: true } ? string.Empty
            : withGradient ? ", _headLosses"
            : ", headLosses";
        string method = withGradient ? "Gradient" : "BatchLoss";
        return $"{Passes(plan)}.{method}(inputs, {targets}, {weights}, _parameters.Span, workspace, samples, _maxDegreeOfParallelism"
            + $"{(plan.StateSize > 0 ? ", " + states : string.Empty)}{heads}{rest})";
    }

    private static string Passes(ModelPlan plan) => "global::ModelCompiler.Generated." + PassesEmitter.TypeName(plan);
}
