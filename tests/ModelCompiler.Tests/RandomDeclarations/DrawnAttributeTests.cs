using System.Text.RegularExpressions;

namespace ModelCompiler.Tests.RandomDeclarations;

/// <summary>Random declarations draw all that a declaration can say: a new attribute or argument that they leave out fails here.</summary>
public sealed class DrawnAttributeTests
{
    private const int FirstSeed = 1,
        Seeds = 2000;

    // What a random declaration has no use for.
    private static readonly Type[] s_undrawn =
    [
        // The weights would have to be in a file.
        typeof(WeightsAttribute),
        // Every declaration has one of them, and they say nothing more.
        typeof(ModelAttribute),
        typeof(BlockAttribute),
        // Heads are compared with models that have one of them each.
        typeof(OutputAttribute),
        // These stand on methods and their parameters.
        typeof(ScalarFunctionAttribute),
        typeof(LearnedAttribute),
    ];

    // Methods of one's own have a table of networks, with a formula for each in double precision.
    private static readonly string[] s_ofMethods = ["Functions", "Function"];

    private static readonly Lazy<IReadOnlyList<ModelDeclaration>> s_declarations = new(() =>
        [.. Enumerable.Range(FirstSeed, Seeds).Select(DeclarationRun.Create)]
    );

    [Fact]
    public void Each_attribute_is_drawn()
    {
        string code = string.Concat(s_declarations.Value.Select(declaration => declaration.ToCode()));
        IEnumerable<string> kinds = typeof(LayerAttribute)
            .Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract && !s_undrawn.Contains(type))
            .Select(type => type.Name.Replace("Attribute", "", StringComparison.Ordinal).Split('`')[0]);
        Assert.Equal("", string.Join(", ", kinds.Where(kind => !Regex.IsMatch(code, $@"\[{kind}[(\]<]"))));
    }

    [Fact]
    public void Each_argument_of_a_layer_is_drawn()
    {
        HashSet<string> drawn =
        [
            .. s_declarations
                .Value.SelectMany(declaration => All(declaration.Layers))
                .SelectMany(layer => layer.Arguments.Select(argument => Qualified(layer.Type, argument.Key))),
        ];
        IEnumerable<string> arguments = typeof(LayerAttribute)
            .Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
            .SelectMany(type => Arguments(type).Select(argument => Qualified(type, argument)))
            .Distinct();
        Assert.Equal("", string.Join(", ", arguments.Except(drawn)));
    }

    private static IEnumerable<LayerDeclaration> All(IEnumerable<LayerDeclaration> layers) =>
        layers.SelectMany(layer => layer.Block is { } block ? All(block.Layers).Prepend(layer) : [layer]);

    private static IEnumerable<string> Arguments(Type type) =>
        type.GetProperties()
            .Where(property => property.CanWrite)
            .Select(property => property.Name)
            .Concat(
                type.GetConstructors()
                    .SelectMany(constructor => constructor.GetParameters())
                    .Select(parameter => char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..])
            )
            .Except(s_ofMethods);

    // What several attributes inherit is one argument.
    private static string Qualified(Type type, string argument) =>
        type.GetProperty(argument) is { CanWrite: true, DeclaringType: { } declaring }
            ? $"{declaring.Name}.{argument}"
            : $"{type.Name}.{argument}";
}
