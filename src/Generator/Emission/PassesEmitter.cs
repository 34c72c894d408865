using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the class that computes: what a prediction and a gradient do, step by step.</summary>
internal sealed class PassesEmitter(ModelPlan plan)
{
    private readonly ShapeEmitter _shapes = new(plan);
    private readonly ActivationEmitter _activations = new(plan);
    private readonly MapEmitter _maps = new(plan);
    private readonly KernelShapeEmitter _kernels = new(plan);
    private readonly DistanceEmitter _distances = new();
    private readonly ColumnsEmitter _columns = new();

    public static string TypeName(ModelPlan plan) => plan.Model.Name + "Passes";

    public void Write(CodeWriter code)
    {
        var types = new VectorTypes(plan);
        var norms = new BatchNormEmitter(plan, _activations);
        var steps = new StepMethodEmitter(new StepEmitter(plan, _shapes, _activations, _maps, new ImageStepEmitter(plan, _kernels, _activations, new ImageElementEmitter(_maps), _distances, _columns), norms, _columns), types, cutsOutputs: plan.Training is { Evaluation: null });
        code.Line($"/// <summary>The passes of {plan.Model.Name}. One text serves 512, 256 and 128-bit vectors, with the same results to the bit.</summary>");
        using (code.Open($"file static class {TypeName(plan)}"))
        {
            code.Line($"private const int InputSize = {Text.Of(plan.InputShape.Size)};");
            code.Line($"private const int OutputSize = {Text.Of(plan.OutputShape.Size)};");
            code.Line();
            MemoryEmitter.Write(code, plan);
            code.Line();
            DescriptionEmitter.Write(code, plan);
            code.Line();
            IReadOnlyList<StepCall> shared = [];
            if (plan.SampleForm is { } sample)
                new StraightLineEmitter(plan, sample, _activations, types).Write(code);
            else
                shared = new PredictionEmitter(plan, steps, norms, types).Write(code);
            if (plan.Training is { } training)
            {
                StraightLineGradientEmitter? small = plan.SampleGradient is { } gradient ? new StraightLineGradientEmitter(plan, training, gradient, _activations, types) : null;
                new GradientEmitter(plan, training, _shapes, new ImageGradientEmitter(plan, training.Schedule, _kernels), steps, norms, types, small, shared).Write(code);
            }

            _activations.Write(code);
            _maps.Write(code);
            if (plan.Training?.Schedule.Steps.OfType<ElementLossStep>().FirstOrDefault() is { } loss)
                LossEmitter.Write(code, loss);
            _shapes.Write(code);
            _kernels.Write(code);
            _distances.Write(code);
            _columns.Write(code);
        }
    }
}
