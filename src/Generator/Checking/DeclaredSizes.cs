using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ModelCompiler.Generator.Checking.Stubs;
using ModelCompiler.Generator.Parsing;

namespace ModelCompiler.Generator.Checking;

/// <summary>
/// Reads declarations whose arguments are taken from members of models, as <c>[Input(Encoder.OutputSize)]</c>, before these members are
/// generated: the project is looked at together with stubs of its models, first with the sizes that are known, then with those that follow
/// from them. What the arguments mean is left to C#.
/// </summary>
internal sealed class DeclaredSizes
{
    private readonly Dictionary<string, ReadDeclaration> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SyntaxTree> _stubs = new(StringComparer.Ordinal);
    private readonly CSharpParseOptions? _options;
    private readonly CancellationToken _cancellation;
    private Compilation _compilation;

    private DeclaredSizes(IEnumerable<ReadDeclaration> models, Compilation compilation, CancellationToken cancellation)
    {
        _compilation = compilation;
        _cancellation = cancellation;
        _options = compilation.SyntaxTrees.Select(tree => tree.Options).OfType<CSharpParseOptions>().FirstOrDefault();
        foreach (ReadDeclaration model in models)
            _models[model.MetadataName] = model;
        foreach (string name in _models.Keys.ToList())
            Show(name, complete: false);
    }

    /// <summary>Reads classes anew, in their order.</summary>
    /// <param name="unclear">The classes, with arguments that are not known without what is generated.</param>
    /// <param name="models">All models of the project.</param>
    /// <param name="compilation">The project without what is generated.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static ImmutableArray<ReadDeclaration> Resolve(
        ImmutableArray<ReadDeclaration> unclear,
        ImmutableArray<ReadDeclaration> models,
        Compilation compilation,
        CancellationToken cancellation
    )
    {
        if (unclear.IsEmpty)
            return [];
        try
        {
            var sizes = new DeclaredSizes(models.Where(model => model.Declaration is not null), compilation, cancellation);
            sizes.Run();
            return unclear.Select(sizes.Final).ToImmutableArray();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return unclear.Select(read => read with { Failure = exception.ToString(), Declaration = null }).ToImmutableArray();
        }
    }

    private void Run()
    {
        Settle();
        List<string> open = Open();
        if (open.Count == 0)
            return;

        // What is not understood with any sizes either is a mistake of another kind; its sizes are given out, so that it is no circle for
        // those who use them.
        foreach (string name in open)
            Show(name, complete: true);
        var mistaken = new HashSet<string>(
            open.Where(name => _models[name].In(_compilation, _cancellation).IsUnclear),
            StringComparer.Ordinal
        );
        foreach (string name in open)
            Show(name, complete: mistaken.Contains(name));
        Settle();

        List<string> circle = Open().Where(name => !mistaken.Contains(name)).ToList();
        EquatableArray<string> names = circle
            .Select(name => $"'{_models[name].Name}'")
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();
        foreach (string name in circle)
        {
            Show(name, complete: true);
            EquatableArray<int> sources = Attributes(name)
                .Where(attribute => attribute.IsErroneous)
                .Select(attribute => attribute.Source)
                .Distinct()
                .ToEquatableArray();
            _models[name] = _models[name] with { Declaration = _models[name].Declaration! with { Circle = new(names, sources) } };
        }
    }

    /// <summary>The class as the compilation with the stubs shows it.</summary>
    private ReadDeclaration Final(ReadDeclaration read)
    {
        ReadDeclaration found = read.In(_compilation, _cancellation);
        return _models.TryGetValue(read.MetadataName, out ReadDeclaration known) && known.Declaration!.Circle is { } circle
            ? found with
            {
                Declaration = found.Declaration! with { Circle = circle },
            }
            : found;
    }

    /// <summary>Reads unclear models until that brings nothing more: the sizes of one may be what another waits for.</summary>
    private void Settle()
    {
        for (bool hasChanged = true; hasChanged; )
        {
            hasChanged = false;
            foreach (string name in Open())
            {
                int before = Mistakes(name);
                _models[name] = _models[name].In(_compilation, _cancellation);
                if (Mistakes(name) == before)
                    continue;
                hasChanged = true;
                Show(name, complete: false);
            }
        }
    }

    private List<string> Open() =>
        _models.Keys.Where(name => _models[name].IsUnclear).OrderBy(name => name, StringComparer.Ordinal).ToList();

    private int Mistakes(string name) => Attributes(name).Count(attribute => attribute.IsErroneous);

    private EquatableArray<DeclaredAttribute> Attributes(string name) => _models[name].Declaration!.Attributes;

    /// <summary>
    /// Puts the members of a model into the compilation, without the sizes that are not known unless they are to be complete.
    /// </summary>
    private void Show(string name, bool complete)
    {
        ModelDeclaration declaration = _models[name].Declaration!;
        if (StubBuilder.Build(declaration, "") is not { } stub)
            return;
        if (!complete)
            stub = stub with { Omitted = stub.Omitted.Concat(Unknown(declaration)).ToEquatableArray() };
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            SourceText.From(StubEmitter.Emit(stub), Encoding.UTF8),
            _options,
            ModelParser.GeneratorFolder + "/" + declaration.HintName,
            _cancellation
        );
        _compilation = _stubs.TryGetValue(name, out SyntaxTree old)
            ? _compilation.ReplaceSyntaxTree(old, tree)
            : _compilation.AddSyntaxTrees(tree);
        _stubs[name] = tree;
    }

    private static IEnumerable<string> Unknown(ModelDeclaration declaration)
    {
        if (declaration.Attributes.Any(attribute => attribute is { IsErroneous: true, Role: AttributeRole.Input }))
            yield return "InputSize";
        if (declaration.Attributes.Any(attribute => attribute is { IsErroneous: true, Role: AttributeRole.Input or AttributeRole.Layer }))
        {
            yield return "OutputSize";
            yield return "ParameterCount";
        }
    }
}
