using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints an elementwise loss: value, and derivative through the output's activation.</summary>
internal static class LossEmitter
{
    public const string TypeName = "OutputLoss";

    public static void Write(CodeWriter code, ElementLossStep step)
    {
        string output = step.Loss.Prediction.Name;
        string saved = step.Activation?.Definition.SavedValue switch
        {
            DerivativeInput.PreActivation => "x",
            DerivativeInput.Output => "y",
            _ => "saved",
        };
        Expression derivative = step.Activation is null ? step.Loss.Derivative : Gradient.Of(step.Loss.Derivative, step.Activation.Definition.Derivative);
        string through = step.Activation is null ? string.Empty : $", through y = {Text.Documentation(step.Activation.Definition.Value.ToString())}";
        code.Line();
        code.Line($"/// <summary>{Text.Documentation(step.Loss.Value.ToString())}{through}</summary>");
        using (code.Open($"private readonly struct {TypeName} : IElementLoss"))
        {
            ActivationEmitter.Method(code, $"public static TVector Value<TVector>(TVector {output}, TVector t)", step.Loss.Value);
            code.Line();
            ActivationEmitter.Method(code, $"public static TVector Derivative<TVector>(TVector {output}, TVector {saved}, TVector t)", derivative);
        }
    }
}
