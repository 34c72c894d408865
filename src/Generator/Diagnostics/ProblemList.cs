using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Collects the problems of one declaration.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public bool HasErrors { get; private set; }

    public void Add(DiagnosticDescriptor rule, ProblemTarget target, params object[] arguments) => Add(Create(rule, target, arguments));

    public void Add(Problem problem)
    {
        _problems.Add(problem);
        HasErrors |= problem.Rule.DefaultSeverity == DiagnosticSeverity.Error;
    }

    /// <summary>Takes note of an error that is shown elsewhere.</summary>
    public void AddHidden() => HasErrors = true;

    public static Problem Create(DiagnosticDescriptor rule, ProblemTarget target, params object[] arguments) =>
        new(rule, target, arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)).ToEquatableArray());
}
