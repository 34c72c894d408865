using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Parsing.Functions;

/// <summary>Ends the reading of a method that is no formula; never leaves the reader.</summary>
internal sealed class FunctionException(Location place, string reason, string remedy) : Exception(reason)
{
    /// <summary>The token or expression that is wrong.</summary>
    public Location Place => place;

    /// <summary>What is wrong with it.</summary>
    public FunctionFault Fault { get; } = new(reason, remedy);
}
