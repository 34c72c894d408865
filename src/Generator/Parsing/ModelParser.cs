using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Generator.Parsing;

/// <summary>Reads a class with the attributes of ModelCompiler into plain values. Accepts every declaration, right or wrong.</summary>
internal static class ModelParser
{
    /// <summary>The folder of the generated files.</summary>
    public const string GeneratorFolder = "ModelCompiler.Generator.ModelGenerator";

    /// <summary>
    /// The attributes of ModelCompiler on a type, in source order: their positions are the indices of
    /// <see cref="ModelDeclaration.Attributes"/>.
    /// </summary>
    public static ImmutableArray<AttributeData> ModelAttributes(INamedTypeSymbol type, AttributeTypes types)
    {
        ImmutableArray<AttributeData> all = type.GetAttributes();
        return all.IsEmpty ? all : all.RemoveAll(attribute => types.RoleOf(attribute) is null);
    }

    /// <summary>The members that the user wrote: their positions are the indices of <see cref="ModelDeclaration.Members"/>.</summary>
    public static ImmutableArray<ISymbol> UserMembers(INamedTypeSymbol type) =>
        type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && IsWrittenByUser(member) && IsCalledByName(member))
            .ToImmutableArray();

    /// <summary>
    /// The enclosing types, outermost first: their positions are the indices of <see cref="ModelDeclaration.ContainingTypes"/>.
    /// </summary>
    public static ImmutableArray<INamedTypeSymbol> ContainingTypes(INamedTypeSymbol type)
    {
        var types = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            types.Insert(0, outer);
        return types.ToImmutableArray();
    }

    public static ModelDeclaration Parse(INamedTypeSymbol type, CancellationToken cancellation) =>
        Parse(type, new AttributeTypes(), cancellation);

    /// <summary>Reads a class with what is already known about the attributes.</summary>
    public static ModelDeclaration Parse(INamedTypeSymbol type, AttributeTypes types, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var blocks = new BlockTable(type.ContainingAssembly, types, cancellation);
        IReadOnlyList<DeclaredAttribute> written = blocks.Read(type);
        cancellation.ThrowIfCancellationRequested();
        return new ModelDeclaration(
            HintName.For(type),
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            ContainingTypes(type).Select(ParseHeader).ToEquatableArray(),
            ParseHeader(type),
            BlockExpansion.Run(
                written,
                blocks.Blocks,
                blocks.IndexOf(type),
                isBlock: written.Any(attribute => attribute.Role == AttributeRole.Block)
            ),
            HasUnresolvedAttributes(type) || blocks.HaveUnresolvedAttributes,
            UserMembers(type).Select(ParseMember).ToEquatableArray()
        );
    }

    private static TypeHeader ParseHeader(INamedTypeSymbol type)
    {
        TypeTraits traits = TypeTraits.None;
        List<BaseTypeDeclarationSyntax> written = type
            .DeclaringSyntaxReferences.Where(reference => !IsGenerated(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax())
            .OfType<BaseTypeDeclarationSyntax>()
            .ToList();
        Set(TypeTraits.Partial, written.All(part => part.Modifiers.Any(SyntaxKind.PartialKeyword)));
        Set(TypeTraits.Sealed, type.IsSealed);
        Set(TypeTraits.Static, type.IsStatic);
        Set(TypeTraits.Abstract, type.IsAbstract && !type.IsStatic);
        Set(TypeTraits.FileLocal, type.IsFileLocal);
        Set(TypeTraits.PrimaryConstructor, written.Any(part => part is TypeDeclarationSyntax { ParameterList: not null }));
        Set(
            TypeTraits.BaseNeedsArguments,
            type is { TypeKind: TypeKind.Class, IsStatic: false, BaseType: { TypeKind: TypeKind.Class } parent } && !IsConstructible(parent)
        );
        string typeParameters = type.TypeParameters.IsEmpty
            ? ""
            : "<" + string.Join(", ", type.TypeParameters.Select(parameter => Escape(parameter.Name))) + ">";
        return new TypeHeader(KeywordOf(type), Escape(type.Name), typeParameters, SyntaxFacts.GetText(type.DeclaredAccessibility), traits);

        void Set(TypeTraits trait, bool holds) => traits |= holds ? trait : TypeTraits.None;
    }

    private static bool IsConstructible(INamedTypeSymbol parent) =>
        parent.InstanceConstructors.Any(constructor =>
            constructor.DeclaredAccessibility != Accessibility.Private
            && constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)
        );

    private static string KeywordOf(INamedTypeSymbol type) =>
        type.TypeKind switch
        {
            TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
            TypeKind.Interface => "interface",
            _ => type.IsRecord ? "record" : "class",
        };

    private static DeclaredMember ParseMember(ISymbol member) =>
        member is IMethodSymbol method
            ? new(method.Name, Signature(method), IsMethod: true)
            : new(member.Name, member.Name, IsMethod: false);

    private static string Signature(IMethodSymbol method)
    {
        string arity = method.Arity == 0 ? "" : "`" + method.Arity.ToString(System.Globalization.CultureInfo.InvariantCulture);
        IEnumerable<string> types = method.Parameters.Select(parameter =>
            parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
        );
        return $"{method.Name}{arity}({string.Join(", ", types)})";
    }

    private static bool IsCalledByName(ISymbol member) =>
        member is not IMethodSymbol method || method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor;

    private static bool IsWrittenByUser(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(reference => !IsGenerated(reference.SyntaxTree));

    /// <summary>Whether a file is this generator's: an analyzer sees the class together with what was generated into it.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.Contains(GeneratorFolder);

    /// <summary>Whether a class carries an attribute that the C# compiler cannot find.</summary>
    public static bool HasUnresolvedAttributes(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass is null or { TypeKind: TypeKind.Error });

    /// <summary>Which of the class's partial declarations carries an attribute.</summary>
    public static int PartOf(INamedTypeSymbol type, AttributeData attribute)
    {
        ImmutableArray<SyntaxReference> parts = type.DeclaringSyntaxReferences;
        if (parts.Length == 1 || attribute.ApplicationSyntaxReference is not { } application)
            return 0;
        for (int i = 0; i < parts.Length; i++)
            if (parts[i].SyntaxTree == application.SyntaxTree && parts[i].Span.Contains(application.Span))
                return i;
        return 0;
    }

    /// <summary>A name as it is written in code.</summary>
    // Contextual keywords too: file, record or required are no names for a type as they are.
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
            ? name
            : "@" + name;
}
