using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Parsing.Functions;

/// <summary>The functions that the attributes of one declaration name, each of which is read once.</summary>
internal sealed class FunctionTable
{
    private const string Marked = "[" + FunctionReader.Mark + "]";

    private readonly Dictionary<(ITypeSymbol, string), DeclaredFunction> _known = [];

    /// <summary>What an attribute names.</summary>
    /// <param name="type">The type that is said to declare it; null for <c>null</c>.</param>
    /// <param name="name">The name of the method; null for <c>null</c>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public DeclaredFunction Find(INamedTypeSymbol? type, string? name, CancellationToken cancellation)
    {
        if (type is null || name is null)
            return new("null", null, new("the type and the name of a method are needed", "Write typeof(Formulas), nameof(Formulas.Name)"));
        if (!_known.TryGetValue((type, name), out DeclaredFunction? known))
            _known.Add((type, name), known = Read(type, name, cancellation));
        return known;
    }

    private static DeclaredFunction Read(INamedTypeSymbol type, string name, CancellationToken cancellation)
    {
        string full = $"{type.Name}.{name}";
        List<IMethodSymbol> methods = type.GetMembers(name).OfType<IMethodSymbol>().ToList();
        List<IMethodSymbol> marked = methods.Where(method => FunctionReader.Marked(method, FunctionReader.Mark) is not null).ToList();
        if (methods.Count == 0)
            return new(full, null, new($"'{type.Name}' declares no method '{name}'", $"Name one of its static methods marked {Marked}"));
        if (marked.Count == 0)
            return new(full, null, new("it is not marked as a formula", $"Put {Marked} on the method"));
        if (marked.Count > 1)
            return new(full, null, new($"several methods of that name are marked {Marked}", "Mark one"));
        if (
            type.ContainingAssembly is not ISourceAssemblySymbol { Compilation: var compilation }
            || marked[0].DeclaringSyntaxReferences.IsEmpty
        )
            return new(full, null, new("its source is in another project", "Copy the method, or add its file to this project as well"));
        if (!compilation.IsSymbolAccessibleWithin(marked[0], compilation.Assembly) || type.IsFileLocal)
            return new(full, null, new("generated code cannot call it", "Make the method and its type internal or public"));
        ScalarFunction? function = FunctionReader.Read(marked[0], compilation, out _, out _, cancellation);

        // Where the method is no formula, it says so itself.
        return new(full, function, null);
    }
}
