using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Planning.Calls;

/// <summary>The type that has the numbers of a row which a loss of the user's is made of.</summary>
internal static class RowFormulaType
{
    private const string Where = "where TVector : struct, IVector<TVector>";
    private const string Row = "ReadOnlySpan<float> row";

    /// <summary>The type.</summary>
    public static GeneratedType Of(RowFormula formula) =>
        new(
            GeneratedTypeKind.Loss,
            "IRowLoss",
            $"{formula.Value}, of {string.Join(", ", formula.Terms)}",
            new[]
            {
                TypeMember.Constant("Terms", formula.Terms.Count),
                TypeMember.Method(Functions(formula)),
                TypeMember.Method(Elements(formula)),
                TypeMember.Method(Method(formula, $"Value<TVector>({Row})", formula.Value)),
                TypeMember.Method(Method(formula, $"Derivative<TVector>(TVector p, TVector t, {Row})", formula.Derivative)),
            }.ToEquatableArray()
        );

    private static IEnumerable<string> Functions(RowFormula formula)
    {
        IEnumerable<string> names = formula.Terms.Select(term => "RowFunction." + term.Function);
        return ["", $"public static ReadOnlySpan<RowFunction> Functions => [{string.Join(", ", names)}];", ""];
    }

    private static IEnumerable<string> Elements(RowFormula formula)
    {
        yield return $"public static TVector Element<TVector>(int term, TVector p, TVector t, {Row})";
        yield return "\t" + Where;
        yield return "{";
        if (formula.Terms.Count == 0)
        {
            yield return "\treturn TVector.Zero;";
            yield return "}";
            yield return "";
            yield break;
        }

        yield return "\tswitch (term)";
        yield return "\t{";
        for (int index = 0; index < formula.Terms.Count; index++)
        {
            bool isLast = index == formula.Terms.Count - 1;
            yield return $"\t\t{(isLast ? "default" : "case " + Text.Of(index))}: // {formula.Terms[index]}";
            yield return "\t\t{";
            foreach (string line in Body(formula, formula.Terms[index].Element))
                yield return "\t\t\t" + line;
            yield return "\t\t}";
        }

        yield return "\t}";
        yield return "}";
        yield return "";
    }

    private static IEnumerable<string> Method(RowFormula formula, string head, Expression expression)
    {
        yield return $"public static TVector {head}";
        yield return "\t" + Where;
        yield return "{";
        foreach (string line in Body(formula, expression))
            yield return "\t" + line;
        yield return "}";
        if (expression != formula.Derivative)
            yield return "";
    }

    private static IReadOnlyList<string> Body(RowFormula formula, Expression expression)
    {
        var names = formula
            .Terms.Select((term, index) => (term.Name.Name, Place: $"TVector.Create(row[{Text.Of(index)}])"))
            .ToDictionary(pair => pair.Name, pair => pair.Place);
        return ExpressionWriter.Write(expression, names).ToMethodBody();
    }
}
