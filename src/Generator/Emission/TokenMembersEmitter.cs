using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the members that take tokens as whole numbers.</summary>
internal static class TokenMembersEmitter
{
    private const string Tokens = "global::System.ReadOnlySpan<int>";
    private const string Inputs = "global::ModelCompiler.TokenCheck.ToInputs(tokens)";

    /// <summary>Prints the checks that inputs are tokens, where they are, and that samples have lengths.</summary>
    public static void Check(CodeWriter code, ModelPlan plan)
    {
        if (plan.Model.HasLengths)
            code.Line($"global::ModelCompiler.SequenceLengths.Check(inputs, InputSize, {Text.Of(plan.InputShape.Dimensions[0])});");
        if (plan.InputShape.IsOfTokens && plan.Model.HasLengths)
            code.Line($"global::ModelCompiler.TokenCheck.Samples(inputs, InputSize, {Text.Of(plan.InputShape.Vocabulary)});");
        else if (plan.InputShape.IsOfTokens)
            code.Line($"global::ModelCompiler.TokenCheck.Inputs(inputs, InputSize, {Text.Of(plan.InputShape.Vocabulary)});");
        int start = 0;
        foreach (InputSpec input in plan.Model.Inputs)
        {
            if (input.Shape.IsOfTokens)
                code.Line(
                    $"global::ModelCompiler.TokenCheck.Part(inputs, InputSize, {Text.Of(start)}, {Text.Of(input.Shape.Size)}, "
                        + $"{Text.Of(input.Shape.Vocabulary)}, \"{input.Name}\");"
                );
            start += input.Shape.Size;
        }
    }

    /// <summary>Prints the members, where the model takes tokens.</summary>
    public static void Write(CodeWriter code, ModelPlan plan)
    {
        if (!plan.InputShape.IsOfTokens)
            return;
        Member(
            code,
            plan,
            "Predicts a whole number of samples. Does not allocate after a thread's first batch of as many.",
            ("outputs", $"Receives n × {Text.Of(plan.OutputShape.Size)} values."),
            $"public void Predict({Tokens} tokens, global::System.Span<float> outputs) => Predict({Inputs}, outputs);"
        );
        Member(
            code,
            plan,
            "Predicts a whole number of samples into a new array.",
            null,
            $"public float[] Predict({Tokens} tokens) => Predict({Inputs});"
        );
        if (plan.Outputs.Count > 0)
            return;
        Member(
            code,
            plan,
            "Predicts the class of one sample: the position of the largest output. Does not allocate after a thread's first.",
            null,
            $"public int PredictClass({Tokens} tokens) => PredictClass({Inputs});"
        );
    }

    private static void Member(CodeWriter code, ModelPlan plan, string summary, (string Name, string Text)? more, string member)
    {
        string length = plan.Model.HasLengths ? ", behind those of each sample its length" : string.Empty;
        code.Line();
        code.Line($"/// <summary>{summary}</summary>");
        code.Line(
            $"/// <param name=\"tokens\">n × {Text.Of(plan.InputShape.Size)} tokens, each from 0 to "
                + $"{Text.Of(plan.InputShape.Vocabulary - 1)}{length}.</param>"
        );
        if (more is { } parameter)
            code.Line($"/// <param name=\"{parameter.Name}\">{parameter.Text}</param>");
        code.Line(
            "/// <exception cref=\"global::System.ArgumentException\">A length is wrong, or a token is none; nothing has been "
                + "written.</exception>"
        );
        code.Line(GeneratedMark.Attribute);
        code.Line(member);
    }
}
