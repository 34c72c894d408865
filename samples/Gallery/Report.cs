using System.Text;
using ModelCompiler.Plotting;

namespace Gallery;

/// <summary>The page that the demonstrations write: <c>index.md</c> and the pictures beside it.</summary>
internal sealed class Report
{
    private readonly string _folder;
    private readonly StringBuilder _text = new("# Gallery\n");

    /// <summary>Makes the folder if it is not there.</summary>
    public Report(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    /// <summary>Begins a demonstration.</summary>
    public void Section(string title) => _text.Append($"\n## {title}\n");

    /// <summary>A paragraph.</summary>
    public void Text(string paragraph) => _text.Append($"\n{paragraph}\n");

    /// <summary>Lines shown as they are.</summary>
    public void Lines(params ReadOnlySpan<string> lines) => _text.Append($"\n```text\n{string.Join('\n', lines)}\n```\n");

    /// <summary>A table.</summary>
    public void Table(string[] header, IEnumerable<string[]> rows)
    {
        _text.Append($"\n| {string.Join(" | ", header)} |\n|{string.Concat(Enumerable.Repeat("---|", header.Length))}\n");
        foreach (string[] row in rows)
            _text.Append($"| {string.Join(" | ", row)} |\n");
    }

    /// <summary>A picture, as PNG in the page and as SVG beside it.</summary>
    public void Picture(string name, string caption, Figure figure, int width = 800, int height = 500)
    {
        figure.Save(Path.Combine(_folder, name + ".png"), width, height);
        figure.Save(Path.Combine(_folder, name + ".svg"), width, height);
        _text.Append($"\n![{caption}]({name}.png)\n");
    }

    /// <summary>The path of a file beside the page.</summary>
    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>Writes the page.</summary>
    public void Save() => System.IO.File.WriteAllText(File("index.md"), _text.ToString());

    /// <summary>Copies files to another folder.</summary>
    public void Copy(string folder, ReadOnlySpan<string> names)
    {
        Directory.CreateDirectory(folder);
        foreach (string name in names)
            System.IO.File.Copy(File(name), Path.Combine(folder, name), overwrite: true);
    }
}
