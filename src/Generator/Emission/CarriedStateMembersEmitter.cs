using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the members by which sequences go on where others have ended, for the interface alone.</summary>
internal static class CarriedStateMembersEmitter
{
    private const string Interface = "global::ModelCompiler.ICarriedStateModel";
    private const string Values = "global::System.ReadOnlySpan<float>";
    private const string Span = "global::System.Span<float>";
    private const string Batch = Values + " inputs, " + Values + " targets, global::System.ReadOnlySpan<int> classes, " + Span + " states";

    /// <summary>What the class implements besides.</summary>
    public static string Base(ModelPlan plan) => plan.StateSize > 0 ? ", " + Interface : string.Empty;

    public static void Write(CodeWriter code, ModelPlan plan)
    {
        if (plan.StateSize == 0)
            return;
        code.Line();
        code.Line(GeneratedMark.Attribute);
        code.Line($"int {Interface}.CarriedStateSize => {Text.Of(plan.StateSize)};");
        Member(code, $"void {Interface}.Predict({Values} inputs, {Span} states, {Span} outputs)", () => Predict(code, plan));
        Member(code, $"float {Interface}.Loss({Batch})", () => Loss(code, plan));
        Member(code, $"float {Interface}.Gradient({Batch}, {Span} gradient)", () => Gradient(code, plan));
    }

    private static void Member(CodeWriter code, string signature, Action body)
    {
        code.Line();
        code.Line(GeneratedMark.Attribute);
        code.Line(CompilationHint.Member);
        using (code.Open(signature))
            body();
    }

    private static void Predict(CodeWriter code, ModelPlan plan)
    {
        code.Line("int samples = global::ModelCompiler.BatchCheck.Prediction(inputs, InputSize, outputs, OutputSize, _parameters.Span);");
        Check(code, plan, "outputs");
        code.Line(
            $"global::ModelCompiler.Generated.{PassesEmitter.TypeName(plan)}.Predict(inputs, _parameters.Span, outputs, samples, "
                + "_maxDegreeOfParallelism, states);"
        );
    }

    private static void Loss(CodeWriter code, ModelPlan plan)
    {
        Samples(code, plan);
        Check(code, plan, "default");
        TrainingMembersEmitter.Workspace(code, plan, withGradient: false);
        if (plan.Training is { HasSeveralLosses: true })
            code.Line($"{Span} headLosses = default;");
        code.Line($"return {TrainingMembersEmitter.Call(plan, "targets, classes", "default", withGradient: false, "states")};");
    }

    private static void Gradient(CodeWriter code, ModelPlan plan)
    {
        Samples(code, plan);
        Check(code, plan, "gradient");
        code.Line($"{Span} inputGradient = default;");
        TrainingMembersEmitter.Gradient(code, plan, withClasses: TrainingMembersEmitter.TakesClasses(plan), "states", "default");
    }

    private static void Samples(CodeWriter code, ModelPlan plan)
    {
        if (TrainingMembersEmitter.TakesClasses(plan))
        {
            code.Line("int samples = classes.IsEmpty");
            code.Indented($"? {TrainingMembersEmitter.Checked(plan, withClasses: false)}");
            code.Indented($": {TrainingMembersEmitter.Checked(plan, withClasses: true)};");
            return;
        }

        code.Line("if (!classes.IsEmpty)");
        code.Indented(TrainingMembersEmitter.ClassRefusal(plan) + ";");
        code.Line($"int samples = {TrainingMembersEmitter.Checked(plan, withClasses: false)};");
        HeadMembersEmitter.Check(code, plan);
    }

    private static void Check(CodeWriter code, ModelPlan plan, string written)
    {
        TokenMembersEmitter.Check(code, plan);
        code.Line(
            $"global::ModelCompiler.BatchCheck.States(states, samples, {Text.Of(plan.StateSize)}, inputs, {written}, _parameters.Span);"
        );
    }
}
