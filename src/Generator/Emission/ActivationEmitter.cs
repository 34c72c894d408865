using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Planning;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints each activation of a model once: value and gradient, from its one-line definition.</summary>
internal sealed class ActivationEmitter
{
    private readonly Dictionary<NamedActivation, string> _names = [];

    public ActivationEmitter(ModelPlan plan)
    {
        foreach (Step step in plan.AllSteps)
            if (Of(step) is { } activation && !_names.ContainsKey(activation))
                _names.Add(activation, _names.Keys.Any(other => other.Name == activation.Name) ? activation.Name + Text.Of(_names.Count) : activation.Name);
    }

    /// <summary>The name of an activation's type.</summary>
    public string Name(NamedActivation activation) => _names[activation];

    /// <summary>The value of an activation in straight-line code.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="callsLong">Whether the method calls it instead of inlining it when it is long.</param>
    /// <param name="vector">The type of the vector.</param>
    /// <param name="x">The expression of its input.</param>
    public string Value(NamedActivation activation, bool callsLong, string vector, string x) =>
        callsLong && InlineBudget.IsLong(activation.Definition.Value)
        ? $"LongActivation.Value<{vector}, {Name(activation)}>({x})"
        : $"{Name(activation)}.Value({x})";

    /// <summary>The gradient of an activation's input in straight-line code.</summary>
    /// <inheritdoc cref="Value(NamedActivation, bool, string, string)"/>
    public string Gradient(NamedActivation activation, bool callsLong, string vector, string upstream, string saved) =>
        callsLong && InlineBudget.IsLong(activation.Definition.Gradient)
        ? $"LongActivation.Gradient<{vector}, {Name(activation)}>({upstream}, {saved})"
        : $"{Name(activation)}.Gradient({upstream}, {saved})";

    public void Write(CodeWriter code)
    {
        foreach (KeyValuePair<NamedActivation, string> entry in _names)
        {
            ActivationDefinition definition = entry.Key.Definition;
            string saved = definition.SavedValue == DerivativeInput.PreActivation ? "x" : "y";
            code.Line();
            code.Line($"/// <summary>y = {Text.Documentation(definition.Value.ToString())}; dy/dx = {Text.Documentation(definition.Derivative.ToString())}</summary>");
            using (code.Open($"private readonly struct {entry.Value} : IActivation"))
            {
                Method(code, "public static TVector Value<TVector>(TVector x)", definition.Value);
                code.Line();
                Method(code, $"public static TVector Gradient<TVector>(TVector upstream, TVector {saved})", definition.Gradient);
            }
        }
    }

    /// <summary>Prints a generic method whose body is an expression.</summary>
    public static void Method(CodeWriter code, string head, Expression expression)
    {
        IReadOnlyList<string> body = ExpressionWriter.Write(expression).ToMethodBody();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        if (body.Count == 1)
        {
            code.Line(head);
            code.Indented($"where TVector : struct, IVector<TVector> => {body[0].Substring("return ".Length)}");
            return;
        }

        code.Line(head);
        code.Indented("where TVector : struct, IVector<TVector>");
        code.Line("{");
        foreach (string line in body)
            code.Indented(line);
        code.Line("}");
    }

    private static NamedActivation? Of(Step step) => step switch
    {
        ContractionStep contraction => contraction.Activation,
        InputGradientStep gradient => gradient.Activation,
        ImageStep image => image.Activation,
        ChannelMapStep map => map.Activation,
        BatchNormGradientStep batch => batch.Activation,
        _ => null,
    };
}
