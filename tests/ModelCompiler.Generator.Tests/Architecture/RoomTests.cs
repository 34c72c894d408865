using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelCompiler.Generator.Tests.Architecture;

/// <summary>Rooms are folders, and none looks at one that is built on it.</summary>
public sealed class RoomTests
{
    private const string Generator = "src/Generator",
        Runtime = "src/Runtime",
        Root = "",
        People = "ModelCompiler";

    // What each room may use besides itself; the recipe at the root may use all.
    private static readonly Dictionary<string, string[]> _generator = new()
    {
        ["Values"] = [],
        ["Expressions"] = ["Values"],
        ["Diagnostics"] = ["Values"],
        ["Parsing"] = ["Values", "Expressions"],
        ["Weights"] = ["Values"],
        ["Graph"] = ["Values", "Parsing", "Expressions"],
        ["Layers"] = ["Values", "Parsing", "Expressions", "Diagnostics", "Graph"],
        ["Planning"] = ["Values", "Parsing", "Expressions", "Graph"],
        ["Lowering"] = ["Values", "Parsing", "Expressions", "Graph", "Planning"],
        ["Emission"] = ["Values", "Parsing", "Expressions", "Graph", "Layers", "Planning"],
        ["Checking"] = ["Values", "Parsing", "Expressions", "Diagnostics", "Graph", "Layers", "Weights"],
        ["Analyzer"] = ["Values", "Parsing", "Diagnostics", "Layers", "Planning", "Lowering", "Weights", "Checking", Root],
        [Root] =
        [
            "Values",
            "Parsing",
            "Expressions",
            "Diagnostics",
            "Graph",
            "Layers",
            "Planning",
            "Lowering",
            "Emission",
            "Weights",
            "Checking",
            "Analyzer",
        ],
    };

    // Of the runtime, namespaces: what is for people stands in the one at the root.
    private static readonly Dictionary<string, string[]> _runtime = new()
    {
        ["Shared"] = [],
        ["Simd"] = ["Shared"],
        ["Threads"] = ["Shared"],
        [People] = ["Shared", "Simd", "Threads"],
        ["Kernels"] = ["Shared", "Simd", "Threads", People],
    };

    [Fact]
    public void A_namespace_of_the_generator_is_its_folder() =>
        Assert.Empty(
            SourceFile
                .In(Generator)
                .SelectMany(file => file.Tree.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(found => (file, found)))
                .Where(pair =>
                    pair.found.Name.ToString() != "ModelCompiler.Generator" + pair.file.Folder[Generator.Length..].Replace('/', '.')
                )
                .Where(pair => pair.file.Path != Generator + "/CompilerServices.cs") // the C# compiler asks for its name
                .Select(pair => $"{pair.file.Path}: {pair.found.Name}")
        );

    [Fact]
    public void Rooms_of_the_generator_use_only_what_they_may() =>
        Check(_generator, [.. SourceFile.In(Generator)], file => file.Folder.Split('/').ElementAtOrDefault(2) ?? Root);

    [Fact]
    public void Rooms_of_the_runtime_use_only_what_they_may() =>
        Check(_runtime, [.. SourceFile.In(Runtime), .. SourceFile.In("src/Shared")], file => Namespace(file).Split('.').Last());

    [Fact]
    public void No_room_leads_back_to_itself()
    {
        foreach (Dictionary<string, string[]> rooms in (Dictionary<string, string[]>[])[_generator, _runtime])
        {
            var left = rooms.ToDictionary(room => room.Key, room => room.Value.Where(used => used != Root).ToList());
            while (left.Count > 0)
            {
                string? free = left.Keys.FirstOrDefault(room => left[room].TrueForAll(used => !left.ContainsKey(used)));
                Assert.True(free is not null, "In a circle: " + string.Join(", ", left.Keys));
                left.Remove(free);
            }
        }
    }

    private static void Check(Dictionary<string, string[]> rooms, IReadOnlyList<SourceFile> files, Func<SourceFile, string> roomOf)
    {
        ILookup<string, string> declared = files
            .SelectMany(file => TypesOf(file).Select(type => (Name: type, Room: roomOf(file))))
            .Distinct()
            .ToLookup(type => type.Name, type => type.Room);
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (SourceFile file in files)
        foreach (string used in Uses(file, declared, roomOf(file)))
            if (!rooms.TryGetValue(roomOf(file), out string[]? allowed) || !allowed.Contains(used))
                wrong.Add($"{file.Path}: '{roomOf(file)}' may not use '{used}'");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    // The rooms of the types that a file names. A name that the file itself gives to something else is not one, nor is one that several
    // rooms declare.
    private static IEnumerable<string> Uses(SourceFile file, ILookup<string, string> declared, string room)
    {
        HashSet<string> own = [.. file.Tree.DescendantNodes().Select(OwnName).OfType<string>()];
        return file
            .Tree.DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Where(name =>
                name.Parent is not NameColonSyntax && !IsMember(name) && !name.Ancestors().Any(node => node is UsingDirectiveSyntax)
            )
            .Select(name => name.Identifier.ValueText)
            .Distinct()
            .Where(name => !own.Contains(name))
            .Select(name => declared[name].ToList())
            .Where(rooms => rooms.Count == 1 && rooms[0] != room)
            .Select(rooms => rooms[0])
            .Distinct();
    }

    // A member of something that is not a namespace.
    private static bool IsMember(SimpleNameSyntax name) =>
        name.Parent is MemberBindingExpressionSyntax
        || name.Parent is MemberAccessExpressionSyntax access && access.Name == name
        || name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax };

    private static string? OwnName(SyntaxNode node) =>
        node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            ParameterSyntax parameter => parameter.Identifier.ValueText,
            EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
            TypeParameterSyntax parameter => parameter.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            _ => null,
        };

    private static IEnumerable<string> TypesOf(SourceFile file) =>
        file
            .Tree.DescendantNodes()
            .OfType<BaseTypeDeclarationSyntax>()
            .Where(type => type.Parent is BaseNamespaceDeclarationSyntax)
            .Select(type => type.Identifier.ValueText);

    private static string Namespace(SourceFile file) =>
        file.Tree.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? People;
}
