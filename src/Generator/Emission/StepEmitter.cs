using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints one step that treats samples alone: a comment with its formula and shapes, and one kernel call.</summary>
internal sealed class StepEmitter(ModelPlan plan, ShapeEmitter shapes, ActivationEmitter activations, MapEmitter maps, ImageStepEmitter images, BatchNormEmitter norms, ColumnsEmitter columns)
{
    /// <summary>The type parameter of the widest vector that a row of that width fills.</summary>
    public static string Vector(int width) => width >= 16 ? "TWide" : width == 8 ? "TMedium" : "Lanes4";

    public void Write(CodeWriter code, Schedule schedule, string memory, Step step)
    {
        switch (step)
        {
            case ContractionStep contraction:
                Contraction(code, schedule, memory, contraction);
                break;
            case SoftmaxStep softmax:
                BufferPlan buffer = schedule.Buffers[softmax.Buffer];
                code.Line($"// {step.Label}: y = exp(z) / sum(exp(z))");
                code.Line($"PaddedSoftmax.Run<{Vector(buffer.Stride)}>(ref {Row(schedule, memory, softmax.Buffer)}, samples, {Text.Of(buffer.Width)}, {Text.Of(buffer.Stride)});");
                break;
            case MapStep map:
                Map(code, schedule, memory, map);
                break;
            case ElementLossStep loss:
                ElementLoss(code, schedule, memory, loss);
                break;
            case SoftmaxCrossEntropyStep loss:
                SoftmaxCrossEntropy(code, schedule, memory, loss);
                break;
            case SoftmaxGradientStep softmax:
                BufferPlan output = schedule.Buffers[softmax.Output];
                code.Line($"// {step.Label}: dz = y (dy - sum(y dy))");
                code.Line($"SoftmaxGradient.Run<{Vector(output.Stride)}>(in {Row(schedule, memory, softmax.Output)}, ref {Row(schedule, memory, softmax.Delta)}, samples, {Text.Of(output.Width)}, {Text.Of(output.Stride)});");
                break;
            case NoiseStep noise:
                NoiseEmitter.Step(code, this, schedule, memory, noise);
                break;
            case NormalizeStep normal:
                NormalizeEmitter.Forward(code, this, schedule, memory, normal);
                break;
            case NormalizeGradientStep normal:
                NormalizeEmitter.Gradient(code, this, schedule, memory, normal);
                break;
            case ConcatStep concat:
                LayoutEmitter.Concat(code, this, schedule, memory, concat);
                break;
            case SliceStep slice:
                LayoutEmitter.Slice(code, this, schedule, memory, slice);
                break;
            case InputGradientStep gradient:
                InputGradient(code, schedule, memory, gradient);
                break;
            case IChannelStep:
                norms.Write(code, schedule, memory, step);
                break;
            default:
                images.Write(code, schedule, memory, step);
                break;
        }
    }

    /// <summary>Prints one part of a step over the whole batch that threads share by outputs.</summary>
    public void Part(CodeWriter code, Schedule schedule, string memory, Step step)
    {
        if (step is ContractionStep contraction)
            Contraction(code, schedule, memory, contraction, isPart: true);
        else
            InputGradient(code, schedule, memory, (InputGradientStep)step, isPart: true);
    }

    private void Contraction(CodeWriter code, Schedule schedule, string memory, ContractionStep step, bool isPart = false)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        code.Line($"// {step.Label}: z = {ColumnsEmitter.Formula("W x", step.Table, step.Bias)}{Formula(step)}; [{Text.Of(weight.Columns)}] -> [{Text.Of(weight.Rows)}]");
        string epilogue = step.Activation is null ? "StoreSum" : (step.Saved >= 0 ? "ActivateKeepingSum<" : "Activate<") + activations.Name(step.Activation) + ">";
        string? bias = ColumnsEmitter.OfEach(plan, schedule, memory, step.Table, step.Bias);
        string output = Base(schedule, memory, step.Output), saved = step.Saved >= 0 ? Base(schedule, memory, step.Saved) : output;
        Product(code, isPart, step.InRegisters, step.Shape, columns.Normalized(schedule, step.Table, epilogue), Base(schedule, memory, step.Input), $"parameters[{MemoryEmitter.Parameter(weight)}]", bias, output, saved);
    }

    private void Product(CodeWriter code, bool isPart, bool inRegisters, ContractionShape shape, string epilogue, string x, string w, string? bias, string y, string saved)
    {
        if (isPart)
        {
            code.Line($"Contraction.Part{(inRegisters ? string.Empty : "Then")}<{Vector(shape.Columns)}, {shapes.Name(shape)}, {epilogue}>(");
            code.Indented($"in {x}, in {w}, bias: in {bias ?? w}, hasBias: {(bias is null ? "false" : "true")},\nref {y}, saved: ref {saved}, in batch, part, parts);");
            return;
        }

        code.Line($"Contraction.Run{(bias is null ? "Unbiased" : string.Empty)}{(inRegisters ? string.Empty : "Then")}<{Vector(shape.Columns)}, {shapes.Name(shape)}, {epilogue}>(");
        code.Indented((bias, saved == y) switch
        {
            ({ } own, true) => $"in {x}, in {w}, in {own},\nref {y}, start, samples);",
            ({ } own, false) => $"in {x}, in {w}, bias: in {own}, hasBias: true,\nref {y}, saved: ref {saved}, start, samples);",
            _ => $"in {x}, in {w}, ref {y}, ref {saved}, start, samples);",
        });
    }

    private static string Formula(ContractionStep step) =>
        step.Activation is null ? string.Empty : $", y = {step.Activation.Name}(z)";

    private void InputGradient(CodeWriter code, Schedule schedule, string memory, InputGradientStep step, bool isPart = false)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        string through = step.Activation is null ? string.Empty : $" {step.Activation.Name}'";
        code.Line($"// {step.Label}: d = (W^T d){through}; [{Text.Of(weight.Rows)}] -> [{Text.Of(weight.Columns)}]");
        string epilogue = step.Activation is null ? "StoreSum" : $"Backpropagate<{activations.Name(step.Activation)}>";
        string output = Base(schedule, memory, step.Output), saved = step.Activation is null ? output : Base(schedule, memory, step.Saved);
        Product(code, isPart, step.InRegisters, step.Shape, epilogue, Base(schedule, memory, step.Delta), $"workspace[{memory}.{Names.Pascal(step.Label)}Transposed]", null, output, saved);
    }

    private void Map(CodeWriter code, Schedule schedule, string memory, MapStep step)
    {
        BufferPlan output = schedule.Buffers[step.Output];
        code.Line($"// {step.Label}: {step.Value}; {Text.Of(output.Width)} elements");
        string[] operands = Enumerable.Range(0, 3).Select(position => position < step.Inputs.Count
            ? $"in {Row(schedule, memory, step.Inputs[position])}, {Text.Of(Stride(schedule, step.Inputs[position]))}"
            : $"in {Row(schedule, memory, step.Inputs[0])}, {Text.Of(Stride(schedule, step.Inputs[0]))}").ToArray();
        code.Line($"ElementMap.Run<{Vector(output.Stride)}, {maps.Name(step)}>(");
        code.Indented($"{string.Join(", ", operands)}, ref {Row(schedule, memory, step.Output)}, {Text.Of(output.Stride)}, samples, {Text.Of(output.Width)});");
    }

    private void ElementLoss(CodeWriter code, Schedule schedule, string memory, ElementLossStep step)
    {
        BufferPlan delta = schedule.Buffers[step.Delta];
        int width = delta.Width;
        code.Line($"// loss: {step.Loss.Value}, and its derivative times scale");
        code.Line($"ElementLoss.Gradient<{Vector(delta.Stride)}, {LossEmitter.TypeName}>(");
        code.Indented($"in {Row(schedule, memory, step.Output)}, in {Row(schedule, memory, step.Saved)}, in targets[start * {Text.Of(width)}], ref workspace[{schedule.Place(memory, "Losses")} + start],");
        code.Indented($"ref {Row(schedule, memory, step.Delta)}, samples, {Text.Of(width)}, {Text.Of(delta.Stride)}, scale);");
    }

    private void SoftmaxCrossEntropy(CodeWriter code, Schedule schedule, string memory, SoftmaxCrossEntropyStep step)
    {
        BufferPlan logits = schedule.Buffers[step.Logits];
        string call = $"SoftmaxCrossEntropy.Gradient<{Vector(logits.Stride)}>(ref {Row(schedule, memory, step.Logits)}, in ";
        string rest = $"ref workspace[{schedule.Place(memory, "Losses")} + start], samples, {Text.Of(logits.Width)}, {Text.Of(logits.Stride)}, scale);";
        code.Line("// loss: log(sum(exp(z))) - z[y], and d = (softmax(z) - y) scale");
        code.Line("if (classes.IsEmpty)");
        code.Indented($"{call}targets[start * {Text.Of(logits.Width)}], {rest}");
        code.Line("else");
        code.Indented($"{call}classes[start], {rest}");
    }

    private static string Base(Schedule schedule, string memory, int buffer) =>
        buffer == BufferPlan.Input ? "x[0]" : $"workspace[{schedule.Place(memory, buffer)}]";

    /// <summary>The place of an element of a buffer's row of the first sample, or of a parameter.</summary>
    public string Row(Schedule schedule, string memory, int buffer, int element = 0)
    {
        if (BufferPlan.IsParameter(buffer, out int parameter))
            return $"parameters[{MemoryEmitter.Parameter(plan.Parameters[parameter])}]";
        string offset = element == 0 ? string.Empty : " + " + Text.Of(element);
        return buffer == BufferPlan.Input
            ? $"x[{(element == 0 ? "start * InputSize" : $"(start * InputSize){offset}")}]"
            : $"workspace[{schedule.Place(memory, buffer)} + (start * {Text.Of(schedule.Buffers[buffer].Stride)}){offset}]";
    }

    /// <summary>The floats from one row of a buffer to the next; none for a parameter.</summary>
    public int Stride(Schedule schedule, int buffer) => BufferPlan.IsParameter(buffer, out _) ? 0 : buffer == BufferPlan.Input ? plan.InputShape.Size : schedule.Buffers[buffer].Stride;

    /// <summary>The values of a row.</summary>
    public int Width(Schedule schedule, int buffer) => buffer == BufferPlan.Input ? plan.InputShape.Size : schedule.Buffers[buffer].Width;
}
