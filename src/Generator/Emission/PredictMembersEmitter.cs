using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the members that predict.</summary>
internal static class PredictMembersEmitter
{
    public static void Write(CodeWriter code, ModelPlan plan)
    {
        string passes = "global::ModelCompiler.Generated." + PassesEmitter.TypeName(plan);
        code.Line(
            "/// <summary>Predicts a whole number of samples. Does not allocate, and any number of threads may predict at the "
                + "same time.</summary>"
        );
        code.Line($"/// <param name=\"inputs\">n × {Text.Of(plan.InputSize)} values, sample after sample.</param>");
        code.Line($"/// <param name=\"outputs\">Receives n × {Text.Of(plan.OutputShape.Size)} values.</param>");
        code.Line(
            "/// <exception cref=\"global::System.ArgumentException\">A length is wrong, the batch is empty, or the spans "
                + "overlap; nothing has been written.</exception>"
        );
        code.Line(GeneratedMark.Attribute);
        code.Line(CompilationHint.Member);
        using (code.Open("public void Predict(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs)"))
        {
            code.Line(
                "int samples = global::ModelCompiler.BatchCheck.Prediction(inputs, InputSize, outputs, OutputSize, _parameters.Span);"
            );
            TokenMembersEmitter.Check(code, plan);
            code.Line(
                $"{passes}.Predict(inputs, _parameters.Span, outputs, "
                    + $"samples{(plan.SampleForm is null ? ", _maxDegreeOfParallelism" : string.Empty)}"
                    + $"{(plan.StateSize > 0 ? ", default" : string.Empty)});"
            );
        }

        code.Line();
        code.Line("/// <summary>Predicts a whole number of samples into a new array.</summary>");
        code.Line($"/// <param name=\"inputs\">n × {Text.Of(plan.InputSize)} values, sample after sample.</param>");
        code.Line($"/// <returns>n × {Text.Of(plan.OutputShape.Size)} values.</returns>");
        code.Line(
            "/// <exception cref=\"global::System.ArgumentException\">The length is wrong, the batch is empty, or its outputs are "
                + "more than an array can hold.</exception>"
        );
        code.Line(GeneratedMark.Attribute);
        using (code.Open("public float[] Predict(global::System.ReadOnlySpan<float> inputs)"))
        {
            code.Line(
                "float[] outputs = new float[global::ModelCompiler.ElementCount.Of(inputs.Length / InputSize, \"samples\", "
                    + "OutputSize, \"outputs\", nameof(inputs))];"
            );
            code.Line("Predict(inputs, outputs);");
            code.Line("return outputs;");
        }

        // The largest of the outputs of several heads would be no class.
        if (plan.Outputs.Count == 0)
            PredictClass(code, plan);
    }

    private static void PredictClass(CodeWriter code, ModelPlan plan)
    {
        int outputs = plan.OutputShape.Size;
        code.Line();
        code.Line(
            outputs == 1
                ? "/// <summary>Predicts the class of one sample: 1 when the output is above one half, otherwise 0. Does not "
                    + "allocate.</summary>"
                : "/// <summary>Predicts the class of one sample: the position of the largest output, the first of equals. Does not "
                    + "allocate.</summary>"
        );
        code.Line($"/// <param name=\"input\">The {Text.Of(plan.InputSize)} values of one sample.</param>");
        code.Line("/// <exception cref=\"global::System.ArgumentException\">The length is not one sample's.</exception>");
        code.Line(GeneratedMark.Attribute);
        code.Line(CompilationHint.Member);
        using (code.Open("public int PredictClass(global::System.ReadOnlySpan<float> input)"))
        {
            code.Line("if (input.Length != InputSize)");
            code.Indented(
                $"throw new global::System.ArgumentException($\"A sample has {Text.Of(plan.InputSize)} values, but "
                    + $"{{input.Length}} were given.\", nameof(input));"
            );
            if (outputs <= 256)
                code.Line("global::System.Span<float> outputs = stackalloc float[OutputSize];");
            else
                code.Line($"global::System.Span<float> outputs = global::ModelCompiler.PredictionScratch.GetOutput(OutputSize);");
            code.Line("Predict(input, outputs);");
            code.Line(outputs == 1 ? "return outputs[0] > 0.5f ? 1 : 0;" : "return global::ModelCompiler.Classes.Largest(outputs);");
        }
    }
}
