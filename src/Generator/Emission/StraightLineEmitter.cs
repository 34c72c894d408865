using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the prediction of a small network: one sample at a time, every sum in a register of its own, no loop and no scratch memory.</summary>
internal sealed class StraightLineEmitter(ModelPlan plan, StraightLinePlan sample, ActivationEmitter activations, VectorTypes types)
{
    public void Write(CodeWriter code)
    {
        code.Line("/// <summary>Predicts samples with the widest vectors of the processor.</summary>");
        using (code.Open("public static void Predict(ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, Span<float> outputs, int samples)"))
            Widths.Write(code, types, straightLine: true, "Predict<{0}>(inputs, parameters, outputs, samples)", isReturned: false);
        code.Line();
        code.Line("/// <summary>Predicts samples one after the other, each in registers.</summary>");
        code.Line(StraightLineProduct.Root);
        using (code.Open($"private static void Predict{types.List}(ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, Span<float> outputs, int samples)", types.Constraints))
        {
            code.Line($"parameters = parameters[..{Text.Of(plan.ParameterBufferLength)}]; // one check of the length, none below");
            using (code.Open("for (int sample = 0; sample < samples; sample++)"))
                Sample(code);
        }
    }

    private void Sample(CodeWriter code)
    {
        int outputs = plan.OutputShape.Size;
        code.Line("ReadOnlySpan<float> x = inputs.Slice(sample * InputSize, InputSize);");
        code.Line("Span<float> y = outputs.Slice(sample * OutputSize, OutputSize);");
        ContractionStep? before = null;
        foreach (ContractionStep layer in sample.Layers)
        {
            code.Line();
            Layer(code, layer, before);
            before = layer;
        }

        string result = Local(before!), vector = StepEmitter.Vector(before!.Shape.Columns);
        code.Line();
        if (outputs == before.Shape.Columns)
            code.Line($"{vector}.Store({result}, ref y[0]);");
        else
            for (int lane = outputs - 1; lane >= 0; lane--)
                code.Line($"y[{Text.Of(lane)}] = {vector}.GetLane({result}, {Text.Of(lane)});");
        if (sample.Softmax)
            code.Line($"Softmax.Rows<{StepEmitter.Vector(MemoryLayout.Padded(outputs))}>(y, {Text.Of(outputs)}, {Text.Of(outputs)}, 1);");
    }

    // With a suffix no layer's name can be that of a parameter or a keyword.
    private static string Local(ContractionStep layer) => Names.Local(Names.Output(layer.Label));

    private void Layer(CodeWriter code, ContractionStep layer, ContractionStep? before)
    {
        ParameterPlan weight = plan.Parameters[layer.Weight];
        string name = Local(layer);
        string formula = (layer.Bias < 0 ? "z = W x" : "z = W x + b") + (layer.Activation is { } named ? $", y = {named.Name}(z)" : string.Empty);
        code.Line($"// {layer.Label}: {formula}; [{Text.Of(weight.Columns)}] -> [{Text.Of(weight.Rows)}]");
        StraightLineProduct.Write(
            code,
            name,
            layer.Shape,
            before is null ? null : StepEmitter.Vector(before.Shape.Columns),
            before is null ? "x" : Local(before),
            "parameters[" + MemoryEmitter.Parameter(weight),
            layer.Bias < 0 ? null : $"parameters[{MemoryEmitter.Parameter(plan.Parameters[layer.Bias])}]");
        if (layer.Activation is NamedActivation activation)
            code.Line($"{name} = {activations.Value(activation, sample.CallsLongActivations, StepEmitter.Vector(layer.Shape.Columns), name)};");
    }
}
