using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the class that computes: what a prediction and a gradient do, step by step.</summary>
internal static class PassesEmitter
{
    public static string TypeName(ModelPlan plan) => plan.Model.Name + "Passes";

    public static void Write(CodeWriter code, ModelPlan plan)
    {
        var types = new TypeTable(plan);
        var vectors = new VectorTypes(plan);
        var methods = new StepMethodEmitter(vectors, cutsOutputs: plan.Training is { Evaluation: null });
        code.Line(
            $"/// <summary>The passes of {plan.Model.Name}. One text serves 512, 256 and 128-bit vectors, with the same results "
                + $"to the bit.</summary>"
        );
        code.Line(GeneratedMark.Attribute);
        using (code.Open($"file static class {TypeName(plan)}"))
        {
            code.Line($"private const int InputSize = {Text.Of(plan.InputSize)};");
            code.Line($"private const int OutputSize = {Text.Of(plan.OutputShape.Size)};");
            if (plan.Training is { HasSeveralLosses: true } heads)
                code.Line($"private const int TargetSize = {Text.Of(heads.TargetSize)};");
            code.Line();
            MemoryEmitter.Write(code, plan);
            code.Line();
            DescriptionEmitter.Write(code, plan);
            code.Line();
            IReadOnlyList<StepCall> shared = [];
            if (plan.SampleForm is { } sample)
                new StraightLineEmitter(plan, sample, types, vectors).Write(code);
            else
                shared = new PredictionEmitter(plan, types, methods, vectors).Write(code);
            Schedule last = plan.Prediction;
            if (plan.Training is { } training)
            {
                last = training.Schedule;
                new GradientEmitter(plan, training, types, methods, vectors, shared).Write(code);
            }

            if (plan.Stream is { } stream)
                new StreamEmitter(plan, stream, types, methods, vectors).Write(code);
            FunctionCheckEmitter.Write(code, plan);
            types.Write(code, new PassNames(plan, last, "Training", types));
        }
    }
}
