using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ModelCompiler.Generator.Parsing.Functions;

namespace ModelCompiler.Generator.Analyzer;

/// <summary>
/// Why a method that is marked as a formula is none, and where: it is said at the method, once, however many models use it. Compared by
/// content; a place moves with the text, but only that of a method with an error is kept.
/// </summary>
internal sealed record FunctionError(string Name, FunctionFault Fault, string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>What fills the rule's message.</summary>
    public object[] Arguments => [Name, Fault.Reason, Fault.Remedy];

    /// <summary>The place in the file.</summary>
    public Location Place { get; private init; } = Location.None;

    /// <summary>The same place, not bound to a syntax tree.</summary>
    public Location Detached => Location.Create(Path, Span, Lines);

    /// <summary>The error of a method, or null when it has none or is not marked.</summary>
    public static FunctionError? Of(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (FunctionReader.Marked(method, FunctionReader.Mark) is null)
            return null;
        FunctionReader.Read(method, compilation, out FunctionFault? fault, out Location? place, cancellation);
        if (fault is null || place is null)
            return null;
        FileLinePositionSpan lines = place.GetMappedLineSpan();
        return new(FunctionReader.NameOf(method), fault, lines.Path ?? "", place.SourceSpan, lines.Span) { Place = place };
    }

    /// <summary>The same without what holds on to a syntax tree.</summary>
    public FunctionError Plain() => this with { Place = Location.None };
}
