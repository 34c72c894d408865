using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Parsing.Functions;

namespace ModelCompiler.Generator.Checking;

/// <summary>Whether an attribute names a function of the user's that suits it.</summary>
internal static class FunctionChecks
{
    private const string Argument = "Function";

    public static void Run(DeclaredAttribute attribute, int index, ProblemList problems)
    {
        if (attribute.Function is not { } declared)
        {
            bool isOwn = attribute.Arguments.Any(argument => argument is { Name: "Kind", Enumeration: "Loss", Text: LossSpec.Custom });
            if (isOwn)
                Add(
                    FunctionRules.FunctionNotFound,
                    "Kind",
                    "Loss.Custom",
                    "it is what the loss of a method is called",
                    "Write [Loss(typeof(Formulas), nameof(Formulas.Name))]"
                );
            return;
        }

        if (declared.Fault is { } fault)
            Add(FunctionRules.FunctionNotFound, Argument, declared.Name, fault.Reason, fault.Remedy);
        else if (declared.Function is not { } function)
            problems.AddHidden();
        else if (function.IsRow)
            Add(FunctionRules.FunctionOfOthers, Argument, declared.Name, "a row as its value", "Return a float, as Row.Sum(...) makes it");
        else if (
            attribute.Role is AttributeRole.Loss or AttributeRole.Output
            && (function.Given.Count() != 2 || function.Learned.Any() || function.IsMixed)
        )
            Add(
                FunctionRules.FunctionOfOthers,
                Argument,
                declared.Name,
                Parameters(function),
                "A loss takes two numbers, an element of the prediction and one of the target, or the two rows, and learns none"
            );
        else if (attribute.Role == AttributeRole.Layer && (function.Given.Count() != 1 || function.IsOfRows))
            Add(
                FunctionRules.FunctionOfOthers,
                Argument,
                declared.Name,
                Parameters(function),
                "An activation takes one number: mark the others [Learned(start)], or make them constants"
            );

        void Add(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, string argument, params object[] arguments) =>
            problems.Add(
                ProblemList.Create(rule, ProblemTarget.Attribute(index, argument), arguments) with
                {
                    IsOfLayerAlone = attribute.Role == AttributeRole.Layer,
                }
            );
    }

    private static string Parameters(ScalarFunction function)
    {
        int given = function.Given.Count(),
            learned = function.Learned.Count();
        string text = FormattableString.Invariant($"{given} {(given == 1 ? "parameter" : "parameters")}");
        if (function.IsOfRows)
            text += function.IsMixed ? ", of numbers and of rows" : " of rows";
        return learned == 0 ? text : text + FormattableString.Invariant($" and {learned} learned");
    }
}
