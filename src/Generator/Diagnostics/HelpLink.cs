namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Where the page of a diagnostic is found.</summary>
internal static class HelpLink
{
    public const string Folder = "https://github.com/modelcompiler/modelcompiler/blob/main/docs/diagnostics/";
    public const string Extension = ".md";
}
