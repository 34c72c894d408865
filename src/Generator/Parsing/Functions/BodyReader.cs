using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelCompiler.Generator.Expressions;
using static ModelCompiler.Generator.Expressions.ExpressionFunctions;

namespace ModelCompiler.Generator.Parsing.Functions;

/// <summary>
/// Turns the body of a method into an expression. The C# compiler has bound it, so that constants, overloads and conversions mean what they
/// mean in the method; what the expression language does not have is refused at its token.
/// </summary>
internal sealed class BodyReader(Compilation compilation, CancellationToken cancellation)
{
    // What is printed grows with the square of it, because every operation reappears in the gradient of those around it.
    private const int MostOperations = 256;

    /// <summary>What calls are written out to may have so many operands.</summary>
    public const int MostParts = 1024;

    private const string InFloat = "Write the constant with an f, as 0.5f, and use MathF instead of Math";

    private readonly List<IMethodSymbol> _open = [];

    // No method is open twice, so that what its parameters stand for is never wanted again once it is read.
    private readonly Dictionary<IParameterSymbol, Expression> _values = new(SymbolEqualityComparer.Default);
    private int _operations;

    /// <summary>The value of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">What its parameters stand for.</param>
    /// <param name="call">Where it is called, null for the outermost one.</param>
    /// <exception cref="FunctionException">The method is no formula.</exception>
    public Expression Read(IMethodSymbol method, IReadOnlyList<Expression> arguments, SyntaxNode? call)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_open.Contains(method, SymbolEqualityComparer.Default))
            throw new FunctionException(
                (call ?? method.DeclaringSyntaxReferences[0].GetSyntax(cancellation)).GetLocation(),
                $"'{method.Name}' calls itself, and a formula ends",
                "Write out the steps"
            );
        ExpressionSyntax body = Bare(MethodForm.BodyOf(method, cancellation));
        IOperation? operation = compilation.GetSemanticModel(body.SyntaxTree).GetOperation(body, cancellation);
        _open.Add(method);
        for (int position = 0; position < arguments.Count; position++)
            _values[method.Parameters[position]] = arguments[position];
        Expression value = Number(operation ?? throw Unreadable(body));
        _open.RemoveAt(_open.Count - 1);
        return value;
    }

    // Roslyn has no operation for what stands around one; checked says nothing of floats.
    private static ExpressionSyntax Bare(ExpressionSyntax body) =>
        body switch
        {
            ParenthesizedExpressionSyntax inner => Bare(inner.Expression),
            CheckedExpressionSyntax inner => Bare(inner.Expression),
            _ => body,
        };

    private Expression Number(IOperation operation)
    {
        Count(operation);
        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && operation.Type is { } type)
            return Constant(operation, type, constant);
        return operation switch
        {
            IParenthesizedOperation inner => Number(inner.Operand),
            IConversionOperation conversion => Converted(conversion),
            IParameterReferenceOperation parameter => _values.TryGetValue(parameter.Parameter, out Expression? value)
                ? value
                : throw Unknown(operation),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } minus when IsOurs(minus.OperatorMethod) => -Number(
                Single(minus.Operand)
            ),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Plus, OperatorMethod: null } plus => Number(Single(plus.Operand)),
            IBinaryOperation binary when IsOurs(binary.OperatorMethod) => Binary(binary),
            IConditionalOperation { WhenFalse: { } otherwise } choice => Choose(
                choice.Condition,
                Number(Single(choice.WhenTrue)),
                Number(Single(otherwise))
            ),
            IInvocationOperation call => Call(call),
            _ => throw Unknown(operation),
        };
    }

    // An operator of the language, or of rows, which means the same for each element.
    private static bool IsOurs(IMethodSymbol? operatorMethod) => operatorMethod is null || MethodForm.IsRow(operatorMethod.ContainingType);

    private void Count(IOperation operation)
    {
        if (++_operations > MostOperations)
            throw TooLong(operation.Syntax.GetLocation());
    }

    public static FunctionException TooLong(Location place) =>
        new(
            place,
            FormattableString.Invariant(
                $"the formula has more than {MostOperations} operations, or more than {MostParts} parts when written out"
            ),
            "Split it among layers"
        );

    private static Expression Constant(IOperation operation, ITypeSymbol type, object constant)
    {
        if (type.SpecialType is not (SpecialType.System_Single or SpecialType.System_Int32))
            throw InAnotherType(operation, type);
        double number = Convert.ToDouble(constant, CultureInfo.InvariantCulture);
        return Numbers.IsFinite(number)
            ? number
            : throw new FunctionException(
                operation.Syntax.GetLocation(),
                $"'{operation.Syntax}' is not a finite number",
                "Use a large finite one, or write the limit as a formula"
            );
    }

    // A number of int is taken where C# takes it for a float; a double is not rounded silently.
    private Expression Converted(IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is not null)
            throw Unknown(conversion);
        bool isSign =
            conversion.Operand is IInvocationOperation { TargetMethod.Name: "Sign" }
            && conversion.Operand.Type?.SpecialType == SpecialType.System_Int32;
        return isSign ? Number(conversion.Operand) : Number(Single(conversion.Operand));
    }

    private Expression Binary(IBinaryOperation operation)
    {
        if (operation.Type is { } type && !MethodForm.IsNumeric(type))
            throw InAnotherType(operation, type);
        IOperation left = Single(operation.LeftOperand),
            right = Single(operation.RightOperand);
        return operation.OperatorKind switch
        {
            BinaryOperatorKind.Add => Number(left) + Number(right),
            BinaryOperatorKind.Subtract => Number(left) - Number(right),
            BinaryOperatorKind.Multiply => Number(left) * Number(right),
            BinaryOperatorKind.Divide => Number(left) / Number(right),
            _ => throw new FunctionException(
                OperatorToken(operation.Syntax),
                $"the operator '{(operation.Syntax as BinaryExpressionSyntax)?.OperatorToken.Text}' has no vector form",
                "Use + - * / and functions of MathF; x - MathF.Floor(x / y) * y is a remainder"
            ),
        };
    }

    // A condition becomes comparisons by < and <=, the only ones that vectors have; both values are computed.
    private Expression Choose(IOperation condition, Expression whenTrue, Expression whenFalse)
    {
        Count(condition);
        if (condition.ConstantValue is { HasValue: true, Value: bool known })
            return known ? whenTrue : whenFalse;
        return condition switch
        {
            IParenthesizedOperation inner => Choose(inner.Operand, whenTrue, whenFalse),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => Choose(not.Operand, whenFalse, whenTrue),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } both => Choose(
                both.LeftOperand,
                Choose(both.RightOperand, whenTrue, whenFalse),
                whenFalse
            ),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } either => Choose(
                either.LeftOperand,
                whenTrue,
                Choose(either.RightOperand, whenTrue, whenFalse)
            ),
            IBinaryOperation { OperatorMethod: null } comparison => Compare(comparison, whenTrue, whenFalse),
            _ => throw new FunctionException(
                condition.Syntax.GetLocation(),
                $"'{Shortened(condition.Syntax)}' is no comparison of numbers",
                "Compare by < <= > >= == != and join comparisons by && || !"
            ),
        };
    }

    private Expression Compare(IBinaryOperation comparison, Expression whenTrue, Expression whenFalse)
    {
        Expression a = Number(Single(comparison.LeftOperand)),
            b = Number(Single(comparison.RightOperand));
        return comparison.OperatorKind switch
        {
            BinaryOperatorKind.LessThan => Where(a < b, whenTrue, whenFalse),
            BinaryOperatorKind.LessThanOrEqual => Where(a <= b, whenTrue, whenFalse),
            BinaryOperatorKind.GreaterThan => Where(a > b, whenTrue, whenFalse),
            BinaryOperatorKind.GreaterThanOrEqual => Where(a >= b, whenTrue, whenFalse),
            BinaryOperatorKind.Equals => Where(a <= b, Where(b <= a, whenTrue, whenFalse), whenFalse),
            BinaryOperatorKind.NotEquals => Where(a <= b, Where(b <= a, whenFalse, whenTrue), whenTrue),
            _ => throw Unknown(comparison),
        };
    }

    private Expression Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        List<IOperation> arguments = call
            .Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0)
            .Select(argument => Single(argument.Value))
            .ToList();
        if (KnownFunctions.IsHome(method.ContainingType))
            return KnownFunctions.Apply(method, arguments.Select(Number).ToList()) ?? throw UnknownFunction(call);
        if (FunctionReader.Marked(method, FunctionReader.Mark) is null)
            throw UnknownFunction(call);
        if (method.DeclaringSyntaxReferences.IsEmpty)
            throw new FunctionException(
                NameIn(call.Syntax).GetLocation(),
                $"the source of '{FunctionReader.NameOf(method)}' is in another project",
                "Copy the method, or add its file to this project as well"
            );
        List<Expression> values = arguments.Select(Number).ToList();
        return values.Any(value => value.IsLongerThan(MostParts))
            ? throw TooLong(NameIn(call.Syntax).GetLocation())
            : Read(method, values, NameIn(call.Syntax));
    }

    private static FunctionException UnknownFunction(IInvocationOperation call) =>
        new(
            NameIn(call.Syntax).GetLocation(),
            $"the function '{Shortened(NameIn(call.Syntax))}' is not known",
            "Use " + KnownFunctions.Names + ", or a static method of this project marked [ScalarFunction]"
        );

    // Everything is computed in float, so that a number of another type is a mistake of the same kind wherever it stands.
    private static IOperation Single(IOperation operation) =>
        operation.Type is null
        || MethodForm.IsNumeric(operation.Type)
        || (operation.ConstantValue.HasValue && operation.Type.SpecialType == SpecialType.System_Int32)
            ? operation
            : throw InAnotherType(operation, operation.Type);

    private static FunctionException InAnotherType(IOperation operation, ITypeSymbol type) =>
        new(
            Innermost(operation).Syntax.GetLocation(),
            $"'{Shortened(Innermost(operation).Syntax)}' is '{type.ToDisplayString()}', and models compute in float",
            type.SpecialType == SpecialType.System_Double ? InFloat : "Use numbers of float"
        );

    // Of an operation that became a double because of one operand, that operand.
    private static IOperation Innermost(IOperation operation) =>
        operation switch
        {
            IBinaryOperation binary => Innermost(Culprit(binary.LeftOperand, binary.RightOperand, binary)),
            IUnaryOperation unary => Innermost(unary.Operand),
            IConversionOperation { IsImplicit: true } conversion => Innermost(conversion.Operand),
            IParenthesizedOperation inner => Innermost(inner.Operand),
            _ => operation,
        };

    private static IOperation Culprit(IOperation left, IOperation right, IOperation otherwise) =>
        IsWidened(left) && !IsWidened(right) ? right
        : IsWidened(right) && !IsWidened(left) ? left
        : left;

    private static bool IsWidened(IOperation operation) => operation is IConversionOperation { IsImplicit: true };

    private static FunctionException Unknown(IOperation operation) =>
        new(
            operation.Syntax.GetLocation(),
            $"'{Shortened(operation.Syntax)}' is no part of a formula",
            "A formula has parameters, constants, + - * /, comparisons, ?: and calls of known functions"
        );

    private static FunctionException Unreadable(SyntaxNode syntax) =>
        new(syntax.GetLocation(), $"'{Shortened(syntax)}' is not understood", "Write an expression of float");

    private static Location OperatorToken(SyntaxNode syntax) =>
        syntax is BinaryExpressionSyntax binary ? binary.OperatorToken.GetLocation() : syntax.GetLocation();

    private static SyntaxNode NameIn(SyntaxNode syntax) => syntax is InvocationExpressionSyntax call ? call.Expression : syntax;

    private static string Shortened(SyntaxNode syntax)
    {
        string text = string.Join(" ", syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }
}
