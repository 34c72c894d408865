namespace ModelCompiler.Generator.Emission;

/// <summary>
/// The attribute that tells tools, of coverage and of style, that a person has not written a member. The user's class is not marked: its
/// other part is the user's.
/// </summary>
internal static class GeneratedMark
{
    private static readonly string _version = typeof(GeneratedMark).Assembly.GetName().Version.ToString(3);

    /// <summary>The attribute, with the version of the compiler.</summary>
    public static string Attribute { get; } = $"[global::System.CodeDom.Compiler.GeneratedCode(\"ModelCompiler\", \"{_version}\")]";
}
