using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Generator.Expressions;
using ModelCompiler.Generator.Graph;
using ModelCompiler.Generator.Parsing.Functions;
using ModelCompiler.Generator.Planning;
using ModelCompiler.Generator.Planning.Calls;

namespace ModelCompiler.Generator.Emission;

/// <summary>Prints the comparison of each function of the user's with what was compiled of it.</summary>
internal static class FunctionCheckEmitter
{
    /// <summary>The name of the member.</summary>
    public const string Member = "SelfCheck";

    private const string Points = "int points = 10_000, ulong seed = 1";

    // The numbers of a row of the check: no whole vector.
    private const int CheckedRow = 7;

    private static readonly string[] s_operands = ["a", "b", "c", "d", "e", "f", "g", "h"];

    /// <summary>Prints the member of the user's class, where the model has such functions.</summary>
    public static void WriteMember(CodeWriter code, ModelPlan plan)
    {
        if (!Functions(plan).Any())
            return;
        code.Line();
        code.Line(
            "/// <summary>Compares what was compiled of your functions with the methods themselves, at zero, at some round numbers and at "
                + "random ones: for a test of yours.</summary>"
        );
        code.Line("/// <param name=\"points\">The random points, at least 0.</param>");
        code.Line("/// <param name=\"seed\">Which points.</param>");
        code.Line(
            "/// <exception cref=\"global::ModelCompiler.FunctionCheckException\">A function and its compiled form differ, or it gives no "
                + "number; the message says where.</exception>"
        );
        code.Line(GeneratedMark.Attribute);
        code.Line($"public static void {Member}({Points}) =>");
        code.Indented($"global::ModelCompiler.Generated.{PassesEmitter.TypeName(plan)}.{Member}(points, seed);");
    }

    /// <summary>Prints what the member calls.</summary>
    public static void Write(CodeWriter code, ModelPlan plan)
    {
        ScalarFunction[] functions = [.. Functions(plan)];
        if (functions.Length == 0)
            return;
        code.Line();
        code.Line("/// <summary>Compares functions with the methods that they were compiled from.</summary>");
        using (code.Open($"public static void {Member}(int points, ulong seed)"))
            for (int number = 0; number < functions.Length; number++)
                Call(code, functions[number], number + 1);
        for (int number = 0; number < functions.Length; number++)
        {
            ScalarFunction function = functions[number];
            if (function.IsOfRows)
            {
                RowType(code, $"Checked{Text.Of(number + 1)}", function);
                continue;
            }

            Type(code, $"Checked{Text.Of(number + 1)}", function.Value, function);
            Expression slope = Derivative.Of(function.Value, function.Given.First().Variable);
            Type(code, $"Checked{Text.Of(number + 1)}Slope", slope, function);
        }
    }

    private static IEnumerable<ScalarFunction> Functions(ModelPlan plan) =>
        plan
            .Model.Layers.Select(layer => layer.Function)
            .Concat(plan.Model.Heads.Select(head => head.Loss?.Function))
            .OfType<ScalarFunction>()
            .Distinct();

    private static void Call(CodeWriter code, ScalarFunction function, int number)
    {
        if (function.IsOfRows)
        {
            code.Line($"RowFunctionCheck.Run<Checked{Text.Of(number)}>({SymbolDisplay.FormatLiteral(function.Name, quote: true)},");
            code.Indented($"static (p, t) => {function.Method}(p, t), size: {Text.Of(CheckedRow)}, points, seed);");
            return;
        }

        IEnumerable<string> arguments = function.Parameters.Select((_, position) => $"values[{Text.Of(position)}]"),
            starts = function.Parameters.Select(parameter => parameter.Start is { } start ? FloatLiteral.Of(start) : "float.NaN"),
            names = function.Parameters.Select(parameter => SymbolDisplay.FormatLiteral(parameter.Name, quote: true));
        code.Line($"FunctionCheck.Run<Checked{Text.Of(number)}, Checked{Text.Of(number)}Slope>(");
        code.Indented($"{SymbolDisplay.FormatLiteral(function.Name, quote: true)}, [{string.Join(", ", names)}],");
        code.Indented($"static values => {function.Method}({string.Join(", ", arguments)}),");
        code.Indented($"[{string.Join(", ", starts)}], points, seed);");
    }

    private static void RowType(CodeWriter code, string name, ScalarFunction function) =>
        TypeTable.Write(code, name, RowFormulaType.Of(RowFormula.Of(LossHead.Formula(function), CheckedRow)), names: null);

    private static void Type(CodeWriter code, string name, Expression value, ScalarFunction function)
    {
        code.Line();
        code.Line($"/// <summary>{Text.Documentation($"{function.Name}: {value}")}</summary>");
        using (code.Open($"private readonly struct {name} : IWideMap"))
        {
            IEnumerable<string> operands = function
                .Parameters.Select(parameter => parameter.Variable.Name)
                .Concat(s_operands.Skip(function.Parameters.Count));
            VectorFunction.Write(
                code,
                $"public static TVector Apply<TVector>({string.Join(", ", operands.Select(operand => "TVector " + operand))})",
                value
            );
        }
    }
}
