namespace ModelCompiler.Onnx.Tests.Harness;

/// <summary>
/// Parts of the documentation that are made of the code, between comments. With the environment variable <c>MODELCOMPILER_UPDATE</c> they
/// are written.
/// </summary>
internal static class DocumentTable
{
    /// <summary>Compares a part with what it should be.</summary>
    /// <param name="page">The page, from the root of the repository.</param>
    /// <param name="name">The name in the comments.</param>
    /// <param name="expected">What it should be.</param>
    public static void Check(string page, string name, string expected)
    {
        string path = Path.Combine(Root(), page),
            text = File.ReadAllText(path).ReplaceLineEndings("\n"),
            begin = $"<!-- {name} -->\n",
            end = $"<!-- /{name} -->";
        int start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length,
            stop = text.IndexOf(end, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("MODELCOMPILER_UPDATE") is not null)
        {
            text = text[..start] + expected + text[stop..];
            stop = start + expected.Length;
            File.WriteAllText(path, text);
        }

        Assert.Equal(expected, text[start..stop]);
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ModelCompiler.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
