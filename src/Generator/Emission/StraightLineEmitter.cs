using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>
/// Prints the prediction of a small network: one sample at a time, every sum in a register of its own, no loop and no scratch memory.
/// </summary>
internal sealed class StraightLineEmitter(ModelPlan plan, StraightLinePlan sample, TypeTable generated, VectorTypes types)
{
    public void Write(CodeWriter code)
    {
        code.Line("/// <summary>Predicts samples with the widest vectors of the processor.</summary>");
        code.Line(CompilationHint.Pass);
        using (
            code.Open(
                "public static void Predict(ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, Span<float> outputs, int samples)"
            )
        )
            Widths.Write(code, types, straightLine: true, "Predict<{0}>(inputs, parameters, outputs, samples)", isReturned: false);
        code.Line();
        code.Line("/// <summary>Predicts samples one after the other, each in registers.</summary>");
        code.Line(CompilationHint.Root);
        using (
            code.Open(
                $"private static void Predict{types.List}(ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, Span<float> "
                    + $"outputs, int samples)",
                types.Constraints
            )
        )
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
        StraightLineLayer? before = null;
        foreach (StraightLineLayer layer in sample.Layers)
        {
            code.Line();
            Layer(code, layer, before);
            before = layer;
        }

        string result = Local(before!),
            vector = VectorPiece.Of(before!.Form.Shape.Columns);
        code.Line();
        if (outputs == before.Form.Shape.Columns)
            code.Line($"{vector}.Store({result}, ref y[0]);");
        else
            for (int lane = outputs - 1; lane >= 0; lane--)
                code.Line($"y[{Text.Of(lane)}] = {vector}.GetLane({result}, {Text.Of(lane)});");
        if (sample.Softmax)
            code.Line($"Softmax.Rows<{VectorPiece.Of(MemoryLayout.Padded(outputs))}>(y, {Text.Of(outputs)}, {Text.Of(outputs)}, 1);");
    }

    // With a suffix no layer's name can be that of a parameter or a keyword.
    private static string Local(StraightLineLayer layer) => Names.Local(Names.Output(layer.Label));

    private void Layer(CodeWriter code, StraightLineLayer layer, StraightLineLayer? before)
    {
        ProductForm product = layer.Form;
        ParameterPlan weight = plan.Parameters[product.Weight];
        string name = Local(layer);
        string formula =
            (product.Bias < 0 ? "z = W x" : "z = W x + b") + (product.Activation is { } named ? $", y = {named.Name}(z)" : string.Empty);
        code.Line($"// {layer.Label}: {formula}; [{Text.Of(weight.Columns)}] -> [{Text.Of(weight.Rows)}]");
        StraightLineProduct.Write(
            code,
            name,
            product.Shape,
            before is null ? null : VectorPiece.Of(before.Form.Shape.Columns),
            before is null ? "x" : Local(before),
            "parameters[" + PassNames.Parameter(weight),
            product.Bias < 0 ? null : $"parameters[{PassNames.Parameter(plan.Parameters[product.Bias])}]"
        );
        if (product.Activation is not { } activation)
            return;
        string vector = VectorPiece.Of(product.Shape.Columns),
            type = generated.Name(activation.Type);
        code.Line($"{name} = {StraightLineProduct.Function("Value", activation.Value, sample.CallsLong, vector, type, name)};");
    }
}
