using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Documents;

/// <summary>A Markdown file of the repository: where its links lead, and which places in it others can link to.</summary>
internal sealed class DocumentPage
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .Build();

    private DocumentPage(string path)
    {
        Path = path;
        MarkdownDocument document = Markdown.Parse(Repository.Read(path), s_pipeline);
        Links =
        [
            .. document
                .Descendants<LinkInline>()
                .Select(link => link.Url ?? "")
                .Concat(document.Descendants<AutolinkInline>().Select(link => link.Url)),
        ];
        Anchors = document
            .Descendants<HeadingBlock>()
            .Select(heading => heading.GetAttributes().Id ?? "")
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>All pages, by their path from the root of the repository.</summary>
    public static IReadOnlyDictionary<string, DocumentPage> All { get; } = Find();

    /// <summary>The path from the root of the repository, with slashes.</summary>
    public string Path { get; }

    /// <summary>The addresses of links and pictures, as they are written.</summary>
    public IReadOnlyList<string> Links { get; }

    /// <summary>The names of the headings, as the web shows them.</summary>
    public IReadOnlySet<string> Anchors { get; }

    private static Dictionary<string, DocumentPage> Find()
    {
        string[] others = ["bin", "obj", "artifacts", "Generated", "node_modules"];
        return Directory
            .EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path =>
                !path.Split('/').Any(folder => folder.StartsWith('.') || others.Contains(folder))
                && !path.Contains(".received.", StringComparison.Ordinal)
            )
            .ToDictionary(path => path, path => new DocumentPage(path), StringComparer.Ordinal);
    }
}
