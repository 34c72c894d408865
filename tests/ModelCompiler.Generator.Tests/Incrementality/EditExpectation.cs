using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Tests.Incrementality;

/// <summary>What an edit may cost: the reason of each tracked step's outputs, in the order of the models.</summary>
public sealed record EditExpectation(string Declarations, string Models, string Files)
{
    /// <summary>Nothing that concerns the model has changed: it is read again, found equal, and no text is printed.</summary>
    public static EditExpectation Nothing { get; } = new("Cached", "Cached", "Cached");

    /// <summary>The class has changed in a way that the network does not: it is checked again, and no text is printed.</summary>
    public static EditExpectation CheckedOnly { get; } = new("Modified", "Unchanged", "Cached");

    /// <summary>The network has changed.</summary>
    public static EditExpectation Everything { get; } = new("Modified", "Modified", "Modified");
}
