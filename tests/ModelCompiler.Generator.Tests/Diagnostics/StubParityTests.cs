using Microsoft.CodeAnalysis;
using ModelCompiler.Generator.Checking;
using ModelCompiler.Generator.Checking.Stubs;
using ModelCompiler.Generator.Parsing;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Diagnostics;

/// <summary>A stub offers exactly what the compiled model would.</summary>
public sealed class StubParityTests
{
    public static TheoryData<string> Models { get; } =
    [
        "[Model][Input(3)][Dense(4, Activation.Relu, Name = \"hidden_layer\")][Dense(2, "
            + "Activation.Softmax)][Loss(Loss.CategoricalCrossEntropy)] public sealed partial class Net;",
        "[Model][Input(3)][Dense(1, Bias = false)] public partial class Net;",
        "[Model][Input(1, 28, 28)][Dense(30)][Activation(Activation.Tanh)][Dense(1, "
            + "Activation.Sigmoid)][Loss(Loss.BinaryCrossEntropy)] partial class Net;",
        "[Model][Input(3)][Activation(Activation.Tanh)] partial class Net;",
        "[Model][Input(2)][Dense(1)][Weights(\"small.safetensors\")] partial class Net;",
        "[Model][Input(2, 3)][BatchNorm][Flatten][LayerNorm][RmsNorm][Scale][Standardize][Dropout(0.5f)][PRelu][Reshape(3, "
            + "2)][Loss(Loss.Huber)] partial class Net;",
        "[Model][Input(3, Name = \"state\")][Tokens(2, 5, Name = \"class\")][Embedding(4, From = \"class\")][Flatten][Concat(\"state\")]"
            + "[Dense(4, Name = \"first\")][Dense(2, Name = \"value\")][Output(\"first\", Loss.Huber)][Output(\"value\", "
            + "Loss.MeanSquaredError)] public sealed partial class Net;",
        "[Model][Input(3, 2)][Dense(4, Name = \"inputs\")][Dense(2, Name = \"values\")][Output(\"inputs\", Loss.Huber)]"
            + "[Output(\"values\", Loss.MeanSquaredError)] partial class Net;",
        "[Model][Input(3)][Dense(3, Activation.Tanh, Name = \"h\")][Add(\"input\")][Concat(\"h\")] partial class Net;",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_members_are_the_same(string source)
    {
        INamedTypeSymbol real = TypeOf(GeneratorRun.Of(source));
        INamedTypeSymbol stub = TypeOf(StubOf(source));

        Assert.Equal(Describe(real), Describe(stub));
        Assert.Equal(
            real.AllInterfaces.Select(found => found.ToDisplayString()),
            stub.AllInterfaces.Select(found => found.ToDisplayString())
        );
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_generated_name_is_known_to_the_checker(string source)
    {
        INamedTypeSymbol real = TypeOf(GeneratorRun.Of(source));
        var known = GeneratedMembers.All.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        IEnumerable<ISymbol> unknown = real.GetMembers()
            .Where(member =>
                !member.IsImplicitlyDeclared
                && member
                    is not IMethodSymbol
                    {
                        MethodKind: MethodKind.ExplicitInterfaceImplementation or MethodKind.PropertyGet or MethodKind.PropertySet
                    }
                && member
                    is not IPropertySymbol { Type.IsRefLikeType: true, Type.Name: not "Span" }
                        and not IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false }
                && !known.Contains(member.Name)
            );
        Assert.Empty(unknown);
    }

    private static GeneratorRun StubOf(string source)
    {
        Compilation compilation = Compilations.Create(source);
        ModelDeclaration declaration = ModelParser.Parse(
            (INamedTypeSymbol)compilation.GetSymbolsWithName("Net", SymbolFilter.Type).Single(),
            default
        );
        string text = StubEmitter.Emit(StubBuilder.Build(declaration, "reason")!);
        return GeneratorRun.NewDriver(new ModelGenerator(_ => text)).Run(compilation);
    }

    private static INamedTypeSymbol TypeOf(GeneratorRun run)
    {
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.EditorDiagnostics());
        return (INamedTypeSymbol)run.Output.GetSymbolsWithName("Net", SymbolFilter.Type).Single();
    }

    private static IEnumerable<string> Describe(INamedTypeSymbol type) =>
        type.GetMembers()
            .Where(member =>
                member.DeclaredAccessibility == Accessibility.Public
                || member is IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } method && IsDemanded(method)
            )
            .Select(member =>
                member.ToDisplayString(_format)
                + (member is IFieldSymbol { HasConstantValue: true } constant ? $" = {constant.ConstantValue}" : "")
            )
            .Order(StringComparer.Ordinal);

    // What the interface does itself where a class does not, a stub leaves to it.
    private static bool IsDemanded(IMethodSymbol method) => method.ExplicitInterfaceImplementations.Any(demanded => demanded.IsAbstract);

    private static readonly SymbolDisplayFormat _format = SymbolDisplayFormat
        .CSharpErrorMessageFormat.WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeAccessibility
                | SymbolDisplayMemberOptions.IncludeModifiers
                | SymbolDisplayMemberOptions.IncludeParameters
                | SymbolDisplayMemberOptions.IncludeType
                | SymbolDisplayMemberOptions.IncludeExplicitInterface
        )
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType
                | SymbolDisplayParameterOptions.IncludeName
                | SymbolDisplayParameterOptions.IncludeDefaultValue
        );
}
