using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking.Stubs;

/// <summary>What is generated for a broken model: plain values, as in <see cref="ModelSpec"/>.</summary>
/// <param name="Namespace">The namespace of the class, empty for the global one.</param>
/// <param name="ContainingTypes">The declarations of the enclosing types, outermost first.</param>
/// <param name="Declaration">As <c>public partial class Name&lt;T&gt;</c>.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Self">The name with type parameters.</param>
/// <param name="Omitted">The signatures of generated members that the class already has in its own form, or that this model would not
/// have.</param>
/// <param name="Sizes">Input size, output size and parameter count; 1 where they are not known.</param>
/// <param name="Layers">The properties of the layers: type and name.</param>
/// <param name="OfParts">The members that take the inputs and outputs one by one.</param>
/// <param name="Reason">The first error, as the stub's exceptions tell it.</param>
internal sealed record StubSpec(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Declaration,
    string Name,
    string Self,
    EquatableArray<string> Omitted,
    EquatableArray<int> Sizes,
    EquatableArray<StubLayer> Layers,
    EquatableArray<string> OfParts,
    string Reason
);

/// <summary>The property of a layer.</summary>
internal sealed record StubLayer(string Type, string Name);
