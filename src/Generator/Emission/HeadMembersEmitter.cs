using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints what models with several losses have besides: the loss of each head.</summary>
internal static class HeadMembersEmitter
{
    private const string Values = "global::System.ReadOnlySpan<float>";

    /// <summary>Prints the field, where there are several losses.</summary>
    public static void Field(CodeWriter code, ModelPlan plan)
    {
        if (plan.Training is { HasSeveralLosses: true } training)
            code.Line($"private readonly float[] _headLosses = new float[{training.Heads.Count}];");
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
