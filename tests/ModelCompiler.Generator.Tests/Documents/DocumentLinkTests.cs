using System.Text.RegularExpressions;
using ModelCompiler.Generator.Tests.Harness;

namespace ModelCompiler.Generator.Tests.Documents;

/// <summary>
/// What the documents link to exists: files, folders, pictures and headings, also where the address is that of the repository on the web.
/// </summary>
public sealed partial class DocumentLinkTests
{
    [Fact]
    public void Every_link_leads_somewhere()
    {
        List<string> broken = [];
        int count = 0;
        foreach (DocumentPage page in DocumentPage.All.Values)
        {
            foreach (string link in page.Links)
            {
                count++;
                if (Problem(page.Path, link) is string problem)
                    broken.Add($"{page.Path}: {link}: {problem}");
            }
        }

        Assert.True(count > 300, $"Only {count} links were found.");
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Theory]
    [InlineData("docs/training.md", "saving-and-loading.md", null)]
    [InlineData("docs/training.md", "#optimizers", null)]
    [InlineData("docs/training.md", "https://example.org/nowhere", null)]
    [InlineData("docs/training.md", "https://github.com/modelcompiler/modelcompiler/blob/main/docs/training.md#data", null)]
    [InlineData("docs/training.md", "../src/Runtime/Kernels", null)]
    [InlineData("docs/training.md", "nowhere.md", "does not exist")]
    [InlineData("docs/training.md", "Training.md", "does not exist")]
    [InlineData("docs/training.md", "../../outside.md", "leaves the repository")]
    [InlineData("docs/training.md", "#nowhere", "has no such heading")]
    [InlineData("docs/training.md", "publishing.md#nowhere", "has no such heading")]
    [InlineData("docs/training.md", "https://github.com/modelcompiler/modelcompiler/blob/main/docs/nowhere.md", "does not exist")]
    [InlineData("docs/training.md", "", "is empty")]
    public void The_check_finds_what_is_broken(string page, string link, string? problem)
    {
        string? found = Problem(page, link);
        Assert.Equal(problem is null, found is null);
        Assert.Contains(problem ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void The_contents_of_the_site_name_every_page()
    {
        string contents = Repository.Read("docs/toc.yml");
        string[] listed = [.. Entry().Matches(contents).Select(match => "docs/" + match.Groups[1].Value)];
        Assert.Equal(
            DocumentPage.All.Keys.Where(path => Regex.IsMatch(path, "^docs/[^/]+\\.md$")).Order(StringComparer.Ordinal),
            listed.Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
    }

    // What is wrong with a link of a page, or null. Addresses of other sites are not looked at.
    private static string? Problem(string page, string link)
    {
        if (link.Length == 0)
            return "is empty";
        Match own = OwnAddress().Match(link);
        if (!own.Success && link.Contains("://", StringComparison.Ordinal))
            return null;
        string[] parts = (own.Success ? own.Groups[1].Value : link).Split('#', 2);
        string folder = own.Success ? "" : Path.GetDirectoryName(page)!;
        string path =
            parts[0].Length == 0 && !own.Success
                ? page
                : Path.GetRelativePath(
                        Repository.Root,
                        Path.GetFullPath(Path.Combine(Repository.Root, folder, Uri.UnescapeDataString(parts[0])))
                    )
                    .Replace('\\', '/');
        if (path.StartsWith("../", StringComparison.Ordinal))
            return "leaves the repository";
        if (!Exists(path))
            return "does not exist";
        if (parts.Length == 1 || !DocumentPage.All.TryGetValue(path, out DocumentPage? target))
            return null;
        return target.Anchors.Contains(parts[1]) ? null : $"{path} has no such heading: it has {string.Join(", ", target.Anchors)}";
    }

    // Letter by letter, also on file systems that do not tell capitals from small letters.
    private static bool Exists(string path)
    {
        string current = Repository.Root;
        foreach (string name in path.Split('/').Where(name => name is not ("" or ".")))
        {
            if (!Directory.Exists(current) || !Directory.EnumerateFileSystemEntries(current).Any(entry => Path.GetFileName(entry) == name))
                return false;
            current = Path.Combine(current, name);
        }

        return true;
    }

    [GeneratedRegex(@"^https://github\.com/modelcompiler/modelcompiler/(?:blob|tree)/main/([^?]*)")]
    private static partial Regex OwnAddress();

    [GeneratedRegex(@"href: (\S+)")]
    private static partial Regex Entry();
}
