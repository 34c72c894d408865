using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>
/// Prints the gradient of a small network: before and after the loss, each sample passes through registers, one statement for each
/// multiply-add.
/// </summary>
internal sealed class StraightLineGradientEmitter(
    ModelPlan plan,
    TrainingPlan training,
    StraightLineGradientPlan sample,
    TypeTable generated,
    VectorTypes types
)
{
    private EquatableArray<BufferPlan> Buffers => training.Schedule.Buffers;

    /// <summary>Prints the forward pass; returns the call.</summary>
    public string Forward(CodeWriter code)
    {
        code.Line();
        code.Line(
            "/// <summary>The forward pass of a gradient, sample by sample; it stores what the loss and the backward pass read.</summary>"
        );
        code.Line(CompilationHint.Root);
        using (
            code.Open($"private static void TrainingForward{types.List}(in BatchMemory batch, int start, int samples)", types.Constraints)
        )
        {
            code.Line(
                $"ReadOnlySpan<float> inputs = batch.Inputs, parameters = batch.Parameters[..{Text.Of(plan.ParameterBufferLength)}];"
            );
            code.Line("Span<float> workspace = batch.Workspace;");
            using (code.Open("for (int sample = start; sample < start + samples; sample++)"))
            {
                code.Line("ReadOnlySpan<float> x = inputs.Slice(sample * InputSize, InputSize);");
                foreach (StraightLineLayer layer in sample.Forward)
                    Layer(code, layer.Label, layer.Form);
            }
        }

        return $"TrainingForward{types.List}(in batch, start, samples);";
    }

    /// <summary>Prints the backward pass, which adds each sample's share to the gradients of the parameters; returns the call.</summary>
    public string Backward(CodeWriter code)
    {
        code.Line();
        code.Line(
            "/// <summary>The backward pass, sample by sample: from the loss to the input, adding to the gradients of the "
                + "parameters on the way.</summary>"
        );
        code.Line(CompilationHint.Root);
        using (code.Open($"private static void Backward{types.List}(in BatchMemory batch, int start, int samples)", types.Constraints))
        {
            code.Line("ReadOnlySpan<float> inputs = batch.Inputs;");
            code.Line($"Span<float> workspace = batch.Workspace, gradient = batch.Gradient[..{Text.Of(plan.ParameterBufferLength)}];");
            using (code.Open("for (int sample = start; sample < start + samples; sample++)"))
            {
                code.Line("ReadOnlySpan<float> x = inputs.Slice(sample * InputSize, InputSize);");
                int loss = sample.Delta;
                code.Line($"{Vector(loss)} {Local(loss)} = {Load(loss)};");
                Sums(code, loss);
                foreach (StraightLineLayer layer in sample.Backward.TakeWhile(layer => !layer.IsForInput))
                {
                    code.Line();
                    InputGradient(code, layer.Label, layer.Form);
                    Sums(code, layer.Form.Output);
                }

                ForInput(code, sample.Backward.SkipWhile(layer => !layer.IsForInput).ToList());
            }
        }

        return $"Backward{types.List}(in batch, start, samples);";
    }

    /// <summary>
    /// What leads to the gradient of the input alone. It is the end of the backward pass, below the lowest layer that learns, and each step
    /// reads the local of the one before: all are in one scope.
    /// </summary>
    private void ForInput(CodeWriter code, IReadOnlyList<StraightLineLayer> layers)
    {
        if (layers.Count == 0)
            return;
        code.Line();
        using (code.Open("if (batch.WithInputGradient)"))
        {
            for (int i = 0; i < layers.Count; i++)
            {
                if (i > 0)
                    code.Line();
                InputGradient(code, layers[i].Label, layers[i].Form);
            }

            code.Line(Store(layers[layers.Count - 1].Form.Output));
        }
    }

    private void Layer(CodeWriter code, string label, ProductForm step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        string vector = VectorPiece.Of(step.Shape.Columns);
        string formula =
            (step.Bias < 0 ? "z = W x" : "z = W x + b") + (step.Activation is null ? string.Empty : $", y = {step.Activation.Name}(z)");
        int sum = step.Saved >= 0 ? step.Saved : step.Output;
        code.Line();
        code.Line($"// {label}: {formula}; [{Text.Of(weight.Columns)}] -> [{Text.Of(weight.Rows)}]");
        StraightLineProduct.Write(
            code,
            Local(sum),
            step.Shape,
            step.Input == BufferPlan.Input ? null : Vector(step.Input),
            step.Input == BufferPlan.Input ? "x" : Local(step.Input),
            "parameters[" + PassNames.Parameter(weight),
            step.Bias < 0 ? null : $"parameters[{PassNames.Parameter(plan.Parameters[step.Bias])}]"
        );
        if (sum != step.Output)
            code.Line(Store(sum));
        if (step.Activation is { } activation)
        {
            string value = StraightLineProduct.Function(
                "Value",
                activation.Value,
                sample.ForwardCallsLong,
                vector,
                generated.Name(activation.Type),
                Local(sum)
            );
            code.Line($"{(sum != step.Output ? vector + " " : string.Empty)}{Local(step.Output)} = {value};");
        }

        code.Line(Store(step.Output));
    }

    /// <summary>The parameters whose gradients a layer's delta decides.</summary>
    private void Sums(CodeWriter code, int delta)
    {
        foreach (StraightLineSum sum in sample.Sums.Where(sum => sum.Form.Delta == delta))
        {
            WeightGradientForm step = sum.Form;
            ParameterPlan weight = plan.Parameters[step.Weight];
            code.Line();
            code.Line(
                $"// {sum.Label}: dW += d x^T{(step.Bias < 0 ? string.Empty : ", db += d")}; [{Text.Of(weight.Rows)}, "
                    + $"{Text.Of(weight.Columns)}]"
            );
            string values = "x";
            if (step.Input != BufferPlan.Input)
            {
                values = Local(step.Input);
                code.Line($"Span<float> {values} = workspace.Slice({Place(step.Input)}, {Text.Of(weight.Columns)});");
            }

            for (int input = 0; input < weight.Columns; input++)
            {
                string place = input == 0 ? string.Empty : " + " + Text.Of(input * weight.PaddedRows);
                code.Line(
                    $"Accumulate.Product({values}[{Text.Of(input)}], {Local(delta)}, ref gradient[{PassNames.Parameter(weight)}{place}]);"
                );
            }

            if (step.Bias >= 0)
                code.Line($"Accumulate.Sum({Local(delta)}, ref gradient[{PassNames.Parameter(plan.Parameters[step.Bias])}]);");
        }
    }

    private void InputGradient(CodeWriter code, string label, ProductForm step)
    {
        ParameterPlan weight = plan.Parameters[step.Weight];
        string through = step.Activation is null ? string.Empty : $" {step.Activation.Name}'";
        code.Line($"// {label}: d = (W^T d){through}; [{Text.Of(weight.Rows)}] -> [{Text.Of(weight.Columns)}]");
        StraightLineProduct.Write(
            code,
            Local(step.Output),
            step.Shape,
            Vector(step.Input),
            Local(step.Input),
            $"workspace[Training.{step.Repacked}",
            bias: null
        );
        if (step.Activation is { } activation)
        {
            string arguments = $"{Local(step.Output)}, {Load(step.Saved)}";
            string gradient = StraightLineProduct.Function(
                "Gradient",
                activation.Gradient,
                sample.BackwardCallsLong,
                Vector(step.Output),
                generated.Name(activation.Type),
                arguments
            );
            code.Line($"{Local(step.Output)} = {gradient};");
        }
    }

    private string Vector(int buffer) => VectorPiece.Of(Buffers[buffer].Stride);

    private string Local(int buffer) => Names.Local(Buffers[buffer].Name);

    private string Place(int buffer) => $"Training.{Buffers[buffer].Name} + (sample * {Text.Of(Buffers[buffer].Stride)})";

    private string Load(int buffer) => $"{Vector(buffer)}.Load(in workspace[{Place(buffer)}])";

    private string Store(int buffer) => $"{Vector(buffer)}.Store({Local(buffer)}, ref workspace[{Place(buffer)}]);";
}
