using ModelCompiler.Generator.Expressions;

namespace ModelCompiler.Generator.Parsing.Functions;

/// <summary>A method of the user's that is a formula: plain values, compared by content.</summary>
/// <param name="Name">Its type and name, as <c>Formulas.Snake</c>.</param>
/// <param name="Method">How generated code calls it, as <c>global::Zoo.Formulas.Snake</c>.</param>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="Value">The formula, in variables that are the parameters' <see cref="FunctionParameter.Variable"/>.</param>
internal sealed record ScalarFunction(string Name, string Method, EquatableArray<FunctionParameter> Parameters, Expression Value)
{
    /// <summary>Whether its parameters are whole rows, of which it makes a number.</summary>
    public bool IsOfRows { get; init; }

    /// <summary>Whether some of its parameters are rows and others numbers.</summary>
    public bool IsMixed { get; init; }

    /// <summary>Whether its value is a row, so that only other functions can use it.</summary>
    public bool IsRow { get; init; }

    /// <summary>The parameters that are learned.</summary>
    public IEnumerable<FunctionParameter> Learned => Parameters.Where(parameter => parameter.Start is not null);

    /// <summary>The parameters that are given.</summary>
    public IEnumerable<FunctionParameter> Given => Parameters.Where(parameter => parameter.Start is null);
}

/// <summary>A parameter of a formula.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where it starts when it is learned, else null.</param>
/// <param name="Sharing">The member's name in the <c>ParameterSharing</c> enumeration.</param>
internal sealed record FunctionParameter(string Name, double? Start, string Sharing)
{
    /// <summary>What it is called in the formula: no keyword, and none of the names that the compiler gives itself.</summary>
    public Variable Variable => new("_" + Name);
}

/// <summary>What an attribute says of a function of the user's.</summary>
/// <param name="Name">The function's type and name, for messages.</param>
/// <param name="Function">The function; null where it cannot be compiled.</param>
/// <param name="Fault">Why there is none; null for one whose own declaration says it.</param>
internal sealed record DeclaredFunction(string Name, ScalarFunction? Function, FunctionFault? Fault);

/// <summary>Why an attribute names no function that can be compiled.</summary>
/// <param name="Reason">The reason, for a message.</param>
/// <param name="Remedy">What to do, for a message.</param>
internal sealed record FunctionFault(string Reason, string Remedy);
