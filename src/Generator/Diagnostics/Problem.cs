using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Something wrong with a declaration, addressed by position so that no syntax has to be kept.</summary>
/// <param name="Rule">What is wrong.</param>
/// <param name="Target">Where.</param>
/// <param name="Arguments">What fills the rule's message.</param>
internal sealed record Problem(DiagnosticDescriptor Rule, ProblemTarget Target, EquatableArray<string> Arguments)
{
    /// <summary>Other places that a code fix changes.</summary>
    public EquatableArray<ProblemTarget> OtherTargets { get; init; }

    /// <summary>
    /// Whether the layer is wrong by itself, whatever its input is: in a block of this project it is shown there, not at every use.
    /// </summary>
    public bool IsOfLayerAlone { get; init; }

    /// <summary>What a code fix needs: pairs of a key of <see cref="FixProperties"/> and a value.</summary>
    public EquatableArray<FixProperty> Properties { get; init; }
}

/// <summary>One value for a code fix.</summary>
internal sealed record FixProperty(string Key, string Value);

/// <summary>The kinds of place that a problem can point to.</summary>
internal enum TargetKind
{
    Class,
    ContainingType,
    Member,
    Attribute,
}

/// <summary>A place in a declaration.</summary>
/// <param name="Kind">Which list <paramref name="Index"/> counts in.</param>
/// <param name="Index">The position in that list of the declaration.</param>
/// <param name="Argument">The attribute's argument by property name, or null for the whole attribute.</param>
/// <param name="Element">The position within an argument list, or -1 for the whole argument.</param>
internal sealed record ProblemTarget(TargetKind Kind, int Index, string? Argument = null, int Element = -1)
{
    public static ProblemTarget Class { get; } = new(TargetKind.Class, 0);

    public static ProblemTarget Attribute(int index, string? argument = null, int element = -1) =>
        new(TargetKind.Attribute, index, argument, element);
}
