using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the members that compute a sequence step by step, or what says why there are none.</summary>
internal static class StreamMembersEmitter
{
    public static void Write(CodeWriter code, ModelPlan plan)
    {
        string name = plan.Model.Name,
            state = $"global::ModelCompiler.StreamState<{name}>";
        if (plan.WhyNoStream is { } why)
        {
            code.Line();
            code.Line($"/// <summary>The model cannot be computed step by step: {Text.Documentation(why)}.</summary>");
            code.Line("[global::System.Obsolete(");
            code.Indented($"{Literal($"{name} cannot be computed step by step: ")} +");
            code.Indented($"{Literal($"{why}. Predict the whole sequence.")}, error: true)]");
            code.Line(GeneratedMark.Attribute);
            code.Line($"public {state} CreateState() => throw new global::System.NotSupportedException();");
            return;
        }

        if (plan.Stream is not { } stream)
            return;
        string passes = "global::ModelCompiler.Generated." + PassesEmitter.TypeName(plan);
        bool isEndless = stream.Context == StreamPlan.Endless;
        WriteSizes(code, stream, isEndless);
        code.Line();
        code.Line("/// <summary>Creates a stream that has not seen any step. A model can have any number of them.</summary>");
        code.Line(GeneratedMark.Attribute);
        code.Line($"public {state} CreateState() => new({passes}.StreamLength);");
        code.Line();
        code.Line(
            "/// <summary>Computes the next step of a stream: with the same bits as <c>Predict</c> computes it amid a whole sequence. "
                + "Does not allocate.</summary>"
        );
        code.Line($"/// <param name=\"input\">The {Text.Of(stream.InputSize)} values of the step.</param>");
        code.Line("/// <param name=\"state\">What the steps before have left, which becomes what this one leaves.</param>");
        code.Line($"/// <param name=\"output\">Receives {Text.Of(stream.OutputSize)} values.</param>");
        code.Line(
            "/// <exception cref=\"global::System.ArgumentException\">A length is wrong, or the spans overlap; nothing has been "
                + "written.</exception>"
        );
        code.Line(
            "/// <exception cref=\"global::System.InvalidOperationException\">Another thread is in a step of the state, or the stream has "
                + "seen all the steps that it can (<see cref=\"ContextLength\"/>); nothing has been written.</exception>"
        );
        code.Line(GeneratedMark.Attribute);
        code.Line(CompilationHint.Member);
        using (code.Open($"public void Step(global::System.ReadOnlySpan<float> input, {state} state, global::System.Span<float> output)"))
        {
            if (plan.InputShape.IsOfTokens)
                code.Line($"global::ModelCompiler.TokenCheck.Inputs(input, StepInputSize, {Text.Of(plan.InputShape.Vocabulary)});");
            code.Line("global::System.Span<float> memory = state.Begin(input, StepInputSize, output, StepOutputSize, ContextLength);");
            code.Line($"{passes}.Step(input, _parameters.Span, memory, output{(isEndless ? string.Empty : ", (int)state.Steps")});");
            code.Line("state.End();");
        }

        if (plan.InputShape.IsOfTokens)
            WriteStepOfToken(code, plan, stream, state);
    }

    private static void WriteSizes(CodeWriter code, StreamPlan stream, bool isEndless)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public static int StepInputSize => {Text.Of(stream.InputSize)};");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public static int StepOutputSize => {Text.Of(stream.OutputSize)};");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public static long ContextLength => {(isEndless ? "long.MaxValue" : Text.Of(stream.Context))};");
    }

    private static void WriteStepOfToken(CodeWriter code, ModelPlan plan, StreamPlan stream, string state)
    {
        code.Line();
        code.Line("/// <summary>Computes the next step of a stream of tokens. Does not allocate.</summary>");
        code.Line($"/// <param name=\"token\">The token, from 0 to {Text.Of(plan.InputShape.Vocabulary - 1)}.</param>");
        code.Line("/// <param name=\"state\">What the steps before have left, which becomes what this one leaves.</param>");
        code.Line($"/// <param name=\"output\">Receives {Text.Of(stream.OutputSize)} values.</param>");
        code.Line(
            "/// <exception cref=\"global::System.ArgumentException\">The token is none, or a length is wrong; nothing has been "
                + "written.</exception>"
        );
        code.Line(
            "/// <exception cref=\"global::System.InvalidOperationException\">Another thread is in a step of the state, or the stream has "
                + "seen all the steps that it can (<see cref=\"ContextLength\"/>); nothing has been written.</exception>"
        );
        code.Line(GeneratedMark.Attribute);
        code.Line($"public void Step(int token, {state} state, global::System.Span<float> output) => Step([token], state, output);");
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
