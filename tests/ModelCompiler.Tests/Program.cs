namespace ModelCompiler.Tests;

/// <summary>What this assembly does when it is started by itself.</summary>
internal static class Program
{
    public static int Main() => 0;
}
