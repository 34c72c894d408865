namespace ModelCompiler.Generator.Emission;

/// <summary>
/// What stands above a generated method for the just-in-time compiler. Without it the first 30,000 calls or so run unoptimized code, in
/// which every operation on a vector is a call: up to a hundred times slower (decision 0024).
/// </summary>
internal static class CompilationHint
{
    /// <summary>A method of the passes, whose file has the namespace of the attribute.</summary>
    public const string Pass = "[MethodImpl(AggressiveOptimization)]";

    /// <summary>A method of straight-line code.</summary>
    public const string Root =
        "[MethodImpl(NoInlining | AggressiveOptimization)] // a root of its own: a caller "
        + "could use up what the just-in-time compiler inlines in one method";

    /// <summary>A method of the user's class.</summary>
    public const string Member =
        "[global::System.Runtime.CompilerServices.MethodImpl("
        + "global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";
}
