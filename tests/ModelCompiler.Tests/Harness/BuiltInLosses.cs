namespace ModelCompiler.Tests.Harness;

/// <summary>The losses that are declared by name.</summary>
internal static class BuiltInLosses
{
    public static Loss[] All { get; } = [.. Enum.GetValues<Loss>().Where(loss => loss != Loss.Custom)];
}
