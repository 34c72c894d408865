using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints what models with several losses have besides: the loss of each head.</summary>
internal static class HeadMembersEmitter
{
    private const string Values = "global::System.ReadOnlySpan<float>";

    /// <summary>Prints the field, where there are several losses.</summary>
    public static void Field(CodeWriter code, ModelPlan plan)
    {
        if (plan.Training is { HasSeveralLosses: true } training)
            code.Line($"private readonly float[] _headLosses = new float[{Text.Of(training.Heads.Count)}];");
    }

    /// <summary>
    /// Prints the checks of those targets of several heads that are numbers of classes, and of those that must not be missing.
    /// </summary>
    public static void Check(CodeWriter code, ModelPlan plan, bool withClasses = false)
    {
        if (plan.Training is not { } training)
            return;
        foreach ((HeadPlan head, HeadSpec spec) in training.Heads.Zip(plan.Model.TrainedHeads, (head, spec) => (head, spec)))
            if (head.Labels is { } labels)
                Labels(code, training.TargetSize, head, labels);
            else if (!withClasses && !head.HasClassTargets && !head.MayMissTargets)
                code.Line(
                    $"global::ModelCompiler.MissingTarget.Refuse(targets, targetSize: {Text.Of(training.TargetSize)}, "
                        + $"start: {Text.Of(head.TargetStart)}, count: {Text.Of(head.TargetSize)}, loss: \"{spec.Loss!.Name}\");"
                );
        if (!training.HasSeveralLosses)
            return;
        foreach (HeadPlan head in training.Heads.Where(head => head.HasClassTargets))
            code.Line(
                $"global::ModelCompiler.ClassTargets.CheckHead(targets, {Text.Of(training.TargetSize)}, {Text.Of(head.TargetStart)}, "
                    + $"{Text.Of(head.TargetSize)}, {Text.Of(head.Classes)}, \"{head.Name}\");"
            );
    }

    private static void Labels(CodeWriter code, int targetSize, HeadPlan head, LabelPlan labels)
    {
        code.Line(
            $"global::ModelCompiler.LabelSequences.Check(targets, {Text.Of(targetSize)}, start: {Text.Of(head.TargetStart)}, "
                + $"count: {Text.Of(head.TargetSize)}, classes: {Text.Of(labels.Classes)},"
        );
        code.Indented(
            $"blank: {Text.Of(labels.Blank)}, steps: {Text.Of(labels.Steps)}, mustFit: {Text.Of(labels.MustFit)}, "
                + $"{(labels.HasLengths ? "inputs" : "default")}, \"{head.Name}\");"
        );
    }

    public static void Write(CodeWriter code, ModelPlan plan)
    {
        if (plan.Training is not { HasSeveralLosses: true })
            return;
        string model = $"global::ModelCompiler.IModel<{plan.Model.Name}>";
        code.Line();
        code.Line(GeneratedMark.Attribute);
        code.Line($"{Values} {model}.GradientHeadLosses => _headLosses;");
        code.Line();
        code.Line(GeneratedMark.Attribute);
        code.Line($"float {model}.Loss({Values} inputs, {Values} targets, {Values} weights) =>");
        code.Indented($"(({model})this).HeadLosses(inputs, targets, default, weights);");
    }
}
