using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using ModelCompiler.CodeFixes;

namespace ModelCompiler.Generator.Tests.Harness;

/// <summary>Applies code fixes in a workspace in memory.</summary>
internal sealed class CodeFixRun : IDisposable
{
    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private readonly ProjectId _project = ProjectId.CreateNewId();
    private Solution _solution;
    private IReadOnlyList<Diagnostic>? _diagnostics;

    public CodeFixRun(params string[] sources)
    {
        CSharpCompilation template = Compilations.Create(sources);
        _solution = _workspace.CurrentSolution.AddProject(
            ProjectInfo.Create(
                _project,
                VersionStamp.Default,
                "UserProject",
                "UserProject",
                LanguageNames.CSharp,
                compilationOptions: template.Options,
                parseOptions: Compilations.ParseOptions,
                metadataReferences: Compilations.References
            )
        );
        foreach (SyntaxTree tree in template.SyntaxTrees)
            _solution = _solution.AddDocument(DocumentId.CreateNewId(_project), tree.FilePath, tree.GetText(), filePath: tree.FilePath);
    }

    /// <summary>Every fix of the product.</summary>
    public static IReadOnlyList<CodeFixProvider> Providers { get; } =
    [
        .. typeof(ModelCodeFix)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    public static CodeFixProvider? ProviderOf(string id) =>
        Providers.SingleOrDefault(provider => provider.FixableDiagnosticIds.Contains(id));

    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync() =>
        _diagnostics ??= await AnalyzerRun.Of((await _solution.GetProject(_project)!.GetCompilationAsync())!);

    /// <summary>The fixes offered for the first diagnostic of an id.</summary>
    public async Task<IReadOnlyList<CodeAction>> ActionsAsync(string id)
    {
        Diagnostic diagnostic = (await DiagnosticsAsync()).First(candidate => candidate.Id == id);
        return await ActionsAsync(diagnostic);
    }

    /// <summary>Applies a fix.</summary>
    public async Task ApplyAsync(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(default);
        _solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        _diagnostics = null;
    }

    /// <summary>Applies a fix to every occurrence in the project.</summary>
    public async Task ApplyAllAsync(string id, int action = 0)
    {
        CodeFixProvider provider = ProviderOf(id)!;
        CodeAction chosen = (await ActionsAsync(id))[action];
        Document document = _solution.GetProject(_project)!.Documents.First();
        var context = new FixAllContext(
            document.Project,
            provider,
            FixAllScope.Project,
            chosen.EquivalenceKey,
            [id],
            new Occurrences(this),
            default
        );
        await ApplyAsync((await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    public async Task<string> SourceAsync(int file = 0) =>
        (await _solution.GetProject(_project)!.Documents.Single(document => document.Name == $"File{file}.cs").GetTextAsync()).ToString();

    public void Dispose() => _workspace.Dispose();

    private async Task<IReadOnlyList<CodeAction>> ActionsAsync(Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        Document document = _solution
            .Projects.Single()
            .Documents.Single(candidate => candidate.FilePath == diagnostic.Location.SourceTree!.FilePath);
        await ProviderOf(diagnostic.Id)!
            .RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        return actions;
    }

    private sealed class Occurrences(CodeFixRun run) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await run.DiagnosticsAsync();

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document,
            CancellationToken cancellationToken
        ) => (await run.DiagnosticsAsync()).Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.FilePath);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(
            Project project,
            CancellationToken cancellationToken
        ) => (await run.DiagnosticsAsync()).Where(diagnostic => diagnostic.Location == Location.None);
    }
}
