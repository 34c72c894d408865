#:package Markdig
#:property PublishAot=false
// Builds the site of documentation: every page of docs, the README files of the samples, and a reference of the public API.
//
//     dotnet run scripts/build-site.cs        writes artifacts/site; open it through a web server: dotnet docfx serve artifacts/site
//
// The pages are copied to artifacts/site-source in the folders they have, README.md as index.md. Links to files that are no pages lead to
// the repository on the web.
// A link of the finished site that leads nowhere is an error.
using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

string[] projects = ["src/Plotting/ModelCompiler.Plotting.csproj", "src/Dashboard/ModelCompiler.Dashboard.csproj"];
string root = RepositoryRoot(),
    source = Path.Combine(root, "artifacts", "site-source"),
    site = Path.Combine(root, "artifacts", "site");
try
{
    foreach (string folder in (string[])[source, site])
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    foreach (string project in projects)
    {
        Run(root, "dotnet", "build", project, "-c", "Release", "-v", "quiet", "--nologo", "-p:CopyLocalLockFileAssemblies=true");
        CopyAssemblies(Path.Combine(root, Path.GetDirectoryName(project)!, "bin", "Release"), source);
    }

    Stage(root, source);
    Run(root, "dotnet", "tool", "restore");
    Run(root, "dotnet", "docfx", Path.Combine(source, "docfx.json"), "--warningsAsErrors");
    int links = CheckLinks(site);
    Console.WriteLine($"{site}: {Directory.GetFiles(site, "*.html", SearchOption.AllDirectories).Length} pages, {links} links");
    return 0;
}
catch (InvalidDataException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

static void Run(string root, string program, params string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = root })!;
    process.WaitForExit();
    if (process.ExitCode != 0)
        throw new InvalidDataException($"{program} {string.Join(' ', arguments)} has ended with code {process.ExitCode}.");
}

// Our assemblies with their documentation, and those of packages that their public members mention.
static void CopyAssemblies(string binaries, string source)
{
    string native = $"{Path.DirectorySeparatorChar}runtimes{Path.DirectorySeparatorChar}";
    foreach (string file in Directory.EnumerateFiles(binaries, "*", SearchOption.AllDirectories))
    {
        if (Path.GetExtension(file) is not (".dll" or ".xml") || file.Contains(native, StringComparison.Ordinal))
            continue;
        string name = Path.GetFileName(file),
            folder = name.StartsWith("ModelCompiler.", StringComparison.Ordinal) ? "assemblies" : "references";
        Copy(file, Path.Combine(source, folder, name));
    }
}

static void Copy(string file, string destination)
{
    Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
    File.Copy(file, destination, overwrite: true);
}

static void Stage(string root, string source)
{
    Dictionary<string, string> pages = Pages(root);
    string repository = Regex
        .Match(File.ReadAllText(Path.Combine(root, "src", "Directory.Build.props")), "<RepositoryUrl>(.+?)</RepositoryUrl>")
        .Groups[1]
        .Value;
    foreach ((string page, string staged) in pages)
        Write(source, staged, RewriteLinks(root, page, pages, repository));
    foreach (
        string picture in Directory
            .EnumerateFiles(Path.Combine(root, "docs"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".png" or ".txt")
    )
        Copy(picture, Path.Combine(source, Path.GetRelativePath(root, picture)));
    string settings = Path.Combine(root, "docs", "site");
    foreach (string file in Directory.EnumerateFiles(settings, "*", SearchOption.AllDirectories))
        Copy(file, Path.Combine(source, Path.GetRelativePath(settings, file)));
    File.Copy(Path.Combine(root, "src", "Package", "icon.png"), Path.Combine(source, "icon.png"));
    File.Copy(Path.Combine(root, "docs", "toc.yml"), Path.Combine(source, "docs", "toc.yml"));
    foreach (string folder in (string[])["docs/diagnostics", "docs/decisions", "samples"])
        Write(source, folder + "/toc.yml", Contents(root, folder, pages));
    Write(
        source,
        "toc.yml",
        "- name: Guides\n  href: docs/\n- name: Samples\n  href: samples/\n- name: API\n  href: api/\n- name: Contributing\n  "
            + "href: CONTRIBUTING.md\n- name: Changes\n  href: CHANGELOG.md\n"
    );
}

// The Markdown files of the site, and their places in it.
static Dictionary<string, string> Pages(string root)
{
    IEnumerable<string> files = Directory
        .EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
        .Concat(
            Directory
                .EnumerateDirectories(Path.Combine(root, "samples"))
                .Select(sample => Path.Combine(sample, "README.md"))
                .Where(File.Exists)
        )
        .Concat(((string[])["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]).Select(name => Path.Combine(root, name)));
    return files
        .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)
        .ToDictionary(page => page, page => Regex.Replace(page, "(^|/)README.md$", "$1index.md"), StringComparer.Ordinal);
}

static string Contents(string root, string folder, Dictionary<string, string> pages)
{
    var text = new StringBuilder();
    foreach (
        (string page, string staged) in pages
            .Where(page => page.Key.StartsWith(folder + "/", StringComparison.Ordinal))
            .OrderBy(page => !page.Value.EndsWith("/index.md", StringComparison.Ordinal))
    )
    {
        string title = File.ReadLines(Path.Combine(root, page)).First(line => line.StartsWith("# ", StringComparison.Ordinal))[2..];
        text.Append($"- name: \"{title.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"\n  href: {staged[(folder.Length + 1)..]}\n");
    }

    return text.ToString();
}

static string RewriteLinks(string root, string page, Dictionary<string, string> pages, string repository)
{
    string text = File.ReadAllText(Path.Combine(root, page));
    MarkdownDocument document = Markdown.Parse(text, new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build());
    foreach (
        LinkInline link in document
            .Descendants<LinkInline>()
            .Where(link => link.Url is { Length: > 0 })
            .OrderByDescending(link => link.UrlSpan.Start)
    )
    {
        if (Rewritten(root, page, link.Url!, pages, repository) is { } url)
            text = text.Remove(link.UrlSpan.Start, link.UrlSpan.Length).Insert(link.UrlSpan.Start, url);
    }

    return text;
}

// What a link of a page is in the site; null where it can stay as it is.
static string? Rewritten(string root, string page, string url, Dictionary<string, string> pages, string repository)
{
    if (url.StartsWith('#') || url.Contains("://", StringComparison.Ordinal))
        return null;
    string[] parts = url.Split('#', 2);
    string anchor = parts.Length == 2 ? "#" + parts[1] : "",
        folder = Path.GetDirectoryName(page)!;
    string path = Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(root, folder, Uri.UnescapeDataString(parts[0]))))
        .Replace('\\', '/');
    if (pages.TryGetValue(path, out string? staged) || pages.TryGetValue(path.TrimEnd('/') + "/README.md", out staged))
        return Path.GetRelativePath(folder.Length == 0 ? "." : folder, staged).Replace('\\', '/') + anchor;
    if (path.StartsWith("docs/", StringComparison.Ordinal) && Path.GetExtension(path) is ".png" or ".txt")
        return null;
    if (Directory.Exists(Path.Combine(root, path)))
        return $"{repository}/tree/main/{path}{anchor}";
    return File.Exists(Path.Combine(root, path))
        ? $"{repository}/blob/main/{path}{anchor}"
        : throw new InvalidDataException($"{page} links to {url}, which does not exist.");
}

static void Write(string source, string staged, string text)
{
    string file = Path.Combine(source, staged);
    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    File.WriteAllText(file, text);
}

// Every link within the site must lead to a file, and its anchor to a place in it.
static int CheckLinks(string site)
{
    Dictionary<string, HashSet<string>> anchors = Directory
        .EnumerateFiles(site, "*.html", SearchOption.AllDirectories)
        .ToDictionary(
            file => file,
            file =>
                Regex
                    .Matches(File.ReadAllText(file), " (?:id|name)=\"([^\"]+)\"")
                    .Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))
                    .ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    List<string> broken = [];
    int count = 0;
    foreach (string file in anchors.Keys)
    {
        foreach (Match match in Regex.Matches(File.ReadAllText(file), " (?:href|src)=\"([^\"]+)\""))
        {
            string link = WebUtility.HtmlDecode(match.Groups[1].Value);
            if (Regex.IsMatch(link, "^([a-z]+:|//)"))
                continue;
            count++;
            string[] parts = link.Split('#', 2);
            string target =
                parts[0].Length == 0
                    ? file
                    : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, Uri.UnescapeDataString(parts[0].Split('?')[0])));
            if (Directory.Exists(target))
                target = Path.Combine(target, "index.html");
            bool exists =
                File.Exists(target)
                && (
                    parts.Length == 1
                    || parts[1].Length == 0
                    || !anchors.TryGetValue(target, out HashSet<string>? places)
                    || places.Contains(Uri.UnescapeDataString(parts[1]))
                );
            if (!exists)
                broken.Add($"{Path.GetRelativePath(site, file)}: {link}");
        }
    }

    return broken.Count == 0
        ? count
        : throw new InvalidDataException($"{broken.Count} links of the site lead nowhere:\n{string.Join('\n', broken.Distinct())}");
}

static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
    Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, ".."));
