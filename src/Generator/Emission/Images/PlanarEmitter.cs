using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints a convolution with pixels in the lanes, and the pool that joined it.</summary>
internal sealed class PlanarEmitter(ModelPlan plan, KernelShapeEmitter shapes, ActivationEmitter activations, ColumnsEmitter columns)
{
    public void Write(CodeWriter code, Schedule schedule, ImagePlace place, PlanarConvolutionStep step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        code.Line($"// {step.Label}: z = {ColumnsEmitter.Formula("W * x", step.Table, step.Bias)}{(step.Activation is null ? string.Empty : $", y = {step.Activation.Name}(z)")}; {ImageStepEmitter.Shapes(step.Input.Layout, step.Output.Layout)}, W {weight.Shape}");
        string activate = step.Activation is null ? "StoreSum" : $"Activate<{activations.Name(step.Activation)}>";
        string epilogues = $"{columns.Normalized(schedule, step.Table, step.InRegisters ? activate : "StoreSum")}, {(step.InRegisters ? "StoreSum" : activate)}";
        string bias = ColumnsEmitter.OfEach(plan, schedule, place.Memory, step.Table, step.Bias) is { } each ? $"in {each}, true" : "in parameters[0], false";
        string operands = $"in {place.At(step.Input, step.Input.Layout.Start(step.Node.Window))}, in parameters[{MemoryEmitter.Parameter(weight)}], {bias}";
        if (step.Pool is not { } pool)
        {
            code.Line($"PlanarConvolution.Run<TWide, {shapes.Name(step.Kernel)}, {epilogues}>(");
            code.Indented($"{operands}, ref {place.Pixels(step.Output)}, samples);");
            ImageStepEmitter.ClearBorder(code, place, step.Output);
            return;
        }

        code.Line($"// {pool.Label}: largest value of each window; {ImageStepEmitter.Shapes(pool.Input.Layout, pool.Output.Layout)}");
        code.Line($"PlanarConvolution.RunPooled<TWide, {shapes.Name(step.Kernel)}, {shapes.Name(pool.Kernel)}, {epilogues}>(");
        code.Indented($"{operands},\nkept: {Kept(schedule, place, step.Output)}, ref {place.Pixels(pool.Output)}, samples);");
        ImageStepEmitter.ClearBorder(code, place, pool.Output);
    }

    // A prediction and a gradient can share the text: then it is a constant of their memory that says whether the whole is kept.
    private string Kept(Schedule schedule, ImagePlace place, Image image)
    {
        string whole = $"{place.Pixels(image).Replace("]", ")..]").Replace("[", "[(")}";
        if (place.Memory != StepMethodEmitter.SharedMemory)
            return schedule.Buffers[image.Buffer].IsStored ? whole : "default";
        return plan.Loss!.Schedule.Buffers[image.Buffer].IsStored ? $"{place.Name(image)} < 0 ? default : {whole}" : "default";
    }
}
